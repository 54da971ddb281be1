"""Pengolahan data: a spreadsheet that recalculates the workbook comes to the app's own figures.

Every workbook is made first, its formulas' values are taken out, LibreOffice computes them all in
one start, and each test looks at the results.
"""

from __future__ import annotations

import json
import random
import subprocess
import sys
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kiosk.domain.cells import csv_text
from kiosk.domain.index.ikm import compute
from kiosk.domain.index.material import Said
from kiosk.domain.index.method import Method
from kiosk.domain.index.respondents import Sheet, counted, recomputed
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument, parse
from kiosk.flows.index.score_file import score_file
from kiosk.flows.steps import INSTRUMENTS
from kiosk.paper import worksheet
from tests.paper import sheets

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = "Pengolahan data SKM"
CASES = {
    case["id"]: case
    for case in json.loads((Path(__file__).parents[1] / "cases" / "published.json").read_text())
}
METHODS = {
    "1/n": Method(),
    "0.111": Method(weight=Decimal("0.111")),
    "0.11": Method(weight=Decimal("0.11")),
    "unsur-3": Method(round_unsur=3),
    "unsur-2": Method(weight=Decimal("0.11"), round_unsur=2),
}


def load(code: str) -> Instrument:
    return parse((INSTRUMENTS / f"{code}.toml").read_text("utf-8"))


FORMULAS = (
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "\0=1", "＝1+1", "baris\n=1+1", " =1+1",
    "=HYPERLINK(\"http://x.id\")", "=cmd|' /C calc'!A0", "\u00a0=1+1", "\ufeff=1", "x;=1", "x,=1",
)  # fmt: skip
SKM, SIXTEEN, SIX = load("skm-2017"), load("skm-2025"), load("spkp-6")


def tie(instrument: Instrument, number: random.Random, method: Method) -> list[bytes]:
    """Rows whose exact index ends on a half of the last decimal."""
    while True:
        rows = filled(instrument, number.choice((8, 40, 200)), number)
        found = compute(instrument, counted(instrument, rows), method)
        assert found is not None
        if found.exact * 1000 % 10 == 5:
            return rows


def filled(
    instrument: Instrument, count: int, number: random.Random, blank: float = 0
) -> list[bytes]:
    values = [0, *instrument.scale.values]
    weights = [0, *(value**2 for value in instrument.scale.values)]
    width = len(instrument.items)
    rows = (number.choices(values, weights, k=width) for _ in range(count))
    kept = [bytes(0 if number.random() < blank else one for one in row) for row in rows]
    return [row for row in kept if any(row)]


def published(folder: Path, case: str, weight: str | None) -> tuple[Sheet, str]:
    """The rows of a published case, and the figure it must give."""
    data = CASES[case]["data"]
    path = folder / f"{case}.json"
    path.write_text(json.dumps(data if "frequencies" in data else {"frequencies": _counts(data)}))
    method = Method(weight=Decimal(weight)) if weight else Method()
    scored = score_file(path, "skm-2017", method)
    columns = [
        [int(score) for score, many in row.items() for _ in range(many)]
        for row in (data.get("frequencies") or _counts(data)).values()
    ]
    longest = max(map(len, columns))
    padded = [column + [0] * (longest - len(column)) for column in columns]
    rows = [bytes(row) for row in zip(*padded, strict=True)]
    args = ["--weight", weight] if weight else []
    run = next(run for run in CASES[case]["runs"] if run["args"] == args)
    return sheets.sheet(scored.structure, rows, method), run["expect"]["ikm"]


def _counts(data: dict[str, Any]) -> dict[str, dict[str, int]]:
    columns = zip(*data["rows"], strict=True)
    return {
        f"U{at}": {str(score): column.count(score) for score in (1, 2, 3, 4)}
        for at, column in enumerate(columns, 1)
    }


