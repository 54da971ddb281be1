"""F17: four processes and jobs due over a day: each job runs once a period, whoever tries. A holder
that is killed, even in the middle of a job, is followed within a minute."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.upkeep.jobs import JOBS, LEASE, LEASE_FOR, TICK
from kiosk.domain.upkeep.retry import MOST_TRIES
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from kiosk.store.engine import reading
from kiosk.store.upkeep import leases
from tests.factories import NOW, rows
from tests.faults import ledger
from tests.faults.conftest import Held
from tests.services.databases import config_for, settings
from tests.services.processes import loaded

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Asia/Makassar"
PROCESSES, HOURS = 4, 24
STEP = timedelta(minutes=ledger.sized(60, 5))
WITHIN = timedelta(seconds=60)
LONGEST = 120


def one_day(url: str, folder: str, number: int, all_together: Any, done: Any) -> None:
    """A process's day: at each step all four reach for the lease, and one of them works."""
    from kiosk.app import create_app

    app, ran = create_app(config_for(url, Path(folder))), []
    with app.app_context():
        for step in range(int(timedelta(hours=HOURS) / STEP)):
            now = NOW + step * STEP
            all_together.wait(LONGEST)
            if hold_lease(str(number), now):
                work = {job.name: lambda: "selesai" for job in JOBS}
                ran += [(name, now) for name in run_due_jobs(work, now, ZONE)]
    done.put((number, ran))


def test_each_job_runs_once_a_period_whoever_tries(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    context = loaded()
    all_together, done = context.Barrier(PROCESSES), context.Queue()
    for number in range(PROCESSES):
        given = (database_url, str(tmp_path), number, all_together, done)
        context.Process(target=one_day, args=given, daemon=True).start()
    found = dict(done.get(timeout=LONGEST) for _ in range(PROCESSES))
    by_name = {job.name: job for job in JOBS}
    ran = Counter(
        (name, by_name[name].period(now, ZONE)) for one in found.values() for name, now in one
    )
    steps = [NOW + step * STEP for step in range(int(timedelta(hours=HOURS) / STEP))]
    due = {(job.name, job.period(now, ZONE)) for job in JOBS for now in steps}
    assert set(ran) == due
    assert set(ran.values()) == {1}
    assert len(rows(app, "job_runs")) == len(due)
    workers = sum(bool(one) for one in found.values())
    held(
        tried=f"{PROCESSES} processes, {HOURS} told hours of jobs, {len(steps)} ticks each",
        figure=f"{sum(ran.values())} runs of {len(due)} due, {workers} processes had a share",
    )


def killed_at_work(url: str, folder: str) -> None:
    from kiosk.app import create_app

    def fall() -> str:
        os.kill(os.getpid(), signal.SIGKILL)
        return ""

    app = create_app(config_for(url, Path(folder)))
    with app.app_context():
        hold_lease("mati", NOW)
        work = {job.name: lambda: "selesai" for job in JOBS}
        work["check-tallies"] = fall
        run_due_jobs(work, NOW, ZONE)


def test_a_job_whose_process_was_killed_is_done_by_the_next_holder(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    one = loaded().Process(target=killed_at_work, args=(database_url, str(tmp_path)))
    one.start()
    one.join()
    assert one.exitcode == -signal.SIGKILL
    work, waited = {job.name: lambda: "selesai" for job in JOBS}, timedelta()
    with app.app_context():
        while not hold_lease("berikut", NOW + waited):
            waited += timedelta(seconds=1)
        then = NOW + waited
        assert "check-tallies" in run_due_jobs(work, then, ZONE)
        assert run_due_jobs(work, then, ZONE) == []
    assert LEASE_FOR < waited <= LEASE_FOR + timedelta(seconds=1)
    assert waited + TICK <= WITHIN
    found = {row["job"]: row["outcome"] for row in rows(app, "job_runs")}
    assert found == dict.fromkeys((job.name for job in JOBS), "selesai")
    longest = round((waited + TICK).total_seconds())
    held(
        tried="a holder killed in the middle of a job",
        figure=f"the job was done again, taken over after {longest} s at most",
    )


def test_a_job_that_kills_its_process_is_left_alone_after_three_tries(app: Flask) -> None:
    def fall(_: object = None) -> str:
        raise SystemExit(1)

    began = 0
    with app.app_context():
        for turn in range(6):
            try:
                run_due_jobs({"check-tallies": fall}, NOW + turn * LEASE_FOR, ZONE)
            except SystemExit:
                began += 1
    assert began == MOST_TRIES
    (row,) = rows(app, "job_runs")
    assert row["outcome"] == "gagal: terputus"


def test_a_failed_job_is_tried_again_twice_and_then_waits_for_its_next_day(app: Flask) -> None:
    log: list[datetime] = []

    def fail(now: datetime) -> str:
        log.append(now)
        raise OSError

    with app.app_context():
        for minutes in range(0, 25 * 60, 3):
            now = NOW + timedelta(minutes=minutes)
            run_due_jobs({"sign-heads": partial(fail, now)}, now, ZONE)
    first, second, third = log[:3]
    assert timedelta(minutes=5) <= second - first < timedelta(minutes=9)
    assert timedelta(minutes=30) <= third - second < timedelta(minutes=34)
    assert len(log) == 6
    assert log[3] - first > timedelta(hours=12)
    assert Counter(row["period"] for row in rows(app, "job_runs")) == {
        "2026-10-15": 1, "2026-10-16": 1,
    }  # fmt: skip


def jobs_process(url: str, folder: Path) -> subprocess.Popen[bytes]:
    with (folder / "jobs.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli", "jobs"], env=settings(url, folder),
            stdout=log, stderr=log,
        )  # fmt: skip


def holder_but(app: Flask, owner: str, within: float) -> str:
    """Who holds the jobs, once it is not ``owner`` and the lease runs."""
    from kiosk import clock

    until = time.monotonic() + within
    while time.monotonic() < until:
        with app.app_context(), reading():
            found = leases.holder(LEASE)
        if found and found[0] != owner and found[1] > clock.now():
            return found[0]
        time.sleep(0.2)
    raise AssertionError("nobody took over")


@pytest.mark.slow
@pytest.mark.skipif(not ledger.FULL, reason="waits out a lease; the fast part tells the time")
def test_two_real_processes_one_of_them_killed(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    running = [jobs_process(database_url, tmp_path) for _ in range(2)]
    try:
        owner = holder_but(app, "", 30)
        time.sleep(10)  # Long enough that the other stands by.
        began = time.monotonic()
        os.kill(int(owner.rpartition("-")[2]), signal.SIGKILL)
        holder_but(app, owner, 90)
        took = time.monotonic() - began
    finally:
        for one in running:
            one.terminate()
            one.wait(30)
    assert took <= WITHIN.total_seconds()
    runs = Counter((row["job"], row["period"]) for row in rows(app, "job_runs"))
    assert set(runs.values()) == {1}
    held(
        tried="two real jobs processes, kill -9 of the holder", figure=f"taken over in {took:.0f} s"
    )
