"""Debian's Chromium, driven by Playwright, speaking to nobody but the page under test."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

from tests.services.tools import require

# Chromium hears the last of two lists, so this one repeats what Playwright switches off. The first
# is ours: a page of Chromium's own for every window, which costs as much as the window does.
OFF = (
    "WebUIOmniboxPopup",
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "TcpPortRandomizationWin",
    "ThirdPartyStoragePartitioning",
)
# Playwright's own browser is a download; the distribution's is not. Root needs --no-sandbox, and
# without the others Chromium calls home, which a closed network answers with delays.
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-first-run",
    f"--disable-features={','.join(OFF)}",
)


@contextmanager
def running_browser() -> Iterator[Browser]:
    """A headless Chromium. Without one: skip, or fail under `REQUIRE_ALL=1`."""
    executable = require("chromium", "chromium-browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()
