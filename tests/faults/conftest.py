"""The clock of the faults stands still unless a test moves it; what held is written down."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.factories import Clock
from tests.faults import ledger

Held = Callable[..., None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The system's clock, set by hand."""
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture
def held(request: pytest.FixtureRequest) -> Held:
    """``held(tried="8 x 200 updates", figure="1,600 of 1,600")``, last in a test: its line in the
    table of `make test-faults`."""
    assert ledger.number_of(str(request.node.path)), "only faults are written down"

    def write(*, tried: str, figure: str) -> None:
        request.node.user_properties.append((ledger.PROPERTY, (tried, figure)))

    return write


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table, and the page it goes to where one is named."""
    if not ledger.FULL:
        return
    rows = _rows(terminalreporter)
    told = [_machine(), "", *ledger.table(rows)]
    terminalreporter.write_line("\n" + "\n".join(told))
    if page := os.environ.get("FAULTS_PAGE"):
        ledger.paste(Path(page), told)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A fault nobody tried is a failure of the run, but only of a run that tries them all."""
    if ledger.FULL and os.environ.get("FAULTS_PAGE") and not hasattr(session.config, "workerinput"):
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        rows = _rows(reporter)
        if not all(rows.get(number, ledger.Row()).holds for number in ledger.FAULTS):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _rows(reporter: Any) -> dict[int, ledger.Row]:
    rows: dict[int, ledger.Row] = {}
    for outcome, name in (("passed", "passed"), ("failed", "failed"), ("error", "failed")):
        for report in reporter.stats.get(outcome, []):
            number = ledger.number_of(report.nodeid)
            if number and (name == "failed" or report.when == "call"):
                rows.setdefault(number, ledger.Row()).add(name, report.user_properties)
    return rows


def _machine() -> str:
    """Day and class of the machine; not its name."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {system}, "
        f"Python {python}. In brackets: tests that held."
    )
