"""Vendored files are those that VENDOR.md names."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

VENDOR = Path(__file__).parent / "vendor"
ROW = re.compile(r"^\| (\S+\.js) \| .* \| ([0-9a-f]{64}) \|$", re.MULTILINE)


def test_each_file_is_the_one_that_was_vendored() -> None:
    named = dict(ROW.findall((VENDOR / "VENDOR.md").read_text(encoding="utf-8")))
    found = {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in VENDOR.glob("*.js")
    }
    assert found == named
