"""The clock of the faults stands still unless a test moves it."""

from __future__ import annotations

import pytest

from tests.factories import Clock


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The system's clock, set by hand."""
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made
