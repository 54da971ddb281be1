"""F18: the server is off from 02.00 to 06.00, and while a month ends: every job that was missed
runs once within a minute of the start, in the order it was due; none is dropped."""

from __future__ import annotations

import time
from collections import Counter
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

import pytest

from kiosk import jobs
from kiosk.domain.upkeep.jobs import JOBS, Job
from kiosk.flows.upkeep import run_due_jobs as flow
from kiosk.flows.upkeep.watch_clock import ClockWatch
from tests import tickets
from tests.clockwork import officer
from tests.factories import Clock, answer, make_place, rows
from tests.faults.conftest import Held

if TYPE_CHECKING:
    from flask import Flask

WITHIN = 60
NIGHTS = {
    "02.00 to 06.00": ("2026-10-20T02:00", "2026-10-20T06:00"),
    "over the end of a month": ("2026-10-31T23:00", "2026-11-01T06:00"),
    "over the end of a year": ("2026-12-31T02:00", "2027-01-01T06:00"),
}
ZONE = "Asia/Makassar"


def wall(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONE))


def missed(off: datetime, on: datetime) -> list[Job]:
    """Jobs of which a period began in between, by hand: every full hour is looked at."""
    found, hour = [], off
    while hour <= on:
        found += [
            job
            for job in JOBS
            if job.hour in (None, hour.hour) and job.weekday in (None, hour.weekday())
        ]
        hour += timedelta(hours=1)
    return found


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """That a run is claimed once is tried on both in F17."""
    return sqlite_database


@pytest.fixture
def began(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of jobs in the order in which they were begun."""
    log: list[str] = []
    real = flow._run

    def written(job: Job, work: Any) -> str:
        log.append(job.name)
        return real(job, work)

    monkeypatch.setattr(flow, "_run", written)
    return log


@pytest.mark.parametrize("night", NIGHTS)
def test_what_was_missed_runs_once_in_order_within_a_minute(
    app: Flask, clock: Clock, began: list[str], night: str, held: Held
) -> None:
    off, on = (wall(one) for one in NIGHTS[night])
    place = make_place(app)
    officer(app, place)
    answer(app, place, now=off - timedelta(days=2), times=3)
    tickets.file(app, place, now=off - timedelta(days=2))
    clock.instant = off - timedelta(minutes=1)
    jobs.tick(app)
    before = {(row["job"], row["period"]) for row in rows(app, "job_runs")}
    began.clear()
    clock.instant = on + timedelta(seconds=20)
    start = time.monotonic()
    process = jobs.Process(ClockWatch(), jobs.Beside(app))
    jobs.tick(app, process)
    process.beside.wait()
    took = time.monotonic() - start
    due = {job.name for job in missed(off, on)}
    assert Counter(began) == dict.fromkeys(due, 1)
    by_name = {job.name: job for job in JOBS}
    for is_slow in (False, True):
        mine = [by_name[name] for name in began if by_name[name].is_slow == is_slow]
        dues = [job.due_at(clock.now(), ZONE) for job in mine]
        assert dues == sorted(dues)
    assert took < WITHIN
    after = [row for row in rows(app, "job_runs") if (row["job"], row["period"]) not in before]
    assert {row["job"] for row in after} == due
    assert [row for row in after if (row["outcome"] or "gagal").startswith("gagal")] == []
    began.clear()
    clock.later(seconds=15)
    jobs.tick(app, process)
    process.beside.wait()
    assert began == []
    held(tried=f"off {night}", figure=f"{len(due)} missed jobs ran once, in order, {took:.1f} s")


def test_a_week_off_drops_no_job_and_repeats_none(
    app: Flask, clock: Clock, began: list[str]
) -> None:
    clock.instant = wall("2026-10-20T01:30")
    jobs.tick(app)
    began.clear()
    clock.instant = wall("2026-10-27T03:00")
    jobs.tick(app)
    assert Counter(began) == {job.name: 1 for job in JOBS}
