"""The reporter's door: state, deadline, messages and every step, with number and phrase alone."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import TYPE_CHECKING, Any

import pytest
from PIL import Image

from kiosk.domain.complaint import flood
from kiosk.domain.complaint.ticket import Move
from tests import office, tickets
from tests.factories import Clock, Place, rows, snapshot
from tests.web.forms import form, has
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.tickets import Ticket


@pytest.fixture
def ticket(app: Flask, place: Place) -> Ticket:
    return tickets.file(app, place)


def opened(citizen: PageClient, one: Ticket, status: int = 200, **more: str) -> Page:
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    sent = {"nomor": one.number, "frasa": one.phrase, "csrf_token": stamp, **more}
    return citizen.post("/lacak", sent, status)


def state(app: Flask, one: Ticket) -> str:
    return str(tickets.row(app, one.number)["state"])


def photo() -> BytesIO:
    made = BytesIO()
    Image.new("RGB", (64, 48), (9, 9, 200)).save(made, "JPEG")
    made.seek(0)
    return made


def test_the_page_says_where_it_stands_until_when_and_why(
    citizen: PageClient, ticket: Ticket
) -> None:
    page = opened(citizen, ticket)
    assert page.h1 == "Laporan Anda"
    assert "sudah kami terima dan sedang diperiksa" in page.seen
    assert "Belum Terverifikasi" in page.seen
    assert "Dijawab paling lambat Rabu, 4 November 2026" in page.seen
    assert "14 hari kerja menurut PermenPANRB 62/2018" in page.seen
    numbers = [one for one in page.find("//table//td[2]/text()") if one != "–"]
    assert numbers == [str(one) for one in range(1, 15)]
    assert tickets.BODY in page.seen
    assert "tidak disimpan (anonim)" in page.seen


def test_number_and_phrase_are_in_no_address_and_every_form(
    citizen: PageClient, ticket: Ticket
) -> None:
    page = opened(citizen, ticket)
    assert not [one for one in page.links() if ticket.number in one]
    for found in page.find("//form[@method='post']"):
        assert found.xpath(".//input[@name='nomor']/@value") == [ticket.number]
        assert found.xpath(".//input[@name='frasa']/@value") == [ticket.phrase]


@pytest.mark.parametrize(
    "wrong",
    [
        {"nomor": "7F3K9QWX2"},
        {"nomor": ""},
        {"nomor": "x" * 5000},
        {"frasa": "abah abang abdi abjad abon absen acak acuan"},
        {"frasa": "bukan kata kata itu"},
        {"frasa": ""},
        {"nomor": "\0", "frasa": "\0"},
    ],
)
def test_whatever_is_wrong_the_answer_is_one_and_the_same(
    citizen: PageClient, ticket: Ticket, wrong: dict[str, str]
) -> None:
    page = opened(citizen, ticket, 422, **wrong)
    assert page.h1 == "Cek status laporan"
    assert page.problems() == [
        "Nomor atau frasa rahasia tidak cocok. Periksa ejaan tiap kata pada tanda terima Anda, "
        "lalu coba lagi."
    ]


def test_many_wrong_tries_are_asked_to_wait(
    citizen: PageClient, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "TRIES", 2)
    for _ in range(2):
        opened(citizen, ticket, 422, frasa="salah")
    page = opened(citizen, ticket, 429, langkah="balas", pesan="Panjang lebar", kunci="k" * 22)
    assert int(page.response.headers["Retry-After"]) > 0
    given = form(page)
    assert (given["nomor"], given["frasa"]) == (ticket.number, ticket.phrase)
    assert (given["pesan"], given["langkah"]) == ("Panjang lebar", "balas")


def test_the_right_receipt_is_never_counted(
    citizen: PageClient, ticket: Ticket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "TRIES", 2)
    for _ in range(4):
        opened(citizen, ticket)


def test_a_message_is_stored_once_and_told_to_the_office(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    sent = form(opened(citizen, ticket), "balas") | {"pesan": "Sampai hari ini\nbelum ada kabar."}
    for _ in range(3):
        page = citizen.post("/lacak", sent, 200)
        assert "belum ada kabar." in page.seen
    assert [one["text"] for one in rows(app, "ticket_messages")] == [sent["pesan"]]
    assert state(app, ticket) == "diterima"
    other = citizen.post("/lacak", sent | {"pesan": "Lain"}, 409)
    assert form(other, "balas")["pesan"] == "Lain"
    assert form(other, "balas")["kunci"] != sent["kunci"]
    assert len(rows(app, "ticket_messages")) == 1


def test_the_phrase_in_a_message_is_refused(citizen: PageClient, ticket: Ticket) -> None:
    sent = form(opened(citizen, ticket), "balas") | {"pesan": f"frasa saya {ticket.phrase}"}
    assert "frasa rahasia" in citizen.post("/lacak", sent, 422).problems()[0]


def test_an_empty_message_is_refused_and_a_photo_alone_is_one(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    sent: dict[str, Any] = form(opened(citizen, ticket), "balas")
    assert citizen.post("/lacak", sent, 422).problems()
    sent["lampiran"] = (photo(), "dapur.jpg")
    page = citizen.post("/lacak", sent, 200, content_type="multipart/form-data")
    assert "hanya lampiran" in page.seen
    [kept] = rows(app, "ticket_files")
    assert kept["message"] == rows(app, "ticket_messages")[0]["seq"]


def test_a_question_stops_the_clock_and_the_reply_starts_it(
    app: Flask, citizen: PageClient, clock: Clock, ticket: Ticket
) -> None:
    office.ask(app, ticket, "Tanggal berapa Anda datang?")
    page = opened(citizen, ticket)
    assert "menunggu balasan" in page.seen
    assert "Tanggal berapa Anda datang?" in page.seen
    assert "Balasan Anda ditunggu sampai" in page.seen
    clock.later(days=4)
    page = citizen.post("/lacak", form(page, "balas") | {"pesan": "Tanggal 12."}, 200)
    assert state(app, ticket) == "diproses"
    assert "Dijawab paling lambat" in page.seen
    assert "Rabu, 4 November 2026" not in page.find("//p[@class='due']")[0].xpath("string()")


def test_answered_accepted_and_rated(app: Flask, citizen: PageClient, ticket: Ticket) -> None:
    assert not has(opened(citizen, ticket), "nilai")
    office.answer(app, ticket, "KTP sudah jadi.")
    page = opened(citizen, ticket)
    assert "KTP sudah jadi." in page.seen
    assert tickets.row(app, ticket.number)["rating"] is None
    page = citizen.post("/lacak", form(page, "selesai"), 200)
    assert (state(app, ticket), has(page, "selesai")) == ("selesai", False)
    for score in ("3", "2"):
        page = citizen.post("/lacak", form(page, "nilai") | {"nilai": score}, 200)
    assert tickets.row(app, ticket.number)["rating"] == 2
    assert page.find("//input[@name='nilai' and @checked]/@value") == ["2"]


def test_no_face_chosen_is_no_rating(app: Flask, citizen: PageClient, ticket: Ticket) -> None:
    office.answer(app, ticket)
    for wrong in ("", "0", "5", "x", "٣"):
        sent = form(opened(citizen, ticket), "nilai") | {"nilai": wrong}
        assert citizen.post("/lacak", sent, 422).problems()
    assert tickets.row(app, ticket.number)["rating"] is None


def test_an_objection_needs_a_reason_and_is_taken_once(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    assert not has(opened(citizen, ticket), "keberatan")
    office.answer(app, ticket)
    page = opened(citizen, ticket)
    assert citizen.post("/lacak", form(page, "keberatan"), 422).problems()
    sent = form(page, "keberatan") | {"pesan": "Belum jadi."}
    for _ in range(2):
        page = citizen.post("/lacak", sent, 200)
    assert state(app, ticket) == "keberatan"
    assert "Keberatan Anda dijawab paling lambat" in page.seen
    office.move(app, ticket, Move.PROCESS)
    assert "Keberatan Anda dijawab paling lambat" in opened(citizen, ticket).seen
    office.move(app, ticket, Move.ANSWER, "Sekarang sudah.")
    page = opened(citizen, ticket)
    assert not has(page, "keberatan")
    assert "Ombudsman" in page.seen
    second = sent | {"kunci": "kunci-yang-lain-22", "pesan": "Lagi."}
    assert "satu kali" in citizen.post("/lacak", second, 422).problems()[0]


def test_withdrawing_is_asked_twice_and_ends_it(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    page = citizen.post("/lacak", form(opened(citizen, ticket), "cabut"), 200)
    assert page.h1 == "Cabut laporan ini?"
    assert state(app, ticket) == "diterima"
    for _ in range(2):
        done = citizen.post("/lacak", form(page, "ya-cabut"), 200)
    assert "sudah Anda cabut" in done.seen
    assert tickets.row(app, ticket.number)["ending"] == "dicabut"
    for step in ("balas", "cabut", "nilai", "keberatan"):
        assert not has(done, step)


def test_a_step_that_cannot_be_is_told_and_changes_nothing(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    before = tickets.row(app, ticket.number)
    for step in ("selesai", "keberatan", "nilai"):
        more = {"langkah": step, "pesan": "Jangan hilang", "kunci": "k" * 22, "nilai": "3"}
        page = opened(citizen, ticket, 422, **more)
        assert page.problems()
        assert "Jangan hilang" in page.seen
    assert tickets.row(app, ticket.number) == before
    assert rows(app, "ticket_messages") == []


def test_a_sealed_case_is_read_and_written_by_its_reporter_and_kept_sealed(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    sealed = tickets.file(app, place, kategori="pungli", terlapor="Pak Bertus", isi="Diminta uang.")
    office.ask(app, sealed, "Apakah ada kuitansi?")
    page = opened(citizen, sealed)
    assert "Pak Bertus" in page.seen
    assert "Apakah ada kuitansi?" in page.seen
    page = citizen.post("/lacak", form(page, "balas") | {"pesan": "Tidak ada kuitansinya."}, 200)
    assert "Tidak ada kuitansinya." in page.seen
    assert "11.00" not in page.seen
    dump = repr(snapshot(app))
    for words in ("Bertus", "kuitansi", "Diminta"):
        assert words not in dump


def test_a_file_comes_back_as_a_download_and_only_to_its_reporter(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    from kiosk.flows.receiving import Upload

    for kategori in ("waktu", "pungli"):
        content = photo().getvalue()
        one = tickets.file(app, place, kategori=kategori, uploads=[Upload("a.jpg", content)])
        stamp = form(citizen.get("/lacak"))["csrf_token"]
        sent = {"nomor": one.number, "frasa": one.phrase, "csrf_token": stamp, "berkas": "1"}
        got = citizen.raw("/lacak/berkas", "POST", data=sent)
        assert got.status_code == 200
        assert Image.open(BytesIO(got.data)).size == (64, 48)
        assert got.headers["Content-Disposition"].startswith("attachment;")
        assert "sandbox" in got.headers["Content-Security-Policy"]
        citizen.post("/lacak/berkas", sent | {"frasa": "salah"}, 422)
        for place_of_none in ("2", "0", "-1", "x", "", "9" * 30):
            citizen.post("/lacak/berkas", sent | {"berkas": place_of_none}, 404)
        citizen.post("/lacak/berkas", sent | {"csrf_token": "x"}, 400)


def test_a_forged_step_changes_nothing_and_keeps_the_words(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    sent = form(opened(citizen, ticket), "balas") | {"pesan": "Jangan hilang", "csrf_token": "x"}
    before = tickets.row(app, ticket.number)
    page = citizen.post("/lacak", sent, 400)
    assert form(page, "balas")["pesan"] == "Jangan hilang"
    assert tickets.row(app, ticket.number) == before
    citizen.post("/lacak", sent, 403, headers={"Origin": "https://evil.example"})


def test_internal_notes_and_names_of_staff_are_never_shown(
    app: Flask, citizen: PageClient, ticket: Ticket
) -> None:
    from kiosk.store.complaint import timeline
    from kiosk.store.engine import transaction
    from tests.factories import NOW

    office.move(app, ticket, Move.VERIFY)
    with app.app_context(), transaction():
        timeline.add_note(ticket.id, 90, NOW, actor_id=1, text="CATATAN DALAM")
    page = opened(citizen, ticket)
    assert "CATATAN DALAM" not in page.text
    assert "Alasan untuk rekan kerja" not in page.text


def test_a_merged_report_hears_the_answer_and_goes_its_own_way_by_objecting(
    app: Flask, citizen: PageClient, place: Place, ticket: Ticket
) -> None:
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    parent = tickets.file(app, place)
    row = tickets.row(app, ticket.number)
    with app.app_context(), transaction():
        assert kept.change(row["id"], row["version"], merged_into=parent.id)
    assert "digabung" in opened(citizen, ticket).seen
    office.answer(app, ticket)
    sent = form(opened(citizen, ticket), "keberatan") | {"pesan": "Punya saya belum."}
    citizen.post("/lacak", sent, 200)
    assert tickets.row(app, ticket.number)["merged_into"] is None


def test_the_reporter_is_told_that_the_name_was_opened(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    from sqlalchemy import insert

    from kiosk.store.complaint.tables import IdentityRequest
    from kiosk.store.engine import connection, transaction
    from tests.factories import NOW

    one = tickets.file(app, place, identitas="rahasia", nama="Maria Bete")
    assert "dua orang" not in opened(citizen, one).seen
    request = {"ticket_id": one.id, "asked_by": 1, "asked_at": NOW, "granted_at": NOW}
    with app.app_context(), transaction():
        connection().execute(insert(IdentityRequest).values(**request))
    assert "Pada Kamis, 15 Oktober 2026 dua orang" in opened(citizen, one).seen


def test_late_is_said(citizen: PageClient, clock: Clock, ticket: Ticket) -> None:
    clock.later(days=40)
    assert "kantor terlambat" in opened(citizen, ticket).seen


def test_a_rating_rests_after_thirty_days(
    app: Flask, citizen: PageClient, clock: Clock, ticket: Ticket
) -> None:
    office.answer(app, ticket)
    page = citizen.post("/lacak", form(opened(citizen, ticket), "selesai"), 200)
    sent = form(page, "nilai") | {"nilai": "4"}
    clock.instant += timedelta(days=31)
    assert "30 hari" in citizen.post("/lacak", sent, 422).problems()[0]
    assert not has(opened(citizen, ticket), "nilai")
