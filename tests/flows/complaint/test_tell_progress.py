"""News for a reporter between two steps: read by the reporter, and nothing else moves."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role
from tests import desk, lane, office, tickets
from tests.factories import NOW, Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.sealing import Unlocked
    from tests.tickets import Ticket

NEWS = "Blangko tiba hari Jumat; KTP Anda dicetak sesudahnya."
LATER = NOW + timedelta(hours=2)


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def officer(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])


def tell(
    app: Flask, actor: Actor, one: Ticket, text: str = NEWS, unlocked: Unlocked | None = None
) -> None:
    from kiosk.flows.complaint.tell_progress import tell_progress

    with app.app_context():
        version = int(tickets.row(app, one.number)["version"])
        keys = tickets.house(app).keys
        tell_progress(actor, one.number, version, text, keys, LATER, unlocked)


def read(app: Flask, one: Ticket) -> list[str]:
    """What the reporter sees under the own receipt."""
    from kiosk.flows.complaint.track_ticket import track_ticket

    proof = office.proof(app, one, LATER)
    with app.app_context():
        seen = track_ticket(proof, tickets.house(app), LATER)
    return [message.text for message in seen.messages if not message.from_reporter]


def told(app: Flask) -> list[Any]:
    return [one["to_id"] for one in rows(app, "notices") if one["kind"] == "kabar-pelapor"]


def test_the_reporter_reads_it_and_no_state_owner_or_limit_moves(
    app: Flask, place: Place, officer: Actor
) -> None:
    one = tickets.file(app, place, identitas="terbuka", nama="Maria", kontak="m@contoh.id")
    before, state = snapshot(app), tickets.row(app, one.number)
    tell(app, officer, one)
    assert read(app, one) == [NEWS]
    after, now = snapshot(app), tickets.row(app, one.number)
    assert {name for name in state if state[name] != now[name]} == {"version", "last_seq"}
    for table in ("ticket_deadlines", "ticket_pauses"):
        assert after[table] == before[table], table
    assert set(told(app)) == {one.id}
    assert rows(app, "ticket_moves")[-1]["move"] == "kabar"
    assert "kabari-pelapor" in {each["action"] for each in rows(app, "audit_records")}


def test_it_neither_ends_nor_resumes_a_pause(app: Flask, place: Place, officer: Actor) -> None:
    one = tickets.file(app, place)
    office.ask(app, one)
    before = snapshot(app)
    tell(app, officer, one)
    after = snapshot(app)
    assert tickets.row(app, one.number)["state"] == "menunggu-pelapor"
    assert [after[each] == before[each] for each in ("ticket_deadlines", "ticket_pauses")] == [
        True, True,
    ]  # fmt: skip


def test_reporters_of_merged_tickets_read_it_too(app: Flask, place: Place, officer: Actor) -> None:
    from kiosk.flows.complaint.merge_tickets import merge_tickets

    one = tickets.file(app, place)
    twin = tickets.file(app, place, identitas="terbuka", nama="Yosef", kontak="y@contoh.id")
    with app.app_context():
        version = int(tickets.row(app, twin.number)["version"])
        keys = tickets.house(app).keys
        merge_tickets(officer, twin.number, one.number, version, keys, NOW)
    tell(app, officer, one)
    assert read(app, one)[-1] == read(app, twin)[-1] == NEWS
    assert set(told(app)) == {twin.id}


def test_of_a_sealed_case_no_word_lies_open_and_no_mail_goes(app: Flask, place: Place) -> None:
    member = lane.member(app, place)
    lane.set_up(app, member)
    one = tickets.file(app, place, kategori="pungli")
    tell(app, member.actor, one, unlocked=member.unlocked)
    assert read(app, one) == [NEWS]
    assert [message["text"] for message in rows(app, "ticket_messages")] == [None]
    assert told(app) == []


@pytest.mark.parametrize("text", ["", " \n ", "Laporan {nomor} diproses.", "x" * 8001])
def test_what_says_nothing_is_not_sent(app: Flask, place: Place, officer: Actor, text: str) -> None:
    from kiosk.domain.refusal import Refusal

    one = tickets.file(app, place)
    before = snapshot(app)
    with pytest.raises(Refusal):
        tell(app, officer, one, text)
    assert snapshot(app) == before


def test_nobody_writes_into_a_ticket_that_is_over(app: Flask, place: Place, officer: Actor) -> None:
    from kiosk.flows.complaint.tell_progress import OverTicket

    one = tickets.file(app, place)
    office.move(app, one, Move.VERIFY)
    office.move(app, one, Move.ARCHIVE, "Selesai.")
    with pytest.raises(OverTicket):
        tell(app, officer, one)


def test_who_only_reads_it_writes_nothing(app: Flask, place: Place) -> None:
    one = tickets.file(app, place)
    analyst = desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])
    before = snapshot(app)
    with pytest.raises(NotAllowed):
        tell(app, analyst, one)
    assert snapshot(app) == before
