"""F31: every table that leaves the house, opened by LibreOffice: words that look like formulas are
words, figures are figures, and so they are after it saved them and opened them again."""

from __future__ import annotations

import ast
import io
import itertools
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kiosk.domain.cells import csv_text
from kiosk.paper.workbook import Book, Formula
from tests.faults.conftest import Held
from tests.faults.hostile import fill
from tests.faults.ledger import FULL
from tests.faults.matrix import Filled, World
from tests.faults.robot import Robot, at_the_desk
from tests.paper.sheets import recalculated
from tests.payloads.formulas import PAYLOADS
from tests.rules.source import name_of, python_files, tree
from tests.services.tools import require

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Clock

pytestmark = [pytest.mark.slow, pytest.mark.timeout(600), pytest.mark.usefixtures("quick_hashes")]

WRITERS = {
    "kiosk/domain/cells.py": "writer", "kiosk/domain/complaint/lapor.py": "writer",
    "kiosk/domain/place/calendar_file.py": "writer", "kiosk/paper/workbook.py": "Workbook",
}  # fmt: skip
"""All that write a CSV or a workbook; every other export goes through one of them."""
TABLES = {
    "text/csv": ".csv",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ".xlsx",
}
MORE = re.compile(r'href="([^"]*[?&](?:amp;)?(?:csv|bentuk)=[^"]*)"')
FIGURES = (3, Decimal("-1.50"), 12, 0)


@pytest.fixture
def database_url(world_database: str) -> str:
    return world_database


def test_nothing_else_writes_a_table() -> None:
    found = {}
    for path in python_files():
        for node in ast.walk(tree(path)):
            name = getattr(node.func, "attr", "") if isinstance(node, ast.Call) else ""
            if name in ("writer", "DictWriter", "Workbook"):
                found[name_of(path)] = name
    assert found == WRITERS


def exported(robot: Robot) -> Iterator[tuple[str, bytes]]:
    """Every table of every page, and every file that is one."""
    drawn = (".pdf", ".svg", ".png", ".jpg", ".css")
    wanted = [address for _, address in robot.addresses if not address.endswith(drawn)]
    for address in wanted[:]:
        answer = robot.get(address)
        if answer.mimetype == "text/html":
            found = MORE.findall(answer.get_data(as_text=True))
            wanted += [one.replace("&amp;", "&") for one in found if one.startswith("/")]
            wanted += [address + one.replace("&amp;", "&") for one in found if one[0] == "?"]
    for address in dict.fromkeys(wanted):
        answer = robot.get(address)
        if answer.status_code == 200 and answer.mimetype in TABLES:
            name = re.sub(r"\W+", "-", address).strip("-")[-80:]
            yield name + TABLES[answer.mimetype], answer.get_data()


def corpus() -> Iterator[tuple[str, bytes]]:
    """All payloads beside figures, as both writers write them."""
    rows = [[text, FIGURES[at % 4]] for at, text in enumerate(PAYLOADS)]
    yield "corpus.csv", ("\ufeff" + csv_text(["kata", "angka"], rows)).encode()
    book = Book("Uji", datetime(2026, 10, 15, tzinfo=UTC), "&kaki =1+1")
    page = book.page("Lembar", [30, 10, 10])
    for text, figure in rows:
        page.add(text, figure, Formula("1+1", 2))
    yield "corpus.xlsx", book.content()


def formulas(content: bytes | Path) -> set[str]:
    book = openpyxl.load_workbook(io.BytesIO(content) if isinstance(content, bytes) else content)
    return {
        f"{sheet.title}!{cell.coordinate}"
        for sheet in book.worksheets
        for row in sheet.iter_rows()
        for cell in row
        if cell.data_type == "f"
    }


def cells(path: Path) -> list[list[Any]]:
    book = openpyxl.load_workbook(path, data_only=True)
    return [list(row) for row in book.worksheets[0].iter_rows(max_col=2)]


def converted(files: list[Path], folder: Path, to: str = "xlsx") -> list[Path]:
    """In one start of LibreOffice; in the order given."""
    out = recalculated(files, folder, to)
    return [out / f"{one.stem}.{to}" for one in files]


def test_no_export_holds_a_formula_that_is_not_ours(
    app: Flask, clock: Clock, filled_world: Filled, tmp_path: Path, held: Held
) -> None:
    require("soffice")
    robot, numbers = at_the_desk(app, World(app, filled_world.corners)), itertools.count()
    told = fill(robot, lambda: PAYLOADS[next(numbers) % len(PAYLOADS)], alone=FULL)
    files = {}
    for name, content in (*corpus(), *exported(robot)):
        kind = name.rpartition(".")[2]
        files[tmp_path / f"{kind}-{name}"] = content
    for path, content in files.items():
        path.write_bytes(content)
    ours = {path: formulas(one) if path.suffix == ".xlsx" else set() for path, one in files.items()}
    opened = converted(list(files), tmp_path / "a")
    found = {path.name: formulas(new) - ours[path] for path, new in zip(files, opened, strict=True)}
    foreign = sum(map(len, found.values()))
    assert foreign == 0, {name: where for name, where in found.items() if where}
    first = [path for path in opened if "corpus" in path.name]
    saved = converted(first, tmp_path / "b", "csv")
    again = converted(saved, tmp_path / "c")
    later = sum(len(formulas(path)) for path in again)
    assert later == 0, "what was saved is neutral too"
    figures = 0
    for path in (*first, *again):
        rows = cells(path)[-len(PAYLOADS) :]
        assert [row[0].data_type for row in rows] == ["s"] * len(PAYLOADS)
        assert [row[1].value for row in rows] == [float(FIGURES[n % 4]) for n in range(len(rows))]
        figures += len(rows)
    assert len(files) >= 15
    held(
        tried=f"{len(PAYLOADS)} formulas in {len(told.taken)} fields; {len(files)} exports opened "
        "in LibreOffice, saved as CSV and opened again",
        figure=f"{foreign + later} formula cells beside our own, {figures} of {figures} figures "
        "stayed numbers",
    )
