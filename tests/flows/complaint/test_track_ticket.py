"""What a reporter may do and see, by the receipt alone, on both databases."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.ticket import ForbiddenMove, Move, SecondObjection, State
from tests import office, tickets
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.complaint.tracked import Tracked
    from kiosk.flows.writing import Letter
    from tests.tickets import Ticket

ADDRESS = "203.0.113.7"


def letter(text: str = "Ini pesan saya.", key: str = "kunci-pesan-0001") -> Letter:
    from kiosk.flows.writing import Letter

    return Letter(text, key, "")


def seen(app: Flask, one: Ticket, now: datetime = NOW) -> Tracked:
    from kiosk.flows.complaint.track_ticket import track_ticket

    proof = office.proof(app, one, now)
    with app.app_context():
        return track_ticket(proof, tickets.house(app), now)


def write(app: Flask, one: Ticket, what: Letter, now: datetime = NOW) -> None:
    from kiosk.flows.complaint.reply_to_office import reply_to_office

    proof = office.proof(app, one, now)
    with app.app_context():
        reply_to_office(proof, what, tickets.house(app), now, ADDRESS)


def object_(app: Flask, one: Ticket, what: Letter, now: datetime = NOW) -> None:
    from kiosk.flows.complaint.object_to_answer import object_to_answer

    proof = office.proof(app, one, now)
    with app.app_context():
        object_to_answer(proof, what, tickets.house(app), now, ADDRESS)


def test_the_dates_shown_are_those_that_are_kept(app: Flask) -> None:
    one = tickets.file(app, make_place(app))
    ticket = seen(app, one)
    limit = ticket.limit(Clock.ORDINARY)
    assert limit is not None
    kept = {row["kind"]: row["due_at"] for row in rows(app, "ticket_deadlines")}
    assert {found.clock.value: found.due for found in ticket.limits} == kept
    assert sum(step.counts for step in limit.steps) == limit.days == 14


def test_the_steps_offered_are_those_of_the_table(app: Flask) -> None:
    one = tickets.file(app, make_place(app))
    assert seen(app, one).moves == {Move.WITHDRAW}
    office.ask(app, one)
    assert seen(app, one).moves == {Move.WITHDRAW, Move.REPLY}
    write(app, one, letter())
    office.answer(app, one)
    assert seen(app, one).moves == {Move.WITHDRAW, Move.ACCEPT, Move.OBJECT}
    object_(app, one, letter(key="kunci-keberatan"))
    assert seen(app, one).moves == {Move.WITHDRAW}
    office.answer(app, one)
    assert seen(app, one).moves == {Move.WITHDRAW, Move.ACCEPT}


def test_a_letter_sent_fifty_times_at_once_is_one_message(app: Flask) -> None:
    one = tickets.file(app, make_place(app))
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: write(app, one, letter()), range(50)))
    assert len(rows(app, "ticket_messages")) == 1


def test_letters_of_two_hands_at_once_are_all_kept(app: Flask) -> None:
    """The sequence is the ticket's own, and the row is held."""
    from kiosk.domain.refusal import Busy
    from kiosk.flows.tickets import StaleTicket

    one = tickets.file(app, make_place(app))

    def send(number: int) -> bool:
        try:
            write(app, one, letter(f"Pesan {number}", f"kunci-pesan-{number:04d}"))
        except (StaleTicket, Busy):
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        sent = sum(pool.map(send, range(12)))
    kept = rows(app, "ticket_messages")
    assert len(kept) == sent
    assert len({row["seq"] for row in kept}) == sent
    assert sent >= 1


def test_another_letter_under_the_same_key_is_refused(app: Flask) -> None:
    from kiosk.flows.writing import ChangedMessage

    one = tickets.file(app, make_place(app))
    write(app, one, letter())
    with pytest.raises(ChangedMessage):
        write(app, one, letter("Yang lain"))


def test_the_keys_of_two_tickets_do_not_meet(app: Flask) -> None:
    place = make_place(app)
    one, other = tickets.file(app, place), tickets.file(app, place)
    write(app, one, letter())
    write(app, other, letter())
    assert len(rows(app, "ticket_messages")) == 2


