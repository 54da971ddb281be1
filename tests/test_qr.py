"""A QR code is read back by a reader that is not ours, from the picture as it is printed."""

from __future__ import annotations

import re
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest

from kiosk import qr
from tests.services.tools import require

ADDRESSES = ("http://127.0.0.1:8000", "https://skm.kupangkota.go.id", "https://a.go.id/loket")
SVG = "{http://www.w3.org/2000/svg}"


def read_back(picture: str, folder: Path, width: int) -> str:
    """What zbar sees in the drawn picture, ``width`` pixels wide."""
    source, drawn = folder / "qr.svg", folder / "qr.png"
    source.write_text(picture)
    subprocess.run(
        [require("rsvg-convert"), "--width", str(width), "--output", str(drawn), str(source)],
        check=True, timeout=30,
    )  # fmt: skip
    seen = subprocess.run(
        [require("zbarimg"), "--quiet", "--raw", str(drawn)],
        check=True, timeout=30, capture_output=True, text=True,
    )  # fmt: skip
    return seen.stdout.strip()


@pytest.mark.parametrize("public", ADDRESSES)
@pytest.mark.parametrize("width", [120, 800])
def test_what_is_drawn_is_read_back(tmp_path: Path, public: str, width: int) -> None:
    text = qr.address(public, "7F3K9QWX")
    assert read_back(qr.svg(text), tmp_path, width) == text
    assert text.upper() == f"{public.upper()}/S/7F3K9QWX"


def test_a_soiled_print_is_still_read(tmp_path: Path) -> None:
    """A thumb on a corner between the marks: level Q makes up for a quarter."""
    text = qr.address("https://skm.kupangkota.go.id", "7F3K9QWX")
    spot = '<rect x="24" y="24" width="5" height="5" fill="#777"/></svg>'
    assert read_back(qr.svg(text).replace("</svg>", spot), tmp_path, 600) == text


def test_the_address_stays_in_the_alphabet_of_the_coarser_code() -> None:
    """Letters of lower case would need bytes, and a finer print."""
    for public in ADDRESSES[:2]:
        assert re.fullmatch(r"[0-9A-Z $%*+\-./:]+", qr.address(public, "7F3K9QWX"))


def test_the_path_of_an_installation_keeps_its_case() -> None:
    """Hosts are alike in either case, paths are not."""
    assert qr.address("https://a.go.id/Loket", "7f3k9qwx") == "HTTPS://A.GO.ID/Loket/S/7F3K9QWX"


def test_the_code_is_one_path_on_white_with_four_modules_of_quiet() -> None:
    root = ElementTree.fromstring(qr.svg("HTTP://127.0.0.1:8000/S/7F3K9QWX"))
    ground, code = root.findall(f"{SVG}path")
    side = int(root.attrib["viewBox"].split()[-1])
    assert ground.attrib == {"fill": "#fff", "d": f"M0 0h{side}v{side}H0z"}
    moves = [tuple(map(int, one)) for one in re.findall(r"M(\d+) (\d+)h(\d+)", code.attrib["d"])]
    assert min(x for x, _, _ in moves) == min(y for _, y, _ in moves) == 4
    assert max(x + length for x, _, length in moves) == side - 4
    assert max(y for _, y, _ in moves) == side - 5