def books(folder: Path) -> Iterator[tuple[str, Sheet, str]]:
    """(name, sheet, the figure it must give)."""
    for case, weight in (
        ("mk-2022q4", None), ("situs-2025-tw1-91", None), ("kemenag-tw3", "0.11"),
        ("sekadau-2019s1", None), ("sekadau-2019s1", "0.111"),
    ):  # fmt: skip
        yield f"{case}-{weight}", *published(folder, case, weight)
    number = random.Random(20261122)
    for label in ("1/n", "0.11", "unsur-2"):
        yield plain(f"blank {label}", SKM, filled(SKM, 137, number, 0.2), METHODS[label])
    for label in ("1/n", "0.111", "unsur-3"):
        yield plain(f"tie {label}", SKM, tie(SKM, number, METHODS[label]), METHODS[label])
    for label in ("0.11", "unsur-3"):
        rows = filled(SIXTEEN, 61, number, 0.15)
        yield plain(f"sixteen {label}", SIXTEEN, rows, METHODS[label])
    yield plain("tie sixteen", SIXTEEN, tie(SIXTEEN, number, Method()), Method())
    yield plain("six min", SIX, filled(SIX, 33, number), Method(conversion="min-max"))
    nobody = [bytes([4, 3, 0, 4, 4, 4, 4, 4, 4])] * 9
    yield plain("one unsur unanswered", SKM, nobody, Method())

    said = sheets.sheet(SKM, filled(SKM, 12, number))
    words = Said(comments=FORMULAS, total=len(FORMULAS))
    evil = replace(said.material, said=words, figures=replace(said.figures, unit_name="=1+1"))
    yield "formulas", Sheet(evil, said.respondents), str(said.figures.ikm)


def plain(
    name: str, instrument: Instrument, rows: list[bytes], method: Method
) -> tuple[str, Sheet, str]:
    sheet = sheets.sheet(instrument, rows, method)
    return name, sheet, str(sheet.figures.ikm)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Sheet, str, Any]]:
    """Name to sheet, figure, and the recalculated workbook."""
    folder = tmp_path_factory.mktemp("sheets")
    found = list(books(folder))
    files = {"csv": folder / "table.csv"}
    files["csv"].write_text("\ufeff" + csv_text(["saran", "n"], [[one, 3] for one in FORMULAS]))
    for at, (name, sheet, _) in enumerate(found):
        files[name] = folder / f"{at}.xlsx"
        sheets.without_values(worksheet.make(sheet, lambda _done, _of: None), files[name])
    out = sheets.recalculated(files.values(), folder)
    made_of_csv = openpyxl.load_workbook(out / "table.xlsx")
    return {"csv": (found[0][1], "", made_of_csv)} | {
        name: (sheet, wanted, openpyxl.load_workbook(out / files[name].name, data_only=True))
        for name, sheet, wanted in found
    }


Made = dict[str, tuple[Sheet, str, Any]]


def indexes(made: Made) -> list[tuple[str, tuple[Sheet, str, Any]]]:
    return [(name, one) for name, one in made.items() if name != "csv"]


def rows_of(book: Any, page: str = NAME) -> dict[str, list[Any]]:
    """The rows of a page by what stands in their first cell; the first of each."""
    found: dict[str, list[Any]] = {}
    for row in book[page].iter_rows(values_only=True):
        found.setdefault(str(row[0]), list(row))
    return found


def test_the_index_is_the_apps_to_the_last_digit(made: Made) -> None:
    for name, (sheet, wanted, book) in indexes(made):
        rows = rows_of(book)
        assert sheets.two(rows["IKM unit pelayanan"][1]) == wanted, name
        assert rows["Mutu pelayanan"][1] == sheet.figures.mutu, name


def test_every_spelling_of_the_weight_gives_its_own_index(
    made: Made,
) -> None:
    for name, (sheet, _, book) in indexes(made):
        rows = rows_of(book)
        for one in sheet.figures.spellings:
            label = "1/n (tepat)" if one.weight == "exact" else one.weight.replace(".", ",")
            assert sheets.two(rows[label][2]) == str(one.ikm), (name, label)
            assert rows[label][3] == one.mutu, (name, label)


