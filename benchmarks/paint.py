"""When a citizen's phone has painted what it asked for: Chromium, its processor four times slower,
on a line of 1.6 Mbit/s with 150 ms."""

from dataclasses import dataclass
from functools import partial

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from benchmarks.forms import FORM, LANDING
from benchmarks.installation import Installation, clean_environ
from benchmarks.overhttp import WORKERS
from benchmarks.rounds import Rounds, in_turn
from benchmarks.server import HOST, serving

LINE = {"offline": False, "latency": 150, "downloadThroughput": 1_600_000 / 8,
        "uploadThroughput": 750_000 / 8}  # fmt: skip
SLOWER = 4
PHONE: ViewportSize = {"width": 360, "height": 640}
_LARGEST = """() => new Promise(done => new PerformanceObserver(list => {
  const found = list.getEntries(); done(found[found.length - 1].startTime);
}).observe({type: 'largest-contentful-paint', buffered: true}))"""


@dataclass(frozen=True)
class Paint:
    """``rounds``: seconds to the largest paint of a first visit, by page."""

    rounds: Rounds


def measure(here: Installation, rounds: int) -> Paint:
    pages = {"landing": LANDING, "form": FORM}
    with (
        serving("wsgi:app", clean_environ(here.environ), WORKERS) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        root = f"http://{HOST}:{server.port}"

        def visited(path: str) -> float:
            return _largest(browser, root + path)

        found = in_turn({name: partial(visited, path) for name, path in pages.items()}, rounds)
        browser.close()
    return Paint(found)


def _largest(browser: Browser, url: str) -> float:
    """In a browser that has never been there."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True)
    try:
        page = context.new_page()
        session = context.new_cdp_session(page)
        session.send("Network.enable")
        session.send("Network.emulateNetworkConditions", LINE)
        session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
        page.goto(url, wait_until="load")
        page.wait_for_timeout(300)
        return float(page.evaluate(_LARGEST)) / 1000
    finally:
        context.close()
