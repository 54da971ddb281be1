"""Jobs run once a period, whoever tries, and one that fails stops no other."""

from __future__ import annotations

import dataclasses
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk import jobs
from kiosk.domain.upkeep.job_words import WORDS
from kiosk.domain.upkeep.jobs import CHECK_TALLIES, CHECKPOINT, JOBS, in_order
from kiosk.domain.upkeep.notice import SEALED, Draft, Recipient
from kiosk.flows.upkeep.run_due_jobs import hold_lease, run_due_jobs
from kiosk.store.engine import transaction
from kiosk.store.upkeep import notices
from tests import desk
from tests.factories import NOW, Clock, Place, answer, rows
from tests.services.smtp import running_smtp

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Asia/Makassar"
NAMES = [job.name for job in in_order(JOBS, NOW, ZONE)]
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
        run_due_jobs(work(log), NOW + timedelta(days=7), ZONE)  # type: ignore[arg-type]
        assert log == NAMES + HOURLY + NAMES


def test_a_job_that_fails_is_recorded_and_the_next_runs(app: Flask) -> None:
    log: list[str] = []
    with app.app_context():
        done = run_due_jobs(work(log, failing=CHECKPOINT.name), NOW, ZONE)  # type: ignore[arg-type]
    assert done == NAMES
    outcomes = {row["job"]: row["outcome"] for row in rows(app, "job_runs")}
    assert outcomes == dict.fromkeys(NAMES, "selesai") | {CHECKPOINT.name: "gagal: OSError"}


def test_every_job_has_words_for_whoever_keeps_the_installation() -> None:
    assert [name for name in NAMES if name not in WORDS] == []


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


def counting(name: str, log: list[str], rounds: int) -> jobs.Errand:
    """An errand with so many rounds of work."""

    def one() -> bool:
        log.append(name)
        return log.count(name) < rounds

    return jobs.Errand(name, one)


def test_errands_take_turns_until_none_has_more(app: Flask) -> None:
    log: list[str] = []
    with app.app_context():
        jobs.run_errands((counting("surat", log, 3), counting("tenggat", log, 1)))
    assert log == ["surat", "tenggat", "surat", "surat"]


def test_an_errand_that_fails_keeps_no_other_from_its_turn(
    app: Flask, caplog: pytest.LogCaptureFixture
) -> None:
    def broken() -> bool:
        raise RuntimeError("rusak")

    log: list[str] = []
    with app.app_context():
        jobs.run_errands((jobs.Errand("rusak", broken), counting("surat", log, 2)))
    assert log == ["surat", "surat"]
    assert "errand rusak failed" in caplog.text


def test_an_endless_errand_ends_with_the_tick(app: Flask) -> None:
    log: list[str] = []
    with app.app_context():
        jobs.run_errands((counting("surat", log, 10**9),))
    assert len(log) == jobs.ROUNDS


def test_the_lease_is_renewed_before_every_round_and_who_lost_it_stops(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Thirty seconds a round: without renewal another would take over in the middle."""
    clock, log = Clock(), []
    monkeypatch.setattr("kiosk.clock.now", clock.now)

    def slow() -> bool:
        log.append(hold_lease("lain", clock.now()))
        clock.later(seconds=30 if len(log) < 4 else 60)
        return True

    with app.app_context():
        hold_lease(jobs.OWNER, clock.now())
        jobs.run_errands((jobs.Errand("lama", slow),))
        assert set(log) == {False}
        assert len(log) == jobs.ROUNDS
        log.clear()

        def late() -> bool:
            clock.later(seconds=60)
            log.append(hold_lease("lain", clock.now()))
            return True

        jobs.run_errands((jobs.Errand("lambat", late),))
    assert log == [True]


def test_a_tick_sends_what_the_outbox_holds(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.clock.now", lambda: NOW)
    who = desk.make_staff(app)
    with app.app_context(), transaction():
        notices.add(Draft(SEALED, Recipient.STAFF, who.id), NOW - timedelta(days=1))
    with running_smtp(tmp_path / "mail") as box:
        app.config["KIOSK"] = dataclasses.replace(
            app.config["KIOSK"], smtp_url=f"smtp://127.0.0.1:{box.port}", mail_from="a@b.id"
        )
        jobs.tick(app)
    assert len(box.taken) == 1


def test_what_was_sent_is_forgotten_after_a_month(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    with app.app_context(), transaction():
        notices.mark_sent(notices.add(Draft(SEALED, Recipient.STAFF, 1), NOW) or 0, NOW)
    for days, kept in ((30, 1), (31, 0)):
        at = NOW + timedelta(days=days)
        monkeypatch.setattr("kiosk.clock.now", lambda at=at: at)
        jobs.tick(app)
        assert len(rows(app, "notices")) == kept
