"""No file with rows says what one person answered about integrity; its index is the same."""

from __future__ import annotations

import io
import random
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kiosk.domain.index.respondents import Respondents, Sheet, Traits
from kiosk.domain.survey.integrity import guarded
from kiosk.flows.steps import load_instrument
from kiosk.paper import spss, worksheet
from kiosk.paper.system_file import coded
from tests.paper import sheets

if TYPE_CHECKING:
    from kiosk.domain.survey.instrument import Instrument

NAME = "Pengolahan data SKM"
TRAITS = Traits("jPu3", "ktp", 1)


def sheet(instrument: Instrument) -> Sheet:
    """40 respondents; each has one score throughout, so a row would tell it."""
    lot = random.Random(5)
    rows = [bytes([lot.choice((1, 4, 4))] * len(instrument.items)) for _ in range(40)]
    figures = sheets.sheet(instrument, rows)
    return Sheet(figures.material, Respondents(rows, [TRAITS] * 40))


def cells(made: Sheet) -> list[list[int]]:
    book = openpyxl.load_workbook(io.BytesIO(worksheet.make(made, lambda _d, _o: None)))
    width = len(made.material.instrument.items)
    found = book[NAME].iter_rows(min_row=9, max_row=48, min_col=2, max_col=width + 1)
    return [[int(str(one.value)) for one in row] for row in found]


@pytest.mark.parametrize("code", ["skm-2025", "spak"])
def test_a_worksheet_keeps_every_sum_and_ties_no_guarded_score_to_a_row(code: str) -> None:
    instrument = load_instrument(code)
    made, hidden = sheet(instrument), guarded(instrument)
    rows = cells(made)
    for at, item in enumerate(instrument.items):
        assert sum(row[at] for row in rows) == sum(one[at] for one in made.rows)
        if item in hidden:
            column = [row[at] for row in rows]
            assert column == sorted(column, reverse=True)
    if code == "skm-2025":
        places = {item: at for at, item in enumerate(instrument.items)}
        assert (rows[0][places["p1"]], rows[0][places["p8"]]) == (1, 4)
    text = worksheet.make(made, lambda _d, _o: None)
    book = openpyxl.load_workbook(io.BytesIO(text))
    said = [cell.value for row in book[NAME].iter_rows(min_row=49) for cell in row if cell.value]
    assert any("diurutkan sendiri-sendiri" in str(one) for one in said)


@pytest.mark.parametrize("code", ["skm-2025", "skm-2017"])
def test_a_data_file_withholds_them_beside_a_profile(code: str) -> None:
    instrument = load_instrument(code)
    made = sheet(instrument)
    facts = spss._facts(made, made.respondents.traits)
    rows = spss._rows(made, made.respondents.traits, facts)
    wanted = {coded(spss.WITHHELD)}
    for at, item in enumerate(instrument.items):
        values = {row[at] for row in rows}
        assert (values == wanted) is (item in guarded(instrument))
    variables = [spss._item(instrument, item) for item in instrument.items.values()]
    withheld = [one.name for one in variables if spss.WITHHELD in one.missing]
    assert len(withheld) == len(guarded(instrument))
    assert spss.make(made, lambda _d, _o: None)[:4] == b"$FL2"
