"""The text of a report and the head of its paper, as the office writes them at the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, periods
from tests.factories import Place, answer, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock
    from tests.web.page_client import Page


@pytest.fixture
def closed(app: Flask, place: Place, clock: Clock) -> str:
    """October with 40 answers, closed; the address of its text."""
    answer(app, place, 4, times=34)
    answer(app, place, 2, times=6, saran="Antrean di loket terlalu lama, kursi kurang")
    clock.instant = periods.AFTER
    periods.close(app, place, periods.head_of(app, place))
    return f"/admin/periode/{place.unit}/2026-10/naskah"


@pytest.fixture
def head(app: Flask, place: Place, closed: str) -> desk.Window:
    """Signed in after October was closed."""
    return window(app, place, "Kepala Unit")


def window(app: Flask, place: Place, name: str) -> desk.Window:
    made = desk.Window(app)
    desk.sign_in(made.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)], name=name)
    return made


def form_of(page: Page) -> dict[str, str]:
    """Every field of the text as a browser would send it back untouched."""
    fields = {
        str(one.get("name")): str(one.get("value") or "")
        for one in page.find("//main//form//input[@name]")
    }
    texts = page.find("//main//form//textarea")
    return fields | {str(one.get("name")): (one.text or "").removeprefix("\n") for one in texts}


def test_what_somebody_wrote_is_kept_and_may_be_given_back_to_the_draft(
    app: Flask, head: desk.Window, closed: str
) -> None:
    page = head.get(closed)
    form = form_of(page)
    assert "adalah 92,50, dengan mutu pelayanan A" in form["indeks"]
    saved = head.follow(closed, **{**form, "indeks": "Nilainya 93,40.\r\n\r\n- satu\r\n- dua"})
    assert form_of(saved)["indeks"] == "Nilainya 93,40.\n\n- satu\n- dua"
    assert "Angka ini tidak ada dalam angka periode: 93,40" in saved.seen
    assert "Diubah oleh Kepala Unit" in saved.seen
    kept = rows(app, "report_texts")
    assert [(one["section"], one["version"]) for one in kept] == [("indeks", 1)]
    back = head.follow(closed, **{**form_of(saved), "kembalikan": "indeks"})
    assert form_of(back)["indeks"] == form["indeks"]
    assert "Indeks unit pelayanan: kembali ke draf." in back.seen
    assert [one["text"] for one in rows(app, "report_texts")][1] is None
    # Whoever types the draft again means the draft.
    own = head.follow(closed, **{**form_of(back), "indeks": "Tulisan sendiri."})
    head.follow(closed, **{**form_of(own), "indeks": form["indeks"]})
    assert [one["text"] for one in rows(app, "report_texts")][2:] == ["Tulisan sendiri.", None]
    [*_, last] = rows(app, "audit_records")
    assert (last["action"], last["object_id"]) == ("ubah-naskah", "2026-10 skm-2017")


def test_sent_back_untouched_nothing_is_kept_and_an_emptied_section_is_refused(
    app: Flask, head: desk.Window, closed: str
) -> None:
    form = form_of(head.get(closed))
    assert "Tidak ada yang berubah." in head.follow(closed, **form).seen
    head.get(closed)
    refused = head.post(closed, 422, **{**form, "dasar": "  ", "waktu": "Sepanjang bulan."})
    assert "Bagian ini kosong" in refused.get_data(as_text=True)
    assert "Sepanjang bulan." in refused.get_data(as_text=True)
    assert rows(app, "report_texts") == []


def test_two_people_writing_at_once_lose_nothing(
    app: Flask, place: Place, head: desk.Window, closed: str
) -> None:
    other = window(app, place, "Yosef Tnunay")
    mine, theirs = form_of(head.get(closed)), form_of(other.get(closed))
    other.post(closed, **{**theirs, "dasar": "Dasar dari Yosef.", "waktu": "Waktu dari Yosef."})
    # Another section: no quarrel, and what Yosef wrote stays.
    head.post(closed, **{**mine, "lokasi": "Di aula."})
    head.get(closed)
    stale = head.post(closed, 409, **{**mine, "dasar": "Dasar dari kepala."})
    said = stale.get_data(as_text=True)
    assert "Dasar dari Yosef." in said
    assert said.count("Dasar dari kepala.") == 2  # beside theirs, and in the field
    assert "Waktu dari Yosef." not in said.split("<form")[0]
    again = form_of(desk_page(stale))
    shown = head.follow(closed, **again)
    assert form_of(shown)["dasar"] == "Dasar dari kepala."
    assert form_of(shown)["waktu"] == "Waktu dari Yosef."
    assert form_of(shown)["lokasi"] == "Di aula."


def desk_page(answer: object) -> Page:
    from tests.web.page_client import Page

    return Page(answer)  # type: ignore[arg-type]


def test_the_head_of_the_paper_is_kept_and_comes_down_without_its_signer(
    app: Flask, place: Place, head: desk.Window
) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", name="Kelurahan Oebobo",
                       parent=place.unit_id, instruments=())  # fmt: skip
    address = f"/admin/kop/{place.unit}"
    shown = form_of(head.get(address))
    assert shown["lines"] == "INSTANSI PEMKOT-KUPANG\nDINAS DUKCAPIL KOTA KUPANG"
    wrong = head.post(address, 422, **{**shown, "signer_nip": "123", "lines": "a\nb\nc\nd\ne"})
    said = wrong.get_data(as_text=True)
    assert "NIP terdiri atas 18 angka" in said
    assert "Paling banyak 4 baris" in said
    filled = {**shown, "lines": "PEMERINTAH KOTA KUPANG\r\nDINAS DUKCAPIL", "city": "Kupang",
              "signer_name": "Maria Nalle", "signer_nip": "19720314 199603 2 001"}  # fmt: skip
    head.follow(address, **filled)
    [kept] = rows(app, "letterheads")
    assert (kept["signer_nip"], kept["version"]) == ("197203141996032001", 1)
    assert "Petugas lain menyimpan" in head.post(address, 409, **{**filled, "city": "Soe"}).text
    inherited = form_of(head.get(f"/admin/kop/{below.unit}"))
    assert inherited["lines"].split("\n")[-1] == "KELURAHAN OEBOBO"
    assert inherited["lines"].startswith("PEMERINTAH KOTA KUPANG")
    assert (inherited["signer_name"], inherited["city"]) == ("", "Kupang")


def test_a_period_without_answers_and_other_surveys_have_a_text_too(
    head: desk.Window, closed: str
) -> None:
    assert "belum ditutup" in head.get(closed.replace("2026-10", "2027-S1")).seen
    form = form_of(head.get(f"{closed}?instrumen=spkp"))
    assert "(IPKP)" in form["indeks"]
    saved = head.follow(closed, **{**form, "dasar": "Dasar SPKP."})
    assert form_of(saved)["dasar"] == "Dasar SPKP."
    assert form_of(head.get(closed))["dasar"] != "Dasar SPKP."
    head.get(f"{closed}?instrumen=nihil", 422)


def test_a_counter_officer_writes_no_report(app: Flask, place: Place, closed: str) -> None:
    officer = desk.Window(app)
    grant = Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)
    desk.sign_in(officer.client, app, [grant])
    officer.get(closed, 404)
    officer.get(f"/admin/kop/{place.unit}", 404)
