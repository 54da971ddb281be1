"""F19: the machine's clock jumps an hour ahead, an hour back, or 400 days: no reminder and no
escalation is repeated, nothing is closed twice, and the audit keeps its order by number."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kiosk import jobs
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Role
from kiosk.flows.people.verify_chains import verify_chains
from kiosk.flows.tickets import Told
from tests import tickets
from tests.clockwork import escalate, inspector, lapse, move, officer, settle, wita
from tests.factories import NOW, Clock, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

HOUR, LONG = timedelta(hours=1), timedelta(days=400)
JUMPS = (HOUR, -HOUR, LONG)


def given(app: Flask) -> Counter[tuple[str, str, int]]:
    return Counter((one["kind"], one["values"], one["to_id"]) for one in rows(app, "notices"))


def alerts(app: Flask) -> Counter[tuple[int, str, str]]:
    found = rows(app, "ticket_alerts")
    return Counter((one["ticket_id"], one["kind"], one["step"]) for one in found)


@pytest.mark.parametrize("jumps", list(permutations(JUMPS)))
def test_each_step_of_each_limit_is_told_of_once(app: Flask, jumps: tuple[timedelta, ...]) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    inspector(app, place)
    for hours in range(3):
        tickets.file(app, place, now=NOW + timedelta(hours=hours))
    for day in (19, 20, 21, 22, 23, 26):
        for jump in (timedelta(), *jumps, timedelta()):
            escalate(app, wita(day) + jump)
    assert set(given(app).values()) == {1}
    steps = Counter(step for _, _, step in alerts(app))
    assert steps["lewat"] == steps["eskalasi"] == 3


def test_a_year_that_never_was_sends_no_second_wave_when_it_comes(app: Flask) -> None:
    """The clock says 2027, everything is late and told of; the clock is right again, and told of
    is told of, then and in 2027."""
    place = make_place(app)
    officer(app, place, Role.HEAD)
    inspector(app, place)
    tickets.file(app, place)
    ahead = wita(19) + LONG
    escalate(app, ahead)
    wave = given(app)
    assert {kind for kind, _, _ in wave} == {"tiket-baru", "tenggat-lewat", "eskalasi"}
    for day in (21, 22, 23):
        escalate(app, wita(day))
    escalate(app, ahead)
    assert given(app) == wave


def test_a_silent_reporters_ticket_is_closed_once(app: Flask) -> None:
    place = make_place(app)
    number = tickets.file(app, place).number
    move(app, number, Move.VERIFY, NOW)
    move(app, number, Move.ANSWER, NOW, told=Told(message="Sudah jadi."))
    for jump in (-HOUR, LONG, HOUR, timedelta()):
        lapse(app, wita(29, 16) + HOUR + jump)
    moves = [one["move"] for one in rows(app, "ticket_moves")]
    assert moves.count("tutup") == 1


def test_the_audit_is_in_the_order_of_its_numbers_not_of_the_clock(
    app: Flask, clock: Clock
) -> None:
    place = make_place(app)
    for jump in (HOUR, -HOUR, LONG, -LONG):
        clock.later(seconds=jump.total_seconds())
        number = tickets.file(app, place, now=clock.now()).number
        move(app, number, Move.VERIFY, clock.now())
        move(app, number, Move.ANSWER, clock.now(), told=Told(message="Sudah jadi."))
    lapse(app, clock.now() + 2 * LONG)
    with app.app_context():
        assert verify_chains(app.config["KIOSK"].instance_dir).first_bad is None
    numbers = [one["seq"] for one in rows(app, "audit_records")]
    assert numbers == list(range(1, len(numbers) + 1))


def test_the_jobs_come_through_every_jump(app: Flask, clock: Clock) -> None:
    place = make_place(app)
    officer(app, place, Role.HEAD)
    tickets.file(app, place)
    settle(app)
    for instant in (wita(21), wita(21) + HOUR, wita(21), wita(21) + LONG, wita(21, 11)):
        clock.instant = instant
        jobs.tick(app)
    assert alerts(app)[(rows(app, "tickets")[0]["id"], "verifikasi", "lewat")] == 1
    assert max(given(app).values()) == 1
