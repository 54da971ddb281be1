"""`kiosk qr poster`: every code on paper leads where it should, read back by a scanner."""

from __future__ import annotations

import dataclasses
import io
import re
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image

from kiosk.store.engine import transaction
from kiosk.store.place import edits, points, revision, units
from tests.commands.console import refused, said
from tests.factories import NOW, Place
from tests.services.tools import require

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config

PUBLIC = "https://skm.kupangkota.go.id"
CODES = (
    "2B4C6D8E",
    "3C5D7E9F",
    "4D6E8FAG",
    "5E7F9GBH",
    "6F8GAHCJ",
    "7G9HBJDK",
    "8HAJCKEM",
    "9JBKDMFN",
)
LONG = "Unit Pelaksana Teknis Daerah Pelayanan Administrasi Kependudukan " * 3
MILLIMETRE = 72 / 25.4


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Paper is the same from either database."""
    return sqlite_database


@pytest.fixture
def config(config: Config) -> Config:
    return dataclasses.replace(config, public_url=PUBLIC)


@pytest.fixture
def office(app: Flask, place: Place) -> Place:
    """Nine counters: eight of the unit's own, one of a unit below with a name of 195 letters."""
    with app.app_context(), transaction():
        below = units.add(place.instansi_id, "upt", LONG.strip(), "Asia/Makassar", place.unit_id)
        points.add(below, CODES[0], LONG.strip())
        for number, code in enumerate(CODES[1:], 2):
            points.add(place.unit_id, code, f"Loket {number}")
        points.add(place.unit_id, "0000AAAA", "Loket lama")
        points.close("0000AAAA", NOW)
    return place


def printed(app: Flask, unit: str, folder: Path, *words: str) -> Path:
    path = folder / "poster.pdf"
    said(app, "qr", "poster", "--unit", unit, "--out", path, *words)
    return path


