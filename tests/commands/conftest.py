"""An office whose clock stands still, for commands that need one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Clock, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What a command prints follows from its flow, which is tried on both in tests/flows. What
    differs from one database to the other, `test_doctor` asks both."""
    return sqlite_database


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The system's clock, set by hand."""
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    """A unit with one counter and two services."""
    return make_place(app)
