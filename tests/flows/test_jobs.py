"""Jobs run once a period, whoever tries, and one that fails stops no other."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk import jobs
from kiosk.domain.upkeep.jobs import CHECK_TALLIES, CHECKPOINT, JOBS
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from tests.factories import NOW, Clock, Place, answer, rows

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Asia/Makassar"
NAMES = [job.name for job in JOBS]
HOURLY = [job.name for job in JOBS if job.hour is None]


def work(log: list[str], failing: str = "") -> dict[str, object]:
    def one(name: str) -> str:
        log.append(name)
        if name == failing:
            raise OSError("cakram penuh")
        return "selesai"

    return {job.name: lambda name=job.name: one(name) for job in JOBS}


def test_a_job_runs_once_a_period(app: Flask) -> None:
    log: list[str] = []
    with app.app_context():
        for minutes in (0, 15, 59):
            run_due_jobs(work(log), NOW + timedelta(minutes=minutes), ZONE)  # type: ignore[arg-type]
        assert log == NAMES
        run_due_jobs(work(log), NOW + timedelta(minutes=60), ZONE)  # type: ignore[arg-type]
        assert log == NAMES + HOURLY
        run_due_jobs(work(log), NOW + timedelta(days=1), ZONE)  # type: ignore[arg-type]
        assert log == NAMES + HOURLY + NAMES


def test_a_job_that_fails_is_recorded_and_the_next_runs(app: Flask) -> None:
    log: list[str] = []
    with app.app_context():
        done = run_due_jobs(work(log, failing=CHECKPOINT.name), NOW, ZONE)  # type: ignore[arg-type]
    assert done == NAMES
    outcomes = {row["job"]: row["outcome"] for row in rows(app, "job_runs")}
    assert outcomes == dict.fromkeys(NAMES, "selesai") | {CHECKPOINT.name: "gagal: OSError"}


def test_one_holds_the_jobs_until_its_lease_is_over(app: Flask) -> None:
    with app.app_context():
        assert hold_lease("satu", NOW)
        assert not hold_lease("dua", NOW + timedelta(seconds=30))
        assert hold_lease("dua", NOW + timedelta(seconds=46))


def test_a_tick_of_one_who_does_not_hold_the_lease_runs_nothing(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.clock.now", lambda: NOW)
    with app.app_context():
        hold_lease("lain", NOW)
    jobs.tick(app)
    assert rows(app, "job_runs") == []


def test_the_work_of_a_tick_is_done_and_told(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = Clock()
    monkeypatch.setattr("kiosk.clock.now", clock.now)
    answer(app, place, times=2)
    jobs.tick(app)
    outcomes = {row["job"]: row["outcome"] for row in rows(app, "job_runs")}
    assert outcomes.keys() == set(NAMES)
    assert outcomes[CHECKPOINT.name] == "selesai"
    assert outcomes[CHECK_TALLIES.name] == "cocok: 1 irisan, 2 jawaban"


def test_a_tick_survives_whatever_happens(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> bool:
        raise RuntimeError("basis data hilang")

    monkeypatch.setattr(jobs, "hold_lease", broken)
    jobs.tick(app)
