"""The tablet as docs/tablet.md starts it: full screen, and killed in the middle of its day."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, expect

from tests.browser.installation import PROJECT, Site, free_port
from tests.browser.tablet import Tablet, counted
from tests.browser.watch import Watch
from tests.services.browser import ARGUMENTS
from tests.services.tools import require

pytestmark = pytest.mark.browser

STARTS_WITHIN = 30


def flags() -> list[str]:
    """Those of the guide."""
    guide = (PROJECT / "docs" / "tablet.md").read_text(encoding="utf-8")
    line = next(one for one in guide.splitlines() if one.startswith("chromium --kiosk"))
    return [one for one in line.split()[1:-1] if not one.startswith("--user-data-dir")]


class Pointed(Tablet):
    """A browser that Playwright did not start has a mouse only."""

    def tap(self, target: Locator) -> None:
        target.click()


@pytest.fixture
def powered(browser: Browser, site: Site, tmp_path: Path) -> Iterator[Callable[[], Tablet]]:
    """Switches the tablet on, with the folder it had before; a second time it was killed first."""
    started: list[subprocess.Popen[bytes]] = []

    def switched_on() -> Tablet:
        _kill(started)
        port = free_port()
        started.append(_start(tmp_path / "profile", port))
        running = browser.browser_type.connect_over_cdp(f"http://127.0.0.1:{port}")
        context = running.contexts[0]
        return Pointed(context.pages[0], site, Watch(site.root))

    yield switched_on
    _kill(started)


def _start(profile: Path, port: int) -> subprocess.Popen[bytes]:
    executable = require("chromium", "chromium-browser")
    own = ["--headless=new", f"--user-data-dir={profile}", f"--remote-debugging-port={port}"]
    process = subprocess.Popen(
        [executable, *ARGUMENTS, *flags(), *own, "about:blank"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    until = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < until:
        with suppress(OSError, http.client.HTTPException):
            urllib.request.urlopen(f"http://127.0.0.1:{port}/json/version", timeout=1).close()
            return process
    raise RuntimeError("Chromium did not start")


def _kill(started: list[subprocess.Popen[bytes]]) -> None:
    for process in started:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    started.clear()


def test_a_power_cut_takes_nothing_that_was_sent_off(
    powered: Callable[[], Tablet], site: Site
) -> None:
    before, tablet = counted(site), powered()
    key = tablet.know()
    tablet.start()
    width, height = tablet.page.evaluate("[innerWidth - outerWidth, innerHeight - outerHeight]")
    assert (width, height) == (0, 0), "no bars around the page"
    tablet.cut()
    tablet.rate("3")
    expect(tablet.page.get_by_text("Tersimpan di tablet ini")).to_be_visible()
    again = powered()
    assert counted(site) == before
    # Chromium writes cookies down every half minute; this tablet lived for a few seconds.
    again.know(key)
    again.start()
    again.emptied()
    assert counted(site) == (before[0] + 1, before[1])
