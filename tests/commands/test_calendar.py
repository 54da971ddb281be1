"""`kiosk calendar`: holidays from a file, listed, and compared."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.commands.console import document, refused, said
from tests.factories import Place, rows, snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask

TITLES = "tanggal;nama;jenis;keputusan\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "tambahan.csv"
    path.write_text(TITLES + "18/08/2026;Cuti Bersama Tambahan;cuti-bersama;\n", encoding="utf-8")
    return path


def test_a_dry_run_shows_what_would_change_and_writes_nothing(
    app: Flask, place: Place, file: Path
) -> None:
    before = snapshot(app)
    found = document(app, "calendar", "import", file, "--decree", "SKB 933", "--dry-run")
    [added] = found["added"]
    assert (added["date"], added["kind"], added["decree"]) == (
        "2026-08-18", "cuti-bersama", "SKB 933",
    )  # fmt: skip
    assert found["dry_run"] is True
    assert snapshot(app) == before


def test_what_is_imported_is_listed(app: Flask, place: Place, file: Path) -> None:
    assert "1 ditambah" in said(app, "calendar", "import", file, "--decree", "SKB 933")
    listed = document(app, "calendar", "list", "--year", "2026")
    assert len(listed["days"]) == 26
    [day] = [one for one in listed["days"] if one["date"] == "2026-08-18"]
    assert day["source"] == "berkas tambahan.csv"
    assert rows(app, "audit_records")[-1]["actor_id"] == 0
    told = said(app, "calendar", "list", "--year", "2026")
    assert "2026-08-18 Selasa" in told


def test_local_days_belong_to_a_unit(app: Flask, place: Place, tmp_path: Path) -> None:
    path = tmp_path / "lokal.csv"
    path.write_text(TITLES + "2026-04-23;Hari jadi;lokal;K 12\n", encoding="utf-8")
    assert "tanpa unit" in refused(app, "calendar", "import", path)
    said(app, "calendar", "import", path, "--unit", place.unit)
    here = document(app, "calendar", "list", "--year", "2026", "--unit", place.unit)
    nation = document(app, "calendar", "list", "--year", "2026")
    assert (len(here["days"]), len(nation["days"])) == (26, 25)


def test_a_refusal_names_file_row_and_column(app: Flask, place: Place, tmp_path: Path) -> None:
    path = tmp_path / "salah.csv"
    path.write_text(TITLES + "31/02/2026;X;nasional;S\n", encoding="utf-8")
    before = snapshot(app)
    told = refused(app, "calendar", "import", path)
    assert 'salah.csv: Baris 2, kolom tanggal: "31/02/2026" bukan tanggal' in told
    assert "tidak dapat dibaca" in refused(app, "calendar", "import", tmp_path / "tiada.csv")
    assert snapshot(app) == before


def test_the_check_exits_1_where_a_year_is_not_loaded(app: Flask, place: Place) -> None:
    found = document(app, "calendar", "check", "--year", "2026", "--year", "2027")
    assert (found["ok"], [one["days"] for one in found["years"]]) == (True, [25, 26])
    missing = document(app, "calendar", "check", "--year", "2028", exit_code=1)
    assert missing["years"][0]["days"] == 0
