"""`kiosk export csv`: the rows of `export parquet`, as anything opens them."""

from __future__ import annotations

import csv
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, refused, said
from tests.factories import NOW, SKM, Clock, Place, answer, make_place

if TYPE_CHECKING:
    from flask import Flask

BEFORE = NOW - timedelta(days=31)
TABLE = "skm-2017/provinsi=53/bulan=2026-09/jawaban.csv"


@pytest.fixture
def place(app: Flask, clock: Clock) -> Place:
    made = make_place(app)
    said(app, "setting", "set", "kode-wilayah", "53.71")
    answer(app, made, 3, times=7, now=BEFORE, layanan="kk", biaya="", jenis_kelamin="P")
    answer(app, made, 4, times=9, now=BEFORE, saran="Terima kasih, Pak Markus")
    answer(app, made, 2, times=2, now=BEFORE, layanan="kk")
    answer(app, made, 2, times=30)
    return made


def test_each_answer_is_a_row_that_names_nobody(app: Flask, place: Place, tmp_path: Path) -> None:
    """Blanks are empty cells, a month that goes on is left out, and nothing else is told."""
    out = tmp_path / "kumpulan"
    told = document(app, "export", "csv", "--out", out)
    assert (told["rows"], told["months"], told["withheld"]) == (18, ["2026-09"], 0)
    text = (out / TABLE).read_bytes()
    assert text.startswith(b"\xef\xbb\xbf")
    assert b"Markus" not in text
    rows = list(csv.DictReader(text.decode("utf-8-sig").splitlines()))
    assert list(rows[0]) == ["instrumen", "jenis", "unit", "layanan", "dihitung", *SKM]
    given = Counter((row["layanan"], row["biaya"], row["waktu"]) for row in rows)
    assert given == {("kk", "", "3"): 7, ("ktp", "4", "4"): 9, ("kk", "2", "2"): 2}
    assert {(row["instrumen"], row["dihitung"]) for row in rows} == {("skm-2017", "1")}
    document(app, "export", "csv", "--out", out)
    assert (out / TABLE).read_bytes() == text, "again: the same rows"
    (out / "catatan.txt").write_text("milik orang lain")
    assert "sudah berisi yang lain" in refused(app, "export", "csv", "--out", out)
