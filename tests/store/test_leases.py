"""One holder of the jobs at a time; a job once a period."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from kiosk.store.engine import reading, transaction
from kiosk.store.upkeep import leases
from tests.factories import NOW

if TYPE_CHECKING:
    from flask import Flask

UNTIL = NOW + timedelta(seconds=45)


def take(app: Flask, owner: str, seconds: float = 0) -> bool:
    now = NOW + timedelta(seconds=seconds)
    with app.app_context(), transaction():
        return leases.take("jobs", owner, now + timedelta(seconds=45), now)


def test_a_second_holder_is_refused(app: Flask) -> None:
    assert take(app, "satu")
    assert not take(app, "dua", seconds=44)
    with app.app_context(), reading():
        assert leases.holder("jobs") == ("satu", UNTIL)


def test_the_holder_may_renew_and_keeps_others_out(app: Flask) -> None:
    assert take(app, "satu")
    assert take(app, "satu", seconds=40)
    assert not take(app, "dua", seconds=80)


def test_an_expired_lease_is_taken_over(app: Flask) -> None:
    assert take(app, "satu")
    assert not take(app, "dua", seconds=45)
    assert take(app, "dua", seconds=45.000001)
    assert not take(app, "satu", seconds=46)


def test_a_run_is_claimed_once_a_period(app: Flask) -> None:
    with app.app_context(), transaction():
        claims = [leases.begin("check-tallies", period, NOW) for period in ("10", "10", "11")]
    assert claims == [True, False, True]


def test_the_latest_run_is_remembered_with_its_outcome(app: Flask) -> None:
    with app.app_context(), transaction():
        for day in (1, 2):
            at = NOW + timedelta(days=day)
            leases.begin("checkpoint", str(day), at)
            leases.end("checkpoint", str(day), at, "selesai")
        assert leases.last_runs() == {"checkpoint": ("2", NOW + timedelta(days=2), "selesai")}