def test_each_unsur_has_its_value_and_its_own_mutu(
    made: Made,
) -> None:
    for name, (sheet, _, book) in indexes(made):
        figures = {one.name: one for one in sheet.figures.unsur}
        side = 1 + len(sheet.material.instrument.items) + 2
        shown = [row[side:] for row in book[NAME].iter_rows(values_only=True) if len(row) > side]
        found = {row[1]: row for row in shown if row[1] in figures and row[2] is not None}
        assert set(found) == set(figures), name
        for label, one in figures.items():
            assert found[label][2] == pytest.approx(float(one.nrr), abs=1e-9), (name, label)
            assert sheets.two(found[label][3]) == str(one.value), (name, label)
            assert found[label][4] == one.mutu, (name, label)


def test_a_blank_is_an_empty_cell_and_no_zero(made: Made) -> None:
    sheet, _, book = made["blank 1/n"]
    rows = sorted(sheet.rows)
    first = next(at for at, row in enumerate(rows) if 0 in row)
    cells = [cell.value for cell in book[NAME][9 + first]][1:10]
    assert cells == [score or None for score in rows[first]]
    filled_cells = rows_of(book)["Jawaban terisi per unsur"][1:10]
    assert filled_cells == [sum(1 for row in sheet.rows if row[at]) for at in range(9)]


def test_the_order_of_rows_tells_nothing_of_who_came_when(made: Made) -> None:
    sheet, _, book = made["blank 1/n"]
    last = 8 + len(sheet.rows)
    shown = [
        bytes(score or 0 for score in row)
        for row in book[NAME].iter_rows(9, last, 2, 10, values_only=True)
    ]
    assert shown == sorted(sheet.rows) != list(sheet.rows)


def test_the_workbook_holds_its_values_for_programs_that_do_not_compute(
    made: Made, tmp_path: Path
) -> None:
    """Cached values are those LibreOffice computes, in every formula cell of every page."""
    for name in ("tie 0.111", "sixteen unsur-3", "six min", "one unsur unanswered"):
        sheet, _, theirs = made[name]
        path = tmp_path / "ours.xlsx"
        path.write_bytes(worksheet.make(sheet, lambda _done, _of: None))
        ours = openpyxl.load_workbook(path, data_only=True)
        for page in (NAME, "Hitungan tepat"):
            for row, other in zip(ours[page].iter_rows(), theirs[page].iter_rows(), strict=False):
                for cell, computed in zip(row, other, strict=False):
                    where = (name, page, cell.coordinate)
                    if isinstance(cell.value, int | float):
                        assert computed.value == pytest.approx(cell.value, abs=1e-9), where
                    else:
                        assert (computed.value or "") == (cell.value or ""), where


def test_the_respondents_can_be_read_back_by_the_program_itself(made: Made, tmp_path: Path) -> None:
    for name, code in (("blank 1/n", "skm-2017"), ("tie sixteen", "skm-2025")):
        sheet, wanted, _ = made[name]
        path = tmp_path / "again.xlsx"
        path.write_bytes(worksheet.make(sheet, lambda _done, _of: None))
        scored = score_file(path, code, Method())
        assert (str(scored.ikm.ikm), scored.ikm.respondents) == (wanted, len(sheet.rows))


def test_too_few_respondents_show_no_rows(tmp_path: Path) -> None:
    sheet = sheets.sheet(SKM, [bytes([4] * 9)] * 3, ikm=None, withheld="Responden terlalu sedikit.")
    path = tmp_path / "few.xlsx"
    path.write_bytes(worksheet.make(sheet, lambda _done, _of: None))
    book = openpyxl.load_workbook(path)
    cells = [str(cell.value) for row in book[NAME].iter_rows() for cell in row if cell.value]
    assert "Responden terlalu sedikit." in cells
    assert "Hitungan tepat" not in book.sheetnames
    assert not any(cell == "4" for cell in cells)


