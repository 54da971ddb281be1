"""The printed code: what it holds, and the white around it that scanners need."""

from __future__ import annotations

import re

import pytest

from kiosk import qr


@pytest.mark.parametrize(
    ("public", "held"),
    [
        ("https://skm.go.id", "HTTPS://SKM.GO.ID/S/7F3K9QWX"),
        ("http://skm.go.id:8443", "HTTP://SKM.GO.ID:8443/S/7F3K9QWX"),
        ("https://skm.go.id/Kupang", "HTTPS://SKM.GO.ID/Kupang/S/7F3K9QWX"),
    ],
)
def test_the_address_is_upper_case_but_for_a_path_that_servers_tell_apart(
    public: str, held: str
) -> None:
    assert qr.address(public, "7F3K9QWX") == held


def test_a_short_address_stays_a_coarse_code() -> None:
    """29 modules: version 3 at level Q, in alphanumeric mode."""
    assert 'viewBox="0 0 37 37"' in qr.svg(qr.address("https://skm.kupangkota.go.id", "7F3K9QWX"))


def test_four_modules_of_white_stand_on_every_side() -> None:
    """ISO/IEC 18004: less, and a scanner may not find the code beside print."""
    made = qr.svg("HTTPS://SKM.GO.ID/S/7F3K9QWX")
    [side] = {int(one) for one in re.findall(r'viewBox="0 0 (\d+) \1"', made)}
    runs = [tuple(map(int, one)) for one in re.findall(r"M(\d+) (\d+)h(\d+)v1", made)]
    assert min(x for x, _, _ in runs) == min(y for _, y, _ in runs) == 4
    assert max(x + length for x, _, length in runs) == side - 4
    assert max(y + 1 for _, y, _ in runs) == side - 4
