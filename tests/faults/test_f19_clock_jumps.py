"""F19: the machine's clock jumps an hour ahead, an hour back, or 400 days: no reminder and no
escalation is repeated, nothing is closed twice, and the audit keeps its order by number."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from itertools import permutations
from typing import TYPE_CHECKING

import pytest

from kiosk import jobs
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.upkeep.check import CheckKind
from kiosk.domain.upkeep.jobs import SIGN_HEADS
from kiosk.domain.upkeep.notice import DUE_SOON, UPKEEP, Draft, Recipient
from kiosk.flows.people.verify_chains import verify_chains
from kiosk.flows.tickets import Told
from kiosk.flows.upkeep.run_due_jobs import drop_lease, hold_lease
from kiosk.flows.upkeep.watch_clock import ClockWatch
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices
from tests import desk, tickets
from tests.clockwork import escalate, inspector, lapse, move, officer, settle, wita
from tests.factories import NOW, Clock, make_place, rows
from tests.faults import ledger

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

HOUR, LONG = timedelta(hours=1), timedelta(days=400)
JUMPS = (HOUR, -HOUR, LONG)
ORDERS = list(permutations(JUMPS))[:: ledger.sized(3, 1)]
SAID = {"number": "SL-7F3K9Q", "unit": "Dinas Kesehatan", "due": "besok"}


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """The clock is the machine's; what is written by it is tried on both in F17 and F59."""
    return sqlite_database


def given(app: Flask) -> Counter[tuple[str, str, int]]:
    return Counter((one["kind"], one["values"], one["to_id"]) for one in rows(app, "notices"))


def alerts(app: Flask) -> Counter[tuple[int, str, str]]:
    found = rows(app, "ticket_alerts")
    return Counter((one["ticket_id"], one["kind"], one["step"]) for one in found)


@pytest.mark.parametrize("jumps", ORDERS)
def test_each_step_of_each_limit_is_told_of_once(
    app: Flask, jumps: tuple[timedelta, ...], held: Held
) -> None:
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
    held(
        tried="clock jumps of +1 h, -1 h, +400 days in every order",
        figure=f"0 of {sum(given(app).values())} mails repeated",
    )


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
    app: Flask, clock: Clock, held: Held
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
    held(tried="audit over five jumps", figure=f"{len(numbers)} records in order by number")


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


class Machine:
    """A jobs process and both clocks of its machine: one that runs, and one that can be set."""

    def __init__(self, app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
        self.app, self.clock, self.seconds = app, clock, 1_000.0
        monkeypatch.setattr("kiosk.clock.steady", lambda: self.seconds)
        self.restart()

    def restart(self) -> None:
        self.process = jobs.Process(ClockWatch(), jobs.Beside(self.app))

    def run(self, length: timedelta = timedelta(seconds=15)) -> None:
        """So much later there is a tick; slow jobs are waited for."""
        self.clock.instant += length
        self.seconds += length.total_seconds()
        jobs.tick(self.app, self.process)
        self.process.beside.wait()

    def jump(self, length: timedelta) -> None:
        self.clock.instant += length
        self.run()

    @property
    def looks(self) -> list[bool]:
        found = sorted(rows(self.app, "upkeep_checks"), key=lambda one: one["id"])
        return [bool(one["ok"]) for one in found if one["kind"] == CheckKind.CLOCK.value]


@pytest.fixture
def machine(app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(app, clock, monkeypatch)


def sent_long_ago(app: Flask, now: datetime) -> None:
    with app.app_context(), transaction():
        for _ in range(20):
            number = notices.add(Draft(DUE_SOON, Recipient.STAFF, 1, values=SAID), now)
            notices.mark_sent(number or 0, now)


def test_a_skewed_clock_is_alarmed_once_and_nothing_goes_until_it_is_believed(
    app: Flask, machine: Machine, held: Held
) -> None:
    place = make_place(app)
    keeper = desk.make_staff(app, [Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)])
    number = tickets.file(app, place).number
    move(app, number, Move.VERIFY, NOW)
    move(app, number, Move.ANSWER, NOW, told=Told(message="Sudah jadi."))
    sent_long_ago(app, NOW)
    machine.run()
    machine.run(timedelta(hours=1))
    assert machine.looks == [True, True]
    machine.jump(LONG)
    machine.run(timedelta(hours=20))
    assert machine.looks == [True, True, False]
    machine.jump(-LONG)
    machine.run()
    assert machine.looks == [True, True, False, True]
    kept = [one for one in rows(app, "notices") if one["sent_at"] is not None]
    assert len(kept) == 20
    assert "tutup" not in [one["move"] for one in rows(app, "ticket_moves")]
    alarms = [one for one in rows(app, "notices") if one["kind"] == UPKEEP.name]
    of_clock = [one for one in alarms if "Jam server" in one["values"]]
    assert [one["to_id"] for one in of_clock] == [keeper.id]
    assert not [one for one in rows(app, "notices") if one["next_at"] and
                one["next_at"] > machine.clock.now() + timedelta(days=1)]  # fmt: skip
    held(
        tried="+400 days for 20 hours and back, ticks going on",
        figure=f"{len(of_clock)} alarm, 0 of {len(kept)} old rows deleted, 0 tickets closed",
    )


def test_a_clock_that_stays_where_it_jumped_to_is_believed_after_a_day(
    app: Flask, machine: Machine
) -> None:
    sent_long_ago(app, NOW)
    machine.run()
    machine.jump(LONG)
    machine.run(timedelta(hours=25))
    machine.run()
    assert machine.looks[-2:] == [False, True]
    assert [one for one in rows(app, "notices") if one["sent_at"] is not None] == []


def test_after_a_year_that_never_was_jobs_and_their_lease_go_on(
    app: Flask, machine: Machine
) -> None:
    """Who held the jobs in 2027 and died there keeps nobody from them today."""
    machine.run()
    machine.jump(LONG)
    with app.app_context():
        drop_lease(jobs.OWNER)
        assert hold_lease("mati di 2027", machine.clock.now())
    machine.restart()
    machine.jump(-LONG)
    assert machine.looks[-1]
    machine.run(timedelta(days=1))
    days = {row["period"] for row in rows(app, "job_runs") if row["job"] == SIGN_HEADS.name}
    assert days == {"2026-10-15", "2026-10-16"}, "no run is left that 2027 would miss"


@pytest.mark.parametrize("jump", [HOUR, -HOUR])
def test_an_hour_is_alarmed_and_repeats_no_job(
    app: Flask, machine: Machine, jump: timedelta
) -> None:
    for _ in range(5):
        machine.run(timedelta(minutes=20))
    machine.jump(jump)
    for _ in range(4):
        machine.run(timedelta(minutes=20))
    assert False in machine.looks
    assert {one["tries"] for one in rows(app, "job_tries")} == {1}