def test_rows_that_do_not_give_the_frozen_figure_say_so_on_top() -> None:
    sheet = sheets.sheet(SKM, [bytes([4] * 9)] * 20, ikm=Decimal("99.99"))
    found = recomputed(sheet)
    assert found is not None
    assert "PERHATIAN" in worksheet._notice(sheet, found.ikm)
    assert not worksheet._notice(sheets.sheet(SKM, [bytes([4] * 9)] * 20), Decimal("100.00"))


def test_a_short_sample_has_no_mutu(tmp_path: Path) -> None:
    path = tmp_path / "short.xlsx"
    sheet = sheets.sheet(SKM, [bytes([4] * 9)] * 20, minimum=30)
    path.write_bytes(worksheet.make(sheet, lambda _done, _of: None))
    rows = rows_of(openpyxl.load_workbook(path, data_only=True))
    assert rows["Mutu pelayanan"][1] == "Belum cukup sampel"
    assert rows["IKM unit pelayanan"][1] == 100


def test_no_word_of_a_citizen_becomes_a_formula(made: Made, tmp_path: Path) -> None:
    """F31: in the workbook, and in a CSV that a spreadsheet opened and saved."""
    sheet, _, _ = made["formulas"]
    path = tmp_path / "said.xlsx"
    path.write_bytes(worksheet.make(sheet, lambda _done, _of: None))
    ours = openpyxl.load_workbook(path)
    for page in set(ours.sheetnames) - {NAME, "Hitungan tepat"}:
        assert not [cell for row in ours[page].iter_rows() for cell in row if cell.data_type == "f"]
    assert str(ours[NAME]["B2"].value).startswith("'=1+1")
    [table] = made["csv"][2].worksheets
    cells = [row[:2] for row in table.iter_rows(min_row=2)]
    assert len(cells) == len(FORMULAS)
    for text, count in cells:
        assert (text.data_type, count.data_type, count.value) == ("s", "n", 3), text.value


def test_a_hundred_thousand_answers_fit_into_memory_and_patience(tmp_path: Path) -> None:
    """A third of them here: an XLSX of 100,000 may take 25 s and 300 MB. Not `ru_maxrss`, which
    a child inherits from whoever starts it."""
    script = """
import resource, sys
from tests.paper import sheets
from tests.paper.test_worksheet import SKM, filled
import random
rows = filled(SKM, 300, random.Random(1), 0.1) * 112
from kiosk.paper import worksheet
sheet = sheets.sheet(SKM, rows)
begun = resource.getrusage(resource.RUSAGE_SELF).ru_utime
told = []
worksheet.make(sheet, lambda done, of: told.append((done, of)))
used = resource.getrusage(resource.RUSAGE_SELF).ru_utime - begun
lines = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(len(rows), used, int(lines["VmHWM"].split()[0]) // 1024, len(told))
"""
    done = subprocess.run(
        [sys.executable, "-c", script], check=True, capture_output=True, text=True, timeout=100
    )
    count, seconds, megabytes, told = map(float, done.stdout.split())
    assert count > 33_000
    assert told > 5
    assert (seconds < 8, megabytes < 200) == (True, True), done.stdout


def test_half_up_is_not_what_a_spreadsheet_rounds() -> None:
    """The reason for the page of exact computation: the naive sum in binary misses ties."""
    missed = 0
    for seed in range(12):
        method = METHODS["0.111"]
        rows = tie(SKM, random.Random(seed), method)
        found = recomputed(sheets.sheet(SKM, rows, method))
        assert found is not None
        naive = sum(float(one.nrr) * 0.111 for one in found.unsur) * 25
        missed += f"{naive:.2f}" != str(half_up(Fraction(found.exact), 2))
    assert missed
