"""An officer's morning at the queue: what is due, filters that stay, many at once, words found."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests import tickets as filed
from tests.factories import NOW, Place, make_place, rows
from tests.queue_rows import put

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from tests.web.page_client import Page

QUEUE = "/admin/laporan"


def at_desk(app: Flask, place: Place, role: Role, **how: str) -> tuple[desk.Window, Actor]:
    window = desk.Window(app)
    actor = desk.sign_in(window.client, app, [Grant(role, Level.UNIT, place.unit_id)], **how)
    return window, actor


@pytest.fixture
def officer(app: Flask, place: Place) -> desk.Window:
    return at_desk(app, place, Role.COMPLAINT_OFFICER, name="Maria Seran")[0]


def titles(page: Page) -> list[str]:
    return [str(one).strip() for one in page.find("//*[@class='row-words']/a/text()")]


def tick(page: Page, number: str) -> str:
    [value] = page.find(f"//input[@name='pilih'][starts-with(@value, '{number}')]/@value")
    return str(value)


def ticket(app: Flask, number: str) -> dict[str, object]:
    return filed.row(app, number)


def test_each_row_says_how_near_its_limit_is(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    """Thursday 15 October 2026, 11.00 WITA."""
    put(app, place, title="Lama", due=NOW - timedelta(days=3))
    put(app, place, title="Kini", due=NOW + timedelta(hours=5))
    put(app, place, title="Esok", due=NOW + timedelta(days=1, hours=5))
    put(app, place, title="Nanti", due=NOW + timedelta(days=7, hours=5))
    put(app, place, title="Pelapor", state="menunggu-pelapor", due=NOW + timedelta(days=9))
    page = officer.get(QUEUE)
    assert titles(page) == ["Lama", "Kini", "Esok", "Nanti", "Pelapor"]
    badges = [str(one) for one in page.find("//*[contains(@class, 'near ')]/text()")]
    assert badges == [
        "terlambat 3 hari kerja", "hari ini 16.00", "besok 16.00", "5 hari kerja lagi",
        "pelapor: sampai 24-10-2026",
    ]  # fmt: skip


def test_tabs_count_and_lead_to_what_they_count(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    put(app, place, title="Lama", due=NOW - timedelta(days=2))
    put(app, place, title="Baru", state="diterima")
    page = officer.get(QUEUE)
    assert "Terlambat 1" in page.seen
    assert "Semua terbuka 2" in page.seen
    [late] = page.find("//nav//a[contains(., 'Terlambat')]/@href")
    assert titles(officer.get(late)) == ["Lama"]


def test_an_empty_tab_says_what_to_do_next(officer: desk.Window) -> None:
    for tab in ("hari-ini", "terlambat", "baru", "saya", "pelapor", "terbuka", "selesai"):
        page = officer.get(f"{QUEUE}?tab={tab}")
        assert titles(page) == []
        assert page.find("//main//div[contains(@class, 'panel')]//a[contains(@class, 'button')]")
    page = officer.get(f"{QUEUE}?saluran=surat")
    assert "Tidak ada laporan yang cocok" in page.seen
    assert "Kosongkan saringan" in page.seen


def test_filters_stay_in_the_form_and_in_every_link(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    for at in range(30):
        put(app, place, title=f"Surat {at}", channel="surat", due=NOW + timedelta(days=at))
    put(app, place, title="Telepon", channel="telepon")
    page = officer.get(f"{QUEUE}?saluran=surat&dari=2026-10-01")
    assert page.find("//select[@name='saluran']/option[@selected]/@value") == ["surat"]
    assert page.find("//input[@name='dari']/@value") == ["2026-10-01"]
    assert len(titles(page)) == 25
    [older] = page.find("//a[@rel='next']/@href")
    last = officer.get(older)
    assert titles(last) == [f"Surat {at}" for at in range(25, 30)]
    [newer] = last.find("//a[@rel='prev']/@href")
    assert titles(officer.get(newer)) == [f"Surat {at}" for at in range(25)]


def test_a_service_can_be_chosen_once_its_unit_is(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    put(app, place, title="KTP", service_id=place.services["ktp"])
    put(app, place, title="KK", service_id=place.services["kk"])
    assert officer.get(QUEUE).find("//select[@name='layanan']") == []
    page = officer.get(f"{QUEUE}?unit={place.unit}")
    assert page.find("//select[@name='layanan']")
    assert titles(officer.get(f"{QUEUE}?unit={place.unit}&layanan=ktp")) == ["KTP"]


def test_a_unit_brings_those_below_it(app: Flask, place: Place, officer: desk.Window) -> None:
    below = make_place(app, "kel-oebobo", point="0000AAAA", parent=place.unit_id)
    put(app, place, title="Atas")
    put(app, below, title="Bawah", due=NOW + timedelta(days=9))
    assert titles(officer.get(f"{QUEUE}?unit={place.unit}")) == ["Atas", "Bawah"]
    assert titles(officer.get(f"{QUEUE}?unit={below.unit}")) == ["Bawah"]


def test_other_units_and_sealed_cases_leave_no_trace(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    other = make_place(app, "dukcapil-alor", point="0000CCCC", instansi="pemkab-alor")
    put(app, other, title="Rahasia Alor", body="genset")
    sealed = filed.file(
        app, place, kategori="pungli", judul="Genset", isi="Uang genset diminta." * 3
    )
    assert sealed.sealed
    for path in (
        QUEUE,
        f"{QUEUE}?tab=baru",
        f"{QUEUE}?unit={other.unit}",
        f"{QUEUE}/cari?q=genset",
    ):
        page = officer.get(path)
        assert titles(page) == [], path
        assert "Alor" not in page.seen
        assert sealed.number not in page.text.replace("-", "")
    assert "Semua terbuka 0" in officer.get(QUEUE).seen
    assert "Baru 1 laporan" not in officer.get("/admin/").seen


def test_who_sees_no_ticket_has_no_queue(app: Flask, place: Place) -> None:
    for role in (Role.COUNTER_OFFICER, Role.AUDITOR, Role.ZI_TEAM):
        window, _ = at_desk(app, place, role)
        assert QUEUE not in window.get("/admin/").links()
        assert window.raw(QUEUE).status_code == 403
        assert window.raw(f"{QUEUE}/cari?q=ktp").status_code == 403


def test_many_are_verified_and_taken_at_once(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    numbers = [put(app, place, state="diterima") for _ in range(3)]
    page = officer.get(f"{QUEUE}?tab=baru")
    [kept] = page.find("//form[@data-module='queue']//input[@name='kembali']/@value")
    values = [tick(page, one) for one in numbers]
    answer = officer.raw(
        "/admin/antrean/banyak", "POST",
        data={"csrf_token": desk.csrf(app), "kembali": kept, "langkah": "verifikasi",
              "pilih": values[:2]},
    )  # fmt: skip
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("tab=baru")
    assert [ticket(app, one)["state"] for one in numbers] == [
        "terverifikasi", "terverifikasi", "diterima",
    ]  # fmt: skip
    assert "Verifikasi: 2 laporan." in officer.get(QUEUE).seen
    deeds = [one["action"] for one in rows(app, "audit_records")]
    assert deeds.count("verifikasi-laporan") == 2


def test_each_ticket_has_its_own_outcome(app: Flask, place: Place) -> None:
    """One that somebody else took, one that moved on meanwhile: the rest is done all the same."""
    window, actor = at_desk(app, place, Role.COMPLAINT_OFFICER)
    other = desk.make_staff(app, [], name="Yohanes Bria")
    free, taken, moved = put(app, place), put(app, place, owner_id=other.id), put(app, place)
    page = window.get(QUEUE)
    values = [tick(page, free), tick(page, taken), f"{moved}.7", "ZZZZZZZZZ.1", "<b>.1"]
    answer = window.raw(
        "/admin/antrean/banyak", "POST",
        data={"csrf_token": desk.csrf(app), "langkah": "ambil", "pilih": values},
    )  # fmt: skip
    assert answer.status_code == 422
    told = answer.get_data(as_text=True)
    assert "sudah diambil Yohanes Bria" in told
    assert "baru saja diubah orang lain" in told
    assert told.count("Laporan dengan nomor ini tidak ada") == 2
    assert "<b>" not in told.replace("<b>" + told.partition("<b>")[2].partition("</b>")[0], "") or (
        "&lt;b&gt;" in told
    )
    assert ticket(app, free)["owner_id"] == actor.id
    assert ticket(app, taken)["owner_id"] == other.id
    assert ticket(app, moved)["owner_id"] is None


def test_many_are_given_to_a_colleague_who_may_hold_them(app: Flask, place: Place) -> None:
    window, _ = at_desk(app, place, Role.HEAD)
    colleague = desk.make_staff(
        app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)], name="Ani Benu"
    )
    stranger = desk.make_staff(app, [], name="Orang Lain")
    number = put(app, place)
    page = window.get(QUEUE)
    assert page.find(f"//select[@id='pegawai']/option[@value='{colleague.code}']")
    assert page.find(f"//select[@id='pegawai']/option[@value='{stranger.code}']") == []
    for code, status in ((stranger.code, 422), (colleague.code, 303)):
        answer = window.raw(
            "/admin/antrean/banyak", "POST",
            data={"csrf_token": desk.csrf(app), "langkah": "tugaskan", "pegawai": code,
                  "pilih": tick(page, number)},
        )  # fmt: skip
        assert answer.status_code == status
    assert ticket(app, number)["owner_id"] == colleague.id


def test_many_is_at_most_a_hundred_and_at_least_one(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    number = put(app, place)
    for values, said in (
        ([], "Tandai dahulu"),
        ([f"{number}.{n}" for n in range(101)], "Paling banyak 100"),
    ):
        answer = officer.raw(
            "/admin/antrean/banyak", "POST",
            data={"csrf_token": desk.csrf(app), "langkah": "ambil", "pilih": values},
        )  # fmt: skip
        assert answer.status_code == 422
        assert said in answer.get_data(as_text=True)
    assert ticket(app, number)["owner_id"] is None


def test_a_sealed_case_answers_the_many_as_one_that_is_not_there(app: Flask, place: Place) -> None:
    """Also to the team that may open it: the queue is not where it is handled."""
    sealed = filed.file(app, place, kategori="pungli")
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.INSPECTORATE, Level.INSTALLATION, 0)])
    for number in (sealed.number, "ZZZZZZZZZ"):
        answer = window.raw(
            "/admin/antrean/banyak", "POST",
            data={"csrf_token": desk.csrf(app), "langkah": "ambil", "pilih": f"{number}.1"},
        )  # fmt: skip
        assert "Laporan dengan nomor ini tidak ada" in answer.get_data(as_text=True)
    assert ticket(app, sealed.number)["owner_id"] is None


def test_who_only_reads_changes_nothing(app: Flask, place: Place) -> None:
    number = put(app, place, state="diterima")
    window, _ = at_desk(app, place, Role.INSPECTORATE)
    assert "hanya membaca" in window.get(QUEUE).seen
    for deed in ("verifikasi", "ambil", "tugaskan"):
        window.raw(
            "/admin/antrean/banyak", "POST",
            data={"csrf_token": desk.csrf(app), "langkah": deed, "pilih": f"{number}.1"},
        )  # fmt: skip
    row = ticket(app, number)
    assert (row["state"], row["owner_id"], row["version"]) == ("diterima", None, 1)


def test_a_filter_is_kept_under_a_name_renewed_and_dropped(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    for query in ("saluran=surat", "saluran=telepon&tab=terlambat"):
        officer.get(f"{QUEUE}?{query}")
        officer.post("/admin/antrean/saringan", kembali=query, nama="  Milik   saya ")
    page = officer.get(QUEUE)
    [link] = page.find("//*[@class='saved']//a/@href")
    assert "saluran=telepon" in link
    assert "tab=terlambat" in link
    [drop] = page.find("//*[@class='saved']//form/@action")
    other, _ = at_desk(app, place, Role.HEAD)
    assert "Milik saya" not in other.get(QUEUE).seen
    other.post(drop, status=422, kembali="")
    assert len(rows(app, "saved_filters")) == 1
    officer.get(QUEUE)
    officer.post(drop, kembali="")
    assert rows(app, "saved_filters") == []


@pytest.mark.parametrize(
    ("name", "query"), [("", "saluran=surat"), ("x" * 61, "saluran=surat"), ("Nama", "")]
)
def test_a_filter_without_a_name_or_without_a_choice_is_not_kept(
    app: Flask, officer: desk.Window, name: str, query: str
) -> None:
    officer.get(QUEUE)
    officer.post("/admin/antrean/saringan", status=422, kembali=query, nama=name)
    assert rows(app, "saved_filters") == []


def test_words_found_are_marked_and_nothing_of_a_citizen_is_markup(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    put(app, place, title="<b>Antrean</b> panjang", body="Kata <script>antrean()</script> & lain.")
    page = officer.get(f"{QUEUE}/cari?q=ANTREAN")
    marked = [str(one) for one in page.find("//mark/text()")]
    assert marked == ["Antrean", "antrean"]
    assert page.find("//*[@class='row-words']//script | //*[@class='row-words']//b") == []
    assert "<script>antrean()</script> & lain." in page.seen


def test_a_search_that_finds_is_recorded_without_its_words(
    app: Flask, place: Place, officer: desk.Window
) -> None:
    put(app, place)
    before = len(rows(app, "audit_records"))
    officer.get(f"{QUEUE}/cari?q=tidakadakatanya")
    officer.get(f"{QUEUE}/cari?q=a")
    assert len(rows(app, "audit_records")) == before
    officer.get(f"{QUEUE}/cari?q={quote('KTP berkas')}")
    [record] = rows(app, "audit_records")[before:]
    assert record["action"] == "cari-laporan"
    assert "berkas" not in repr(record).casefold()


def test_found_ones_go_on_page_by_page(app: Flask, place: Place, officer: desk.Window) -> None:
    for at in range(27):
        put(app, place, title=f"KTP {at}")
    page = officer.get(f"{QUEUE}/cari?q=ktp")
    assert len(page.find("//li[contains(@class, 'hit')]")) == 25
    [older] = page.find("//a[@rel='next']/@href")
    rest = officer.get(older)
    assert len(rest.find("//li[contains(@class, 'hit')]")) == 2
    assert rest.find("//a[@rel='next']") == []


def test_the_first_page_tells_what_is_due(app: Flask, place: Place, officer: desk.Window) -> None:
    put(app, place, due=NOW - timedelta(days=1))
    put(app, place, due=NOW + timedelta(hours=3))
    put(app, place, state="diterima")
    page = officer.get("/admin/")
    for words in ("Terlambat 1 laporan", "Jatuh tempo hari ini 1 laporan", "Baru 1 laporan"):
        assert words in page.seen
    assert f"{QUEUE}?tab=terlambat" in page.links()


def test_the_queue_holds_without_a_script(app: Flask, place: Place, officer: desk.Window) -> None:
    """What the keys do is there to be clicked; what only the script can do is hidden until it
    runs."""
    put(app, place)
    page = officer.get(QUEUE)
    assert page.find("//button[@name='langkah'][@value='ambil']")
    assert page.find("//form[@role='search']//input[@id='q']")
    for hook in ("data-all", "data-help"):
        assert page.find(f"//*[@{hook}][@hidden]"), hook
    assert page.find("//dialog[not(@open)]")
