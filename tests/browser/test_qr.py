"""The code on the screen leads where the words beside it say."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.browser.people import Head
from tests.services.tools import require

pytestmark = pytest.mark.browser


def read(picture: Path) -> str:
    """What a scanner sees in it."""
    done = subprocess.run(
        [require("zbarimg"), "--quiet", "--raw", "--nodbus", str(picture)],
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def test_each_code_on_the_page_is_its_printed_address(head: Head, tmp_path: Path) -> None:
    head.open(f"/admin/loket/{head.site.inside.unit}")
    points = head.page.locator(".point").all()
    assert len(points) > 1
    for number, point in enumerate(points):
        picture = tmp_path / f"{number}.png"
        point.locator("img").screenshot(path=picture)
        assert read(picture) == point.locator(".address").inner_text()


def test_the_printed_address_opens_its_counter(head: Head) -> None:
    head.open(f"/admin/loket/{head.site.inside.unit}")
    point = head.page.locator(".point").first
    name, address = point.locator("h2").inner_text(), point.locator(".address").inner_text()
    assert address == address.upper()
    head.page.goto(address)
    assert head.page.locator("h1").inner_text() == name
