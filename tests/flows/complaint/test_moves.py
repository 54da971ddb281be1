"""A ticket moves by the table, and its clocks with it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest

from tests import tickets
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.tickets import Doer


def move(
    app: Flask, number: str, what: Move, now: datetime, *, by: Doer | None = None, **told: Any
) -> None:
    from kiosk.domain.complaint.ticket import By
    from kiosk.flows import tickets as steps
    from kiosk.flows.tickets import Doer, Told, make_move
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    assert steps is not None
    with app.app_context(), transaction():
        row = kept.hold(number)
        make_move(row, what, by or Doer(By.OFFICER, 1), now, Told(**told))


def due(app: Flask, kind: str) -> list[dict[str, Any]]:
    return [one for one in rows(app, "ticket_deadlines") if one["kind"] == kind]


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def test_verifying_meets_its_limit_and_shows_the_next(app: Flask, place: Place) -> None:
    from kiosk.domain.complaint.ticket import Move

    ticket = tickets.file(app, place)
    move(app, ticket.number, Move.VERIFY, NOW + timedelta(days=1))
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["verified_days"], row["verified_met"]) == ("terverifikasi", 1, True)
    assert row["due_kind"] == "tidak-berkadar"


def test_the_clock_stands_still_while_the_reporter_is_awaited(app: Flask, place: Place) -> None:
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.tickets import REPORTER

    ticket = tickets.file(app, place)
    before = due(app, "tidak-berkadar")[0]["due_at"]
    move(app, ticket.number, Move.VERIFY, NOW)
    move(app, ticket.number, Move.ASK, NOW + timedelta(hours=1), message="Nomor KK?", reason="KK")
    assert tickets.row(app, ticket.number)["due_kind"] == "tanggapan"
    # Thursday noon to Tuesday noon: Friday, Monday and Tuesday begin within the pause.
    back = NOW + timedelta(days=5)
    move(app, ticket.number, Move.REPLY, back, by=REPORTER, message="5371")
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["due_kind"]) == ("diproses", "tidak-berkadar")
    newest = due(app, "tidak-berkadar")[-1]
    assert newest["cause"] == "jeda berakhir"
    assert row["due_at"] == newest["due_at"] == before + timedelta(days=5)


def test_objection_has_its_own_limit_and_leaves_the_first_answer_alone(
    app: Flask, place: Place
) -> None:
    from kiosk.domain.complaint.ticket import By, Move, SecondObjection
    from kiosk.flows.tickets import REPORTER, SYSTEM

    ticket = tickets.file(app, place)
    at = NOW + timedelta(days=4)
    move(app, ticket.number, Move.VERIFY, NOW)
    move(app, ticket.number, Move.ANSWER, at, message="Sudah jadi, silakan diambil.")
    answered = tickets.row(app, ticket.number)
    assert (answered["answered_days"], answered["answered_met"]) == (2, True)
    assert (answered["queue"], answered["due_kind"]) == (2, "tanggapan")
    move(app, ticket.number, Move.OBJECT, at, by=REPORTER, message="Belum jadi.")
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["due_kind"], row["answered_days"]) == ("keberatan", "keberatan", 2)
    move(app, ticket.number, Move.ANSWER, at + timedelta(days=1), message="Kini sudah.")
    with pytest.raises(SecondObjection):
        move(app, ticket.number, Move.OBJECT, at + timedelta(days=2), by=REPORTER, message="?")
    move(app, ticket.number, Move.LAPSE, at + timedelta(days=30), by=SYSTEM)
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["ending"], row["rating"]) == ("selesai", "tanpa-tanggapan", None)
    assert (row["queue"], row["due_at"]) == (0, None)
    assert By.SYSTEM.value == rows(app, "ticket_moves")[-1]["by"]


def test_reopening_brings_back_the_old_limit_and_no_other(app: Flask, place: Place) -> None:
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.tickets import REPORTER

    ticket = tickets.file(app, place)
    first = due(app, "tidak-berkadar")[0]["due_at"]
    move(app, ticket.number, Move.VERIFY, NOW)
    move(app, ticket.number, Move.ANSWER, NOW, message="Sudah.")
    move(app, ticket.number, Move.ACCEPT, NOW, by=REPORTER)
    move(app, ticket.number, Move.REOPEN, NOW + timedelta(days=60), reason="Ternyata belum.")
    row = tickets.row(app, ticket.number)
    assert (row["state"], row["reopened"], row["due_at"]) == ("diproses", 1, first)
    assert (row["closed_at"], row["ending"]) == (None, None)


def test_a_move_the_table_does_not_know_changes_nothing(app: Flask, place: Place) -> None:
    from kiosk.domain.complaint.ticket import ForbiddenMove, Move
    from kiosk.flows.tickets import REPORTER

    ticket = tickets.file(app, place)
    before = tickets.row(app, ticket.number)
    with pytest.raises(ForbiddenMove):
        move(app, ticket.number, Move.ACCEPT, NOW, by=REPORTER)
    with pytest.raises(ForbiddenMove):
        move(app, ticket.number, Move.ANSWER, NOW, by=REPORTER, message="saya jawab sendiri")
    assert tickets.row(app, ticket.number) == before


def test_a_report_taken_back_and_opened_again_counts_the_days_decreed_meanwhile(
    app: Flask, place: Place
) -> None:
    from kiosk.domain.complaint.ticket import Move
    from kiosk.flows.tickets import REPORTER
    from tests import clockwork

    ticket = tickets.file(app, place)
    move(app, ticket.number, Move.VERIFY, NOW)
    before = due(app, "tidak-berkadar")[0]["due_at"]
    move(app, ticket.number, Move.WITHDRAW, NOW, by=REPORTER)
    clockwork.add_holiday(app, place.unit, (NOW + timedelta(days=4)).date())
    clockwork.settle(app)
    assert len(due(app, "tidak-berkadar")) == 1, "what is over stays as it was"
    move(app, ticket.number, Move.REOPEN, NOW + timedelta(days=5), reason="Pelapor ingin lanjut.")
    row, newest = tickets.row(app, ticket.number), due(app, "tidak-berkadar")[-1]
    assert row["due_at"] == newest["due_at"] == before + timedelta(days=1)
    assert newest["cause"] == "laporan dibuka lagi"
