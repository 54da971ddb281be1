"""A counter, the clock on its wall and a browser that checks each page it gets."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.factories import Clock, Place, make_place
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from flask import Flask


@pytest.fixture(autouse=True)
def hashes(quick_hashes: None) -> None:
    """How slow they are is no matter here."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Pages say the same from either database: what they ask of it is tried on both in
    tests/flows and tests/store, and F33 and F14 send forms to both."""
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
def citizen(app: Flask) -> PageClient:
    """A phone without script."""
    return PageClient(app)
