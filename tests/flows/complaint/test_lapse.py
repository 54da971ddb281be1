"""A reporter who says nothing: a question stops holding the clock, an answer closes the report."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint.ticket import Move
from kiosk.flows.tickets import Told
from tests import tickets
from tests.clockwork import add_holiday, inspector, lapse, move, officer, settle, told, wita
from tests.factories import NOW, Place, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

SAID = Told(message="Mohon kirim nomor berkas.", reason="kurang jelas")
OPEN = {"identitas": "terbuka", "nama": "Maria Bete", "kontak": "maria@contoh.id"}
OVER = wita(30, 8)
"""Asked on Thursday 15 October: ten working days end on Thursday the 29th, 16.00."""


def brought(app: Flask, place: Place, last: Move, **changes: str) -> str:
    number = tickets.file(app, place, **changes).number  # type: ignore[arg-type]
    move(app, number, Move.VERIFY, NOW)
    move(app, number, last, NOW, told=SAID)
    return number


def test_after_a_question_the_clock_runs_again_without_the_days_of_silence(app: Flask) -> None:
    place = make_place(app)
    officer(app, place)
    number = brought(app, place, Move.ASK)
    before = tickets.row(app, number)
    assert (before["due_kind"], before["due_at"]) == ("tanggapan", wita(29, 16))
    lapse(app, wita(29, 16))
    assert tickets.row(app, number) == before
    lapse(app, OVER)
    row = tickets.row(app, number)
    assert (row["state"], row["queue"], row["due_kind"]) == ("diproses", 1, "tidak-berkadar")
    # Day 0 is 15 October; 16 to 29 October were paused and the 30th opens with the lapse.
    assert row["due_at"] == wita(18, 16, month=11)
    assert [one["kind"] for one in rows(app, "ticket_deadlines") if one["met_at"] is None] == [
        "tidak-berkadar",
        "tidak-berkadar",
    ]


def test_an_answer_nobody_replies_to_closes_unrated_and_not_as_satisfied(app: Flask) -> None:
    place = make_place(app)
    officer(app, place)
    number = brought(app, place, Move.ANSWER)
    lapse(app, OVER)
    row = tickets.row(app, number)
    assert (row["state"], row["ending"], row["queue"]) == ("selesai", "tanpa-tanggapan", 0)
    assert (row["rating"], row["closed_at"], row["due_at"]) == (None, OVER, None)
    (last,) = [one for one in rows(app, "ticket_moves") if one["move"] == "tutup"]
    assert (last["by"], last["actor_id"]) == ("sistem", None)
    assert rows(app, "audit_records")[-1]["action"] == "tutup-laporan"


def test_each_comes_once(app: Flask) -> None:
    place = make_place(app)
    numbers = [brought(app, place, one) for one in (Move.ASK, Move.ANSWER)]
    lapse(app, OVER)
    kept = [tickets.row(app, one) for one in numbers]
    for at in (OVER, wita(1, month=11), NOW, wita(1, month=12)):
        lapse(app, at)
    assert [tickets.row(app, one) for one in numbers] == kept


def test_the_officer_hears_of_the_question_and_a_named_reporter_of_both(app: Flask) -> None:
    place = make_place(app)
    there = officer(app, place).id
    asked, answered = (brought(app, place, one, **OPEN) for one in (Move.ASK, Move.ANSWER))
    lapse(app, OVER)
    ids = [tickets.row(app, one)["id"] for one in (asked, answered)]
    wanted = [("pelapor-diam", there), *(("kabar-pelapor", one) for one in ids)]
    assert set(told(app)) == set(wanted)


def test_who_is_anonymous_or_sealed_is_written_nothing(app: Flask) -> None:
    place = make_place(app)
    officer(app, place)
    team = inspector(app, place).id
    brought(app, place, Move.ANSWER)
    sealed = tickets.file(app, place, kategori="pungli", **OPEN).number  # type: ignore[arg-type]
    number = tickets.row(app, sealed)["number"]
    move(app, number, Move.VERIFY, NOW)
    move(app, number, Move.ASK, NOW)
    lapse(app, OVER)
    assert tickets.row(app, number)["state"] == "diproses"
    assert set(told(app)) == {("berkas-terlindungi", team)}


def test_what_was_merged_lapses_by_its_own_limit(app: Flask) -> None:
    """Whoever was answered a day later has a day longer to object."""
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    place = make_place(app)
    parent = brought(app, place, Move.ANSWER)
    child = tickets.file(app, place).number
    move(app, child, Move.VERIFY, NOW)
    move(app, child, Move.ANSWER, wita(16), told=SAID)
    with app.app_context(), transaction():
        row = kept.hold(child)
        kept.change(row.id, row.version, merged_into=tickets.row(app, parent)["id"])
    lapse(app, OVER)
    assert [tickets.row(app, one)["state"] for one in (parent, child)] == ["selesai", "dijawab"]
    lapse(app, wita(31, 8))
    assert tickets.row(app, child)["ending"] == "tanpa-tanggapan"


def test_nobody_is_closed_out_by_a_day_that_ceased_to_count(app: Flask) -> None:
    place = make_place(app)
    number = brought(app, place, Move.ANSWER)
    add_holiday(app, place.unit, date(2026, 10, 28), OVER)
    lapse(app, OVER)
    assert tickets.row(app, number)["state"] == "dijawab"
    settle(app, OVER)
    lapse(app, OVER)
    assert tickets.row(app, number)["due_at"] == wita(30, 16)
    lapse(app, wita(30, 17))
    assert tickets.row(app, number)["state"] == "selesai"


def test_a_reporter_who_replied_meanwhile_is_not_passed_over(app: Flask) -> None:
    """Between finding and holding it."""
    from kiosk.domain.complaint.ticket import State
    from kiosk.flows.complaint import lapse_replies as flow

    place = make_place(app)
    number = brought(app, place, Move.ASK)
    found = (tickets.row(app, number)["id"], State.WAITING)
    move(app, number, Move.RESUME, wita(28))
    before = tickets.row(app, number)
    with app.app_context():
        flow._lapse(found, tickets.house(app).keys, wita(1, month=12))
    assert tickets.row(app, number) == before


def test_one_that_fails_holds_up_no_other_and_comes_again(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    from kiosk.flows import tickets as steps
    from kiosk.flows.complaint import lapse_replies as flow

    place = make_place(app)
    broken, whole = (brought(app, place, Move.ANSWER) for _ in range(2))
    real, bad = steps.make_move, tickets.row(app, broken)["id"]

    def moves(row: object, *others: object) -> object:
        if row.id == bad:  # type: ignore[attr-defined]
            raise RuntimeError("rusak")
        return real(row, *others)  # type: ignore[arg-type]

    with monkeypatch.context() as inside:
        inside.setattr(flow, "make_move", moves)
        lapse(app, OVER)
    states = [tickets.row(app, one)["state"] for one in (broken, whole)]
    assert states == ["dijawab", "selesai"]
    lapse(app, OVER)
    assert tickets.row(app, broken)["state"] == "selesai"