def scanned(path: Path) -> list[str]:
    """What a scanner reads from the pages as printed, at 150 dots an inch."""
    require("pdftoppm")
    zbar = require("zbarimg")
    stem = path.with_suffix("")
    subprocess.run(["pdftoppm", "-r", "150", "-gray", path, stem], check=True)
    pages = sorted(path.parent.glob(f"{stem.name}-*.pgm"))
    read = subprocess.run(
        [zbar, "-q", "--raw", "-Sdisable", "-Sqrcode.enable", *pages],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    return read.stdout.split()


def sizes(path: Path) -> list[tuple[int, int]]:
    """Width and height of every page, in millimetres."""
    told = subprocess.run(
        [require("pdfinfo"), "-f", "1", "-l", "99", path],
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    found = re.findall(r"Page +\d+ size: +([\d.]+) x ([\d.]+) pts", told)
    return [(round(float(w) / MILLIMETRE), round(float(h) / MILLIMETRE)) for w, h in found]


def text(path: Path) -> str:
    told = subprocess.run(
        [require("pdftotext"), "-layout", path, "-"], capture_output=True, text=True, check=True
    ).stdout
    return " ".join(told.split())


@pytest.mark.parametrize(
    ("size", "paper", "pages"),
    [("a4", (210, 297), 9), ("a6", (105, 148), 9), ("lembar", (210, 297), 2)],
)
def test_each_code_of_the_whole_unit_reads_back_from_paper_of_the_right_size(
    app: Flask, office: Place, tmp_path: Path, size: str, paper: tuple[int, int], pages: int
) -> None:
    path = printed(app, office.unit, tmp_path, "--size", size)
    assert sizes(path) == [paper] * pages
    wanted = [f"{PUBLIC}/S/{code}".upper() for code in (office.point, *CODES)]
    assert sorted(scanned(path)) == sorted(wanted)


def test_a_poster_says_whose_it_is_the_code_in_letters_the_steps_and_the_promise(
    app: Flask, office: Place, tmp_path: Path
) -> None:
    told = text(printed(app, office.unit, tmp_path, "--point", office.point))
    for words in (
        "Instansi pemkot-kupang", "Dinas Dukcapil Kota Kupang", "7F3K-9QWX",
        "skm.kupangkota.go.id", "1. Pindai", "2. Jawab", "3. Selesai",
        "Tanpa nama, tanpa NIK, tanpa akun.",
    ):  # fmt: skip
        assert words in told
    assert "Contoh" not in told


def test_the_pdf_is_tagged_and_has_a_title(app: Flask, office: Place, tmp_path: Path) -> None:
    path = printed(app, office.unit, tmp_path)
    told = subprocess.run([require("pdfinfo"), path], capture_output=True, text=True, check=True)
    assert re.search(r"Tagged: +yes", told.stdout)
    assert "Poster QR Dinas Dukcapil Kota Kupang" in told.stdout
    assert re.search(r"Encrypted: +no", told.stdout)


def test_one_counter_fills_a_sheet_of_eight(app: Flask, office: Place, tmp_path: Path) -> None:
    path = printed(app, office.unit, tmp_path, "--size", "lembar", "--point", CODES[1])
    assert scanned(path) == [f"{PUBLIC}/S/{CODES[1]}".upper()] * 8


def test_the_crest_of_the_instansi_is_on_the_paper(
    app: Flask, office: Place, tmp_path: Path
) -> None:
    plain = printed(app, office.unit, tmp_path, "--point", office.point).read_bytes()
    red = io.BytesIO()
    Image.new("RGB", (40, 48), (200, 0, 0)).save(red, "PNG")
    with app.app_context(), transaction():
        edits.put_crest(edits.instansi("pemkot-kupang"), red.getvalue())
        revision.move()
    crested = printed(app, office.unit, tmp_path, "--point", office.point)
    subprocess.run([require("pdftoppm"), "-r", "40", "-png", crested, tmp_path / "c"], check=True)
    page = Image.open(next(iter(tmp_path.glob("c-*.png")))).convert("RGB")
    colours = {page.getpixel((x, y)) for x in range(page.width) for y in range(page.height // 4)}
    assert (200, 0, 0) in colours
    assert plain != crested.read_bytes()


@pytest.mark.parametrize("public", ["", "http://127.0.0.1:8000", "http://localhost"])
def test_without_a_public_address_nothing_is_printed(
    app: Flask, office: Place, tmp_path: Path, public: str
) -> None:
    app.config["KIOSK"] = dataclasses.replace(app.config["KIOSK"], public_url=public)
    path = tmp_path / "poster.pdf"
    told = refused(app, "qr", "poster", "--unit", office.unit, "--out", path)
    assert "KIOSK_PUBLIC_URL" in told
    assert not path.exists()


def test_another_address_may_be_given_for_once(app: Flask, office: Place, tmp_path: Path) -> None:
    path = printed(
        app, office.unit, tmp_path, "--public-url", "https://skm.go.id/Kupang",
        "--point", office.point,
    )  # fmt: skip
    assert scanned(path) == [f"HTTPS://SKM.GO.ID/Kupang/S/{office.point}"]


def test_a_unit_without_a_counter_and_a_place_that_is_not_there_are_refused(
    app: Flask, office: Place, tmp_path: Path
) -> None:
    with app.app_context(), transaction():
        units.add(office.instansi_id, "kosong", "Kosong", "Asia/Makassar")
    path = tmp_path / "tiada" / "poster.pdf"
    assert "belum punya loket" in refused(app, "qr", "poster", "--unit", "kosong", "--out", path)
    assert "tidak dapat ditulis" in refused(
        app, "qr", "poster", "--unit", office.unit, "--point", office.point, "--out", path
    )
    assert "tidak ada" in refused(app, "qr", "poster", "--unit", "lain", "--out", path)


def test_a_machine_without_weasyprint_says_what_to_do(
    app: Flask, office: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    path = tmp_path / "poster.pdf"
    assert "WeasyPrint" in refused(app, "qr", "poster", "--unit", office.unit, "--out", path)
