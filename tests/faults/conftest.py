"""The clock of the faults stands still unless a test moves it; what held is written down."""

from __future__ import annotations

import os
import platform
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import everything, hurried, someone, visit  # noqa: F401
from tests.factories import Clock
from tests.faults import ledger
from tests.faults.matrix import Filled, copy_into, filled

if TYPE_CHECKING:
    from flask import Flask

    from tests.browser.installation import Site
    from tests.faults.robot import Robot

Held = Callable[..., None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The system's clock, set by hand."""
    made = Clock()
    monkeypatch.setattr("kiosk.clock.now", made.now)
    return made


@pytest.fixture(scope="session")
def stage(filled_world: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """An installation with everything in it, shared by a worker's tests: keep nothing in it."""
    from kiosk.app import create_app
    from tests.services.databases import config_for, let_go

    folder = tmp_path_factory.mktemp("stage")
    app = create_app(config_for(copy_into(filled_world, folder), folder))
    yield app
    let_go(app)


@pytest.fixture(scope="session")
def robot(stage: Flask, filled_world: Filled) -> Robot:
    """Somebody who may open everything of the stage and knows every form. Ask for `quick_hashes`
    and `clock` too, and send inside `kept_nowhere`."""
    from tests.faults.matrix import World
    from tests.faults.robot import at_the_desk
    from tests.services.hashes import hash_quickly

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("kiosk.clock.now", Clock().now)
        patch.setattr("kiosk.paper.poster.pdf", lambda *_, **__: b"%PDF-1.7")
        patch.setattr("kiosk.paper.hasil_pdf.make", lambda *_, **__: b"%PDF-1.7")
        hash_quickly(patch)
        made = at_the_desk(stage, World(stage, filled_world.corners))
        assert made.forms
    return made


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A served installation that attackers wrote into: nobody else's tests use it."""
    from tests.browser.installation import running_site

    with running_site(tmp_path_factory.mktemp("attacked"), units=1, answers=100) as running:
        yield running


@pytest.fixture
def held(request: pytest.FixtureRequest) -> Held:
    """``held(tried="8 x 200 updates", figure="1,600 of 1,600")``, last in a test: its line in the
    table of `make test-faults`."""
    assert ledger.number_of(str(request.node.path)), "only faults are written down"

    def write(*, tried: str, figure: str) -> None:
        request.node.user_properties.append((ledger.PROPERTY, (tried, figure)))

    return write


@pytest.fixture(scope="session")
def filled_world(
    sqlite_template: Path, joined_files: Path, tmp_path_factory: pytest.TempPathFactory
) -> Filled:
    """A `World` on disk, made once a worker. A file of tests takes it so:

    @pytest.fixture
    def database_url(world_database: str) -> str:
        return world_database

    and its ``world`` is `World(app, filled_world.corners)`."""
    return filled(sqlite_template, joined_files, tmp_path_factory.mktemp("world"))


@pytest.fixture
def world_database(filled_world: Filled, tmp_path: Path) -> str:
    """The URL of a copy of it, with its files beside."""
    return copy_into(filled_world, tmp_path)


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """The table, and the page it goes to where one is named."""
    if not ledger.MODE:
        return
    told = [_machine(), "", *ledger.table(ledger.enter(_told(terminalreporter)))]
    terminalreporter.write_line("\n" + "\n".join(told))
    if page := os.environ.get("FAULTS_PAGE"):
        ledger.paste(Path(page), told)


def pytest_sessionfinish(session: pytest.Session) -> None:
    """A fault that nobody tried, or that did not hold, is a failure of the run."""
    if ledger.MODE and os.environ.get("FAULTS_PAGE") and not hasattr(session.config, "workerinput"):
        reporter = session.config.pluginmanager.get_plugin("terminalreporter")
        rows = ledger.enter(_told(reporter))
        if not all(rows.get(number, ledger.Row()).holds for number in ledger.FAULTS):
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _told(reporter: Any) -> dict[str, tuple[str, list[tuple[str, object]]]]:
    """A test that failed anywhere failed, whatever else is told of it."""
    found = {}
    for outcome, name in (("passed", "passed"), ("failed", "failed"), ("error", "failed")):
        for report in reporter.stats.get(outcome, []):
            if ledger.number_of(report.nodeid) and (name == "failed" or report.when == "call"):
                found[report.nodeid] = (name, report.user_properties)
    return found


def _machine() -> str:
    """Day and class of the machine; not its name."""
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    python, system = platform.python_version(), f"{platform.system()} {platform.release()}"
    return (
        f"{datetime.now(UTC):%d %B %Y}, {os.cpu_count()} cores, {gigabytes:.0f} GB, {system}, "
        f"Python {python}. In brackets: tests that held."
    )
