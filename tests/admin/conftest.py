"""A unit head at the office computer, and the clock on its wall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import Clock, Place, make_place

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(autouse=True)
def hashes(quick_hashes: None) -> None:
    """How slow they are is no matter here."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Pages say the same from either database: what they ask of it is tried on both in
    tests/flows and tests/store, and F45, F48 and F50 open every page of the desk on both."""
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


@pytest.fixture
def head(app: Flask, place: Place) -> desk.Window:
    """The head of the place's unit, signed in."""
    window = desk.Window(app)
    desk.sign_in(window.client, app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    return window
