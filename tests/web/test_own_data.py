"""A reporter's own data: taken along, corrected, erased, with number and phrase alone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint import flood
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket
from tests import desk, office, tickets
from tests.factories import NOW, Clock, Place, rows
from tests.web.forms import form
from tests.web.page_client import Page, PageClient

if TYPE_CHECKING:
    from flask import Flask

    from tests.tickets import Ticket

NAME, CONTACT = "Maria Bete", "maria.bete@contoh.id"
NAMED: dict[str, Any] = {"identitas": "rahasia", "nama": NAME, "kontak": CONTACT}


def opened(citizen: PageClient, one: Ticket, status: int = 200, **more: str) -> Page:
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    sent = {"nomor": one.number, "frasa": one.phrase, "csrf_token": stamp, **more}
    return citizen.post("/lacak/data", sent, status)


def copied(citizen: PageClient, one: Ticket) -> dict[str, object]:
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    sent = {"nomor": one.number, "frasa": one.phrase, "csrf_token": stamp}
    answer = citizen.raw("/lacak/data.json", "POST", data=sent)
    assert answer.headers["Content-Disposition"].startswith("attachment")
    found: dict[str, object] = json.loads(answer.get_data(as_text=True))
    return found


def closed(app: Flask, place: Place, **named: Any) -> Ticket:
    made = tickets.file(app, place, **named)
    with app.app_context():
        withdraw_ticket(office.proof(app, made), tickets.house(app), NOW)
    return made


def officer(app: Flask, place: Place) -> desk.Window:
    window = desk.Window(app)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    desk.sign_in(window.client, app, grants)
    return window


def waiting(app: Flask) -> str:
    """The number of the one request there is."""
    return str(rows(app, "subject_requests")[-1]["id"])


def test_everything_kept_is_shown_and_taken_along(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    ticket = tickets.file(app, place, **NAMED)
    officer(app, place).get(f"/admin/laporan/{ticket.number}")
    page = opened(citizen, ticket)
    assert NAME in page.seen
    assert CONTACT in page.seen
    assert "belum pernah dibuka" in page.seen
    assert "Laporan dibaca" in page.seen
    assert "Petugas pengaduan" in page.seen
    found = copied(citizen, ticket)
    assert found["identitas"] == {
        "cara": "rahasia",
        "tersimpan": {"nama": NAME, "kontak": CONTACT},
    }
    assert tickets.BODY in json.dumps(found, ensure_ascii=False)
    assert "Pegawai" not in json.dumps(found["dilihat_oleh"])


def test_a_wrong_receipt_opens_nothing(app: Flask, citizen: PageClient, place: Place) -> None:
    ticket = tickets.file(app, place, **NAMED)
    stamp = form(citizen.get("/lacak"))["csrf_token"]
    sent = {"nomor": ticket.number, "frasa": "bukan frasa", "csrf_token": stamp}
    for path in ("/lacak/data", "/lacak/data.json"):
        page = citizen.post(path, sent, 422)
        assert NAME not in page.text
        assert citizen.raw(path).status_code == 405


def test_of_a_closed_ordinary_report_name_and_contact_are_gone_at_once(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    ticket = closed(app, place, **NAMED)
    page = opened(citizen, ticket, langkah="identitas")
    assert page.h1 == "Hapus data Anda?"
    assert len(rows(app, "reporters")) == 1
    page = opened(citizen, ticket, langkah="ya-identitas")
    assert "sudah dihapus" in page.seen
    assert NAME not in page.text
    assert rows(app, "reporters") == []
    assert [one["outcome"] for one in rows(app, "subject_requests")] == ["dikabulkan"]
    opened(citizen, ticket, 422, langkah="ya-identitas")


def test_a_report_that_runs_is_asked_about_with_a_clock_of_72_hours(
    app: Flask, clock: Clock, citizen: PageClient, place: Place
) -> None:
    ticket = tickets.file(app, place, **NAMED)
    officer(app, place)
    page = opened(citizen, ticket, langkah="ya-identitas")
    assert "Menunggu jawaban petugas, paling lambat Minggu, 18 Oktober 2026" in page.seen
    opened(citizen, ticket, 422, langkah="ya-identitas")
    assert [one["kind"] for one in rows(app, "notices")].count("data-diminta") == 1
    clock.later(hours=50)
    window = officer(app, place)
    listed = window.get("/admin/permintaan-data")
    assert "Sisa 22 jam" in listed.seen
    clock.later(hours=23)
    window = officer(app, place)
    listed = window.get("/admin/permintaan-data")
    assert "Terlambat 1 jam" in listed.seen
    assert "1 permintaan data pribadi menunggu; 1 terlambat" in window.get("/admin/").seen
    number = waiting(app)
    window.post("/admin/permintaan-data", 422, number=number, keputusan="tolak")
    window.get("/admin/permintaan-data")
    window.post("/admin/permintaan-data", number=number, keputusan="tolak", dasar="berjalan")
    page = opened(citizen, ticket)
    assert "Ditolak pada" in page.seen
    assert "masih diproses dan data itu diperlukan" in page.seen
    assert "kabar-pelapor" in [one["kind"] for one in rows(app, "notices")]
    assert "jawab-permintaan-data" in [one["action"] for one in rows(app, "audit_records")]


@pytest.mark.parametrize("more", [NAMED, {"kategori": "pungli"}], ids=["ordinary", "sealed"])
def test_a_whole_report_is_erased_when_it_is_granted_and_the_receipt_says_so(
    app: Flask, citizen: PageClient, place: Place, more: dict[str, Any]
) -> None:
    from tests import lane

    team = lane.member(app, place)
    lane.set_up(app, team)
    ticket = tickets.file(app, place, **more)
    opened(citizen, ticket, langkah="ya-laporan")
    window = desk.Window(app)
    if ticket.sealed:
        desk.sign_in(window.client, app, actor=team.actor)
    else:
        window = officer(app, place)
    number = waiting(app)
    window.get("/admin/permintaan-data")
    window.post("/admin/permintaan-data", number=number, keputusan="kabulkan")
    page = opened(citizen, ticket)
    assert "Dikabulkan. Data sudah dihapus" in page.seen
    assert tickets.BODY not in json.dumps(copied(citizen, ticket))
    assert tickets.BODY not in repr(rows(app, "ticket_texts"))
    window.post("/admin/permintaan-data", 422, number=number, keputusan="kabulkan")


def test_whoever_wrote_a_report_down_does_not_grant_its_erasure(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.people import audit

    ticket = tickets.file(app, place)
    opened(citizen, ticket, langkah="ya-laporan")
    window, colleague = desk.Window(app), officer(app, place)
    grants = [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)]
    writer = desk.sign_in(window.client, app, grants)
    with app.app_context(), transaction():
        audit.append(at=NOW, actor_id=writer.id, action="masukkan-laporan",
                     object_kind="laporan", object_id=ticket.number)  # fmt: skip
    for each in (window, colleague):
        each.get("/admin/permintaan-data")
    number = waiting(app)
    window.post("/admin/permintaan-data", 422, number=number, keputusan="kabulkan")
    assert tickets.BODY in repr(rows(app, "ticket_texts"))
    colleague.post("/admin/permintaan-data", number=number, keputusan="kabulkan")
    assert tickets.BODY not in repr(rows(app, "ticket_texts"))


def test_a_name_is_corrected_at_once_and_never_made_of_none(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    named, anonymous = tickets.file(app, place, **NAMED), tickets.file(app, place)
    page = opened(citizen, named, langkah="kontak", nama="Maria Bete Lado", kontak="0812 3456 7890")
    assert "Maria Bete Lado" in page.seen
    assert "0812 3456 7890" in page.seen
    opened(citizen, named, 422, langkah="kontak", nama="")
    before = rows(app, "reporters")
    page = opened(citizen, anonymous, 422, langkah="kontak", nama="Siapa", kontak="x")
    assert "tidak tersimpan" in page.seen
    assert rows(app, "reporters") == before


def test_corrections_count_as_messages_and_the_same_again_tells_nobody(
    app: Flask, citizen: PageClient, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    officer(app, place)
    named = tickets.file(app, place, **NAMED)
    monkeypatch.setattr(flood, "MOST", 4)
    before = len(rows(app, "notices"))
    for _ in range(2):
        opened(citizen, named, langkah="kontak", nama="Maria Lado", kontak=CONTACT)
    assert len(rows(app, "notices")) == before + 1
    for status, name in ((200, "Satu"), (200, "Dua"), (429, "Tiga"), (429, "Empat")):
        opened(citizen, named, status, langkah="kontak", nama=name, kontak=CONTACT)
    assert len(rows(app, "notices")) == before + 3


def test_who_does_not_handle_it_sees_no_request(
    app: Flask, citizen: PageClient, place: Place
) -> None:
    """Of an ordinary report the inspectorate only reads; of a sealed one the office is accused."""
    ordinary = tickets.file(app, place, **NAMED)
    sealed = tickets.file(app, place, kategori="pungli")
    opened(citizen, ordinary, langkah="ya-laporan")
    opened(citizen, sealed, langkah="ya-laporan")
    team = desk.Window(app)
    desk.sign_in(team.client, app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    seen = {"office": officer(app, place), "team": team}
    pages = {who: window.get("/admin/permintaan-data").text for who, window in seen.items()}
    assert ordinary.number in pages["office"]
    assert sealed.number not in pages["office"]
    assert sealed.number in pages["team"]
    assert ordinary.number not in pages["team"]
    number = next(
        one["id"] for one in rows(app, "subject_requests") if one["ticket_id"] == sealed.id
    )
    office_window = seen["office"]
    office_window.post("/admin/permintaan-data", 422, number=str(number), keputusan="kabulkan")


def test_who_may_answer_is_reminded_a_day_before_and_when_it_is_late_once_each(
    app: Flask, clock: Clock, citizen: PageClient, place: Place
) -> None:
    from kiosk.flows.complaint.remind_requests import remind_requests

    officer(app, place)
    ticket = tickets.file(app, place, **NAMED)
    opened(citizen, ticket, langkah="ya-identitas")
    told = []
    for hours in (40, 9, 1, 23, 1):
        clock.later(hours=hours)
        with app.app_context():
            remind_requests(tickets.house(app).keys, clock.now())
        told.append([one["kind"] for one in rows(app, "notices") if "data-" in one["kind"]])
    assert [len(one) for one in told] == [1, 2, 2, 3, 3]
    assert told[-1].count("data-terlambat") == 1


def test_the_privacy_page_says_why_an_answer_cannot_be_found(citizen: PageClient) -> None:
    page = citizen.get("/privasi")
    assert "tidak dapat kami temukan kembali" in page.seen
    assert "3 x 24 jam" in page.seen