def test_a_reply_the_same_day_to_a_sealed_case_is_taken(app: Flask) -> None:
    """Its hour is not kept, so it seems to come before the question (F55)."""
    one = tickets.file(app, make_place(app), kategori="pungli")
    office.ask(app, one)
    write(app, one, letter(), NOW + timedelta(hours=1))
    assert seen(app, one).state is State.IN_PROCESS
    [pause] = rows(app, "ticket_pauses")
    assert pause["ended_at"] == pause["started_at"]


def test_what_an_anonymous_reporter_of_a_sealed_case_does_has_a_day_and_no_hour(
    app: Flask,
) -> None:
    from kiosk.flows.complaint.rate_handling import rate_handling

    one = tickets.file(app, make_place(app), kategori="pungli")
    write(app, one, letter())
    office.answer(app, one)
    proof = office.proof(app, one)
    with app.app_context():
        rate_handling(proof, 4, NOW)
    moments = [row["at"] for row in rows(app, "ticket_messages") if row["from_reporter"]]
    moments += [row["at"] for row in rows(app, "ticket_moves") if row["by"] == "pelapor"]
    moments.append(tickets.row(app, one.number)["rated_at"])
    assert {(at + timedelta(hours=8)).strftime("%H:%M:%S") for at in moments} == {"00:00:00"}


def test_an_objection_comes_after_an_answer_and_once(app: Flask) -> None:
    one = tickets.file(app, make_place(app))
    with pytest.raises(ForbiddenMove):
        object_(app, one, letter())
    office.answer(app, one)
    object_(app, one, letter())
    office.answer(app, one)
    with pytest.raises(SecondObjection):
        object_(app, one, letter(key="kunci-kedua-0002"))


def test_what_was_taken_back_is_not_objected_to(app: Flask) -> None:
    from kiosk.flows.complaint.withdraw_ticket import withdraw_ticket

    one = tickets.file(app, make_place(app))
    office.answer(app, one)
    proof = office.proof(app, one)
    with app.app_context():
        withdraw_ticket(proof, tickets.house(app), NOW)
    assert Move.OBJECT not in seen(app, one).moves
    with pytest.raises(ForbiddenMove):
        object_(app, one, letter())


def test_a_closed_ticket_takes_no_letter(app: Flask) -> None:
    from kiosk.flows.complaint.accept_answer import accept_answer
    from kiosk.flows.complaint.reply_to_office import EndedTicket

    one = tickets.file(app, make_place(app))
    office.answer(app, one)
    proof = office.proof(app, one)
    with app.app_context():
        for _ in range(2):
            accept_answer(proof, tickets.house(app), NOW)
    with pytest.raises(EndedTicket):
        write(app, one, letter())
    assert len([row for row in rows(app, "ticket_moves") if row["move"] == "terima"]) == 2


def test_the_owner_is_told_of_a_letter(app: Flask) -> None:
    from kiosk.domain.people.policy import Grant, Level, Role
    from tests import desk

    place = make_place(app)
    one = tickets.file(app, place)
    desk.make_staff(app, [Grant(Role.COMPLAINT_OFFICER, Level.UNIT, place.unit_id)])
    before = len(rows(app, "notices"))
    write(app, one, letter())
    write(app, one, letter())
    assert len(rows(app, "notices")) == before + 1


def test_many_letters_of_one_network_are_asked_to_wait(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.domain.complaint import flood

    one = tickets.file(app, make_place(app))
    monkeypatch.setattr(flood, "MOST", 1)
    write(app, one, letter())
    with pytest.raises(flood.TooMuch):
        write(app, one, letter("Lagi", "kunci-pesan-0002"))
    assert len(rows(app, "ticket_messages")) == 1


def test_twenty_files_are_the_most(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from dataclasses import replace

    from kiosk.domain.complaint import attachment
    from kiosk.flows.receiving import Upload

    one = tickets.file(app, make_place(app))
    monkeypatch.setattr(attachment, "MOST_IN_TICKET", 0)
    with pytest.raises(attachment.TooManyInTicket):
        write(app, one, replace(letter(), uploads=[Upload("a.pdf", b"%PDF-")]))
    assert rows(app, "ticket_messages") == []
