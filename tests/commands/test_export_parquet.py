"""`kiosk export parquet`: the same index by SQL, nobody recognisable, the same files again."""

from __future__ import annotations

import builtins
import json
import subprocess
import sys
from datetime import timedelta
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow.parquet as parquet
import pytest

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.commands.console import document, refused, said
from tests.conftest import BOTH_DATABASES
from tests.factories import NOW, SKM, Clock, Place, answer, make_place
from tests.reports import report_ikm

if TYPE_CHECKING:
    from flask import Flask

BEFORE = NOW - timedelta(days=31)
MONTH = "2026-09"
TABLE = "skm-2017/provinsi=53/bulan=2026-09/jawaban.parquet"


@pytest.fixture
def place(app: Flask, clock: Clock, quick_hashes: None) -> Place:
    made = make_place(app)
    said(app, "setting", "set", "kode-wilayah", "53.71")
    answer(app, made, 3, times=7, now=BEFORE, layanan="kk", biaya="", jenis_kelamin="P")
    answer(app, made, 4, times=9, now=BEFORE, saran="Terima kasih, Pak Markus")
    answer(app, made, 1, times=6, now=BEFORE)
    answer(app, made, 2, times=2, now=BEFORE, layanan="kk")
    answer(app, made, 2, times=30)
    return made


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "kumpulan"


def export(app: Flask, out: Path, *more: str) -> Any:
    return document(app, "export", "parquet", "--out", out, *more)


def files(out: Path) -> dict[str, bytes]:
    return {str(one.relative_to(out)): one.read_bytes() for one in out.rglob("*") if one.is_file()}


def leave_out(app: Flask, place: Place, number: int) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion

    head = desk.make_staff(app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)])
    other = [Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)]
    second = desk.make_staff(app, other, name="Orang kedua")
    with app.app_context():
        ask_exclusion(head, number, "Diisi petugas sendiri menurut antrean", NOW)
        decide_exclusion(second, 1, agree=True, note="Rekaman dilihat", now=NOW)


ASK = """
import duckdb, json, sys
with duckdb.connect() as opened:
    print(json.dumps([str(one) for one in opened.execute(sys.argv[1], sys.argv[2:]).fetchone()]))
"""


def index_by_sql(out: Path, unit: str) -> tuple[Fraction, int]:
    """Sums and counts by DuckDB, divided as whole numbers: exact. In a process of its own, since
    what it leaves behind it tells on the screen when Python ends."""
    sums = ", ".join(f"sum({one}), count({one})" for one in SKM)
    query = (
        f"SELECT count(*), {sums} FROM read_parquet(?, hive_partitioning = true) "
        "WHERE unit = ? AND dihitung AND provinsi = 53 AND bulan = ?"
    )
    words = [query, f"{out}/skm-2017/*/*/*.parquet", unit, MONTH]
    told = subprocess.run([sys.executable, "-c", ASK, *words], capture_output=True, check=True)
    many, *rest = map(int, json.loads(told.stdout))
    means = [Fraction(total, count) for total, count in zip(rest[::2], rest[1::2], strict=True)]
    return sum(means, Fraction(0)) / len(means) * 25, many


class TestOnBothDatabases:
    """Which stream and sort the answers."""

    @pytest.fixture(params=BOTH_DATABASES)
    def database_url(self, request: pytest.FixtureRequest) -> str:
        url: str = request.getfixturevalue(f"{request.param}_database")
        return url

    def test_sql_over_the_files_gives_the_products_own_index(
        self, app: Flask, place: Place, folder: Path
    ) -> None:
        leave_out(app, place, 8)
        told = export(app, folder)
        assert (told["rows"], told["withheld"], told["months"]) == (24, 0, [MONTH]), (
            "not this month"
        )
        with app.app_context():
            report = report_ikm(place.unit, parse(MONTH))
        assert report.excluded == 1
        assert report.ikm
        assert index_by_sql(folder, place.unit) == (report.ikm.exact, 23)
        again = files(folder)
        assert export(app, folder) == told
        assert files(folder) == again, "to the last byte"
        assert set(again) == {"butir.csv", TABLE}
        plain_for_every_reader(folder / TABLE)
        nobody_in_it(folder / TABLE)


def plain_for_every_reader(path: Path) -> None:
    """A second reader; physical types alone, and no notes of one family of tools."""
    meta = parquet.read_metadata(path)
    kinds = {column.name: column.physical_type for column in meta.schema}
    assert set(kinds.values()) == {"BYTE_ARRAY", "BOOLEAN", "INT32"}
    assert list(kinds) == ["instrumen", "jenis", "unit", "layanan", "dihitung", *SKM]
    assert not meta.metadata
    found = parquet.read_table(path, partitioning=None).to_pylist()
    assert [one["layanan"] for one in found] == ["kk"] * 9 + ["ktp"] * 15
    assert [one["biaya"] for one in found[:9]] == [2, 2, *[None] * 7]
    assert [one["produk"] for one in found[:9]] == [2, 2, *[3] * 7]


def nobody_in_it(path: Path) -> None:
    """In order of what the rows say, not of when they came; no words, no profile, no number."""
    found = parquet.read_table(path, partitioning=None).to_pylist()
    scores = [[one[code] or 0 for code in SKM] for one in found if one["layanan"] == "ktp"]
    assert scores == sorted(scores)
    assert b"Markus" not in path.read_bytes()


def test_few_answers_are_not_named(app: Flask, place: Place, folder: Path) -> None:
    small = make_place(app, "kelurahan-oesapa", point="6H5N3SXY", instansi="kelurahan")
    answer(app, small, 2, times=3, now=BEFORE)
    answer(app, small, 2, times=4, now=BEFORE - timedelta(days=31))
    told = export(app, folder)
    assert told["withheld"] == 4, "a month of four answers"
    rows = parquet.read_table(folder / TABLE, partitioning=None).to_pylist()
    assert len(rows) == 27
    named = [(one["unit"], one["layanan"]) for one in rows]
    assert {one: named.count(one) for one in set(named)} == {(None, None): 27}


def test_what_is_gone_is_gone_from_the_folder_too(app: Flask, place: Place, folder: Path) -> None:
    export(app, folder)
    (folder / TABLE).with_name(".jawaban.parquet.baru").write_bytes(b"half")
    said(app, "setting", "set", "kode-wilayah", "31")
    export(app, folder, "--since", "2026-08", "--until", "2026-08")
    assert TABLE in files(folder), "another month is left alone"
    export(app, folder, "--since", MONTH)
    assert set(files(folder)) == {"butir.csv", TABLE.replace("=53", "=31")}


def test_another_folder_a_month_that_goes_on_and_a_missing_library_are_refused(
    app: Flask, place: Place, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.mkdir()
    (folder / "skripsi.docx").write_text("penting")
    assert "sudah berisi yang lain" in refused(app, "export", "parquet", "--out", folder)
    assert set(files(folder)) == {"skripsi.docx"}
    other = folder.with_name("lain")
    words = ["export", "parquet", "--out", other]
    assert "sudah lewat" in refused(app, *words, "--since", "2026-10")
    assert "sudah lewat" in refused(app, *words, "--since", "2026-09", "--until", "2026-08")
    true_import = builtins.__import__

    def without(name: str, *rest: Any) -> Any:
        if name.startswith("pyarrow"):
            raise ImportError(name)
        return true_import(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    assert "suara-loket[parquet]" in refused(app, *words)
    assert not other.exists()
