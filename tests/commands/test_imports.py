"""`kiosk import answers`: exit statuses, the one line, and what other tools read."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, refused, run, said
from tests.factories import Place, rows, snapshot
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask

TITLES = ",".join(f"U{place}" for place in range(1, 10))
ROW = "4,4,3,4,3,4,4,3,3"
WHERE = ("--unit", "dukcapil-kupang", "--period", "2026-10")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "oktober.csv"
    path.write_text(f"{TITLES}\n{ROW}\n{ROW}\nJumlah,8,6,8,6,8,8,6,6\n")
    return path


def test_the_document_says_what_was_taken_in(app: Flask, place: Place, sheet: Path) -> None:
    assert document(app, "import", "answers", sheet, *WHERE) == {
        "unit": "dukcapil-kupang",
        "period": "2026-10",
        "instrument": "skm-2017",
        "answers": 2,
        "excluded": [{"row": 4, "reason": "Baris penutup: Jumlah"}],
        "sha256": hashlib.sha256(sheet.read_bytes()).hexdigest(),
        "dry_run": False,
        "comparison": None,
    }


def test_a_person_reads_how_many_for_whom(app: Flask, place: Place, sheet: Path) -> None:
    told = said(app, "import", "answers", sheet, *WHERE, "--source", "paper")
    assert "2 jawaban diimpor untuk Dinas Dukcapil Kota Kupang, Oktober 2026." in told
    assert "Baris 4 tidak dihitung" in told
    assert {row["source"] for row in rows(app, "answers")} == {5}


def test_a_dry_run_writes_nothing(app: Flask, place: Place, sheet: Path) -> None:
    before = snapshot(app)
    assert document(app, "import", "answers", sheet, *WHERE, "--dry-run")["dry_run"] is True
    assert "belum disimpan" in said(app, "import", "answers", sheet, *WHERE, "--dry-run")
    assert snapshot(app) == before


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (("--unit", "tidak-ada"), "tidak-ada"),
        (("--period", "2026-11"), "belum dimulai"),
        (("--period", "2026-Q4"), "satu bulan"),
        (("--period", "Oktober"), "Oktober"),
        (("--instrument", "skm-1999"), "skm-1999"),
        (("--service", "kia"), "kia"),
    ],
)
@pytest.mark.parametrize("as_json", [(), ("--json",)])
def test_a_refusal_is_one_line_and_nothing_is_written(
    app: Flask, place: Place, sheet: Path, change: tuple[str, str], told: str, as_json: tuple[str]
) -> None:
    before = snapshot(app)
    assert told in refused(app, "import", "answers", sheet, *WHERE, *change, *as_json)
    assert snapshot(app) == before


def test_a_wrong_cell_is_named_by_file_row_and_column(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    path = tmp_path / "oktober.csv"
    path.write_text(f"{TITLES}\n{ROW}\n4,4,7,4,3,4,4,3,3\n")
    line = refused(app, "import", "answers", path, *WHERE, "--json")
    assert "oktober.csv: baris 3, kolom U3 (sel C3)" in line
    assert "1 sampai 4" in line


@pytest.mark.parametrize("name", ["tidak ada.csv", "surat.docx", "kosong.csv", "rusak.xlsx"])
def test_a_file_that_cannot_be_read_is_one_line(
    app: Flask, place: Place, tmp_path: Path, name: str
) -> None:
    path = tmp_path / name
    if not name.startswith("tidak"):
        path.write_bytes(b"PK\3\4 rusak" if name.startswith("rusak") else b"")
    assert name in refused(app, "import", "answers", path, *WHERE, "--json")


def test_a_file_is_taken_in_once(app: Flask, place: Place, sheet: Path) -> None:
    said(app, "import", "answers", sheet, *WHERE)
    before = snapshot(app)
    assert "sudah diimpor" in refused(app, "import", "answers", sheet, *WHERE, "--json")
    assert snapshot(app) == before


def test_a_missing_option_is_exit_2(app: Flask, place: Place, sheet: Path) -> None:
    result = run(app, "import", "answers", sheet, "--unit", "x")
    assert (result.exit_code, result.stdout) == (2, "")


def test_of_two_processes_one_takes_the_file_in(
    app: Flask, place: Place, sheet: Path, database_url: str, tmp_path: Path
) -> None:
    command = [sys.executable, "-m", "kiosk.cli", "import", "answers", str(sheet)]
    command += ["--unit", place.unit, "--period", "2026-01"]
    both = [
        subprocess.Popen(command, env=settings(database_url, tmp_path), text=True,
                         stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for _ in range(2)
    ]  # fmt: skip
    said_of = [one.communicate(timeout=60) for one in both]
    assert sorted(one.returncode for one in both) == [0, 2], said_of
    assert sorted("sudah diimpor" in err for _, err in said_of) == [False, True]
    assert len(rows(app, "answers")) == 2


def test_a_mapping_and_a_printed_figure_are_explained(
    app: Flask, place: Place, tmp_path: Path
) -> None:
    sheet = tmp_path / "kata.csv"
    sheet.write_text("No;Ramah?;Cepat?\n1;puas;kurang\n2;sangat puas;ya\nIKM;82,17\n")
    mapping = tmp_path / "peta.json"
    columns = {"1": "perilaku", "2": "waktu"}
    words = {"puas": 3, "sangat puas": 4, "kurang": 2, "ya": 4}
    mapping.write_text(json.dumps({"columns": columns, "words": words}))
    given = ("import", "answers", sheet, *WHERE, "--map", mapping, "--dry-run")
    text = said(app, *given)
    assert "Angka berkas 82.17, menurut PermenPANRB 14/2017 81.25" in text
    assert "Tidak satu pun" in text
    text = said(app, *given, "--compare", "81,3")
    assert "cocok" in text
    found = document(app, *given, "--compare", "65")["comparison"]
    assert (found["ours"], found["agrees"]) == ("81.25", False)
    assert ["kali-20"] in [one["keys"] for one in found["ways"]]
    assert "tidak terbaca" in refused(app, *given, "--compare", "banyak")
    words.pop("ya")
    mapping.write_text(json.dumps({"columns": columns, "words": words}))
    assert "1 tulisan belum punya nilai" in refused(app, *given)
    assert rows(app, "answers") == []
