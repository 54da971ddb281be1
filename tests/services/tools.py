"""One rule for a missing tool: its tests are skipped, and under `REQUIRE_ALL=1` they fail."""

from __future__ import annotations

import os
import shutil
from typing import NoReturn

import pytest

DEBIAN_PACKAGES = {
    "chromium": "chromium",
    "clamd": "clamav-daemon",
    "exiftool": "libimage-exiftool-perl",
    "initdb": "postgresql-15",
    "nginx": "nginx",
    "node": "nodejs",
    "pgbouncer": "pgbouncer",
    "pdftoppm": "poppler-utils",
    "pdftotext": "poppler-utils",
    "rsvg-convert": "librsvg2-bin",
    "soffice": "libreoffice-calc",
    "strace": "strace",
    "systemd-analyze": "systemd",
    "zbarimg": "zbar-tools",
}


def refuse_or_skip(reason: str) -> NoReturn:
    """End this test: skipped, or failed where everything is required."""
    if os.environ.get("REQUIRE_ALL") == "1":
        pytest.fail(f"{reason} (REQUIRE_ALL=1 forbids the skip)", pytrace=False)
    pytest.skip(reason)


def require(tool: str, *other_names: str) -> str:
    """The path of a command-line tool, under the first of its names that is installed."""
    for name in (tool, *other_names):
        if path := shutil.which(name):
            return path
    package = DEBIAN_PACKAGES.get(tool, tool)
    refuse_or_skip(f"{tool} is not installed (Debian package {package})")
