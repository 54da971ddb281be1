"""The rows behind a period's figures: those that were counted, in their order, unnamed."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import openpyxl
import pytest

from kiosk.domain.index.document import Document, DocumentKind
from kiosk.domain.index.period import parse
from kiosk.domain.index.respondents import Traits, recomputed
from tests.factories import KTP, MONTH, NOW, Place, answer, rows
from tests.periods import AFTER, close, head_of

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.respondents import Sheet


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    """30 threes, ten fours, five of them by women who came for an identity card."""
    answer(app, place, 3, times=30)
    answer(app, place, 4, times=5)
    answer(app, place, 4, times=5, layanan=KTP.code, jenis_kelamin="P")
    return place


def leave_out(app: Flask, number: int) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.survey import exclusions

    with app.app_context(), transaction():
        asked = exclusions.ask(number, "uji coba petugas", 1, NOW)
        assert exclusions.decide(asked, exclusions.AGREED, "", 2, NOW)


def sheet(app: Flask, place: Place, closing_id: int | None = None) -> Sheet:
    from kiosk.flows.gathering_rows import sheet_of

    one = Document(
        0, place.unit_id, place.unit, parse(MONTH), "skm-2017", DocumentKind.SHEET_XLSX,
        closing_id, "K7QM2XH4W9TB", asked_at=AFTER,
    )  # fmt: skip
    with app.app_context():
        return sheet_of(one, "https://skm.contoh.go.id")


def test_rows_are_scores_in_the_order_of_the_chain(app: Flask, answered: Place) -> None:
    found = sheet(app, answered)
    assert list(found.rows) == [bytes([3] * 9)] * 30 + [bytes([4] * 9)] * 10
    assert found.respondents.traits[-1] == Traits("jP", KTP.code, 1)
    index = recomputed(found)
    assert index is not None
    assert index.ikm == found.figures.ikm


def test_a_closed_period_keeps_its_rows_whatever_comes_after(app: Flask, answered: Place) -> None:
    leave_out(app, rows(app, "answers")[0]["id"])
    made = close(app, answered, head_of(app, answered))
    before = sheet(app, answered, made.id)
    assert (len(before.rows), before.respondents.excluded, before.respondents.late) == (39, 1, 0)
    answer(app, answered, 1, times=20)
    leave_out(app, rows(app, "answers")[1]["id"])
    after = sheet(app, answered, made.id)
    assert (list(after.rows), after.respondents.excluded) == (list(before.rows), 1)
    assert after.respondents.late == 20
    index = recomputed(after)
    assert index is not None
    assert index.ikm == after.figures.ikm == made.figures.ikm
    assert len(sheet(app, answered).rows) == 58


def test_both_files_are_made_of_them(app: Flask, answered: Place) -> None:
    from kiosk.paper import spss, worksheet

    made = close(app, answered, head_of(app, answered))
    found = sheet(app, answered, made.id)
    answer(app, answered, 1, times=3)
    book = openpyxl.load_workbook(io.BytesIO(worksheet.make(found, lambda _a, _b: None)))
    assert {"Pengolahan data SKM", "Demografi", "Layanan", "Sumber", "Saran", "Metode"} <= set(
        book.sheetnames
    )
    said = [str(cell.value) for row in book["Metode"].iter_rows() for cell in row]
    assert made.digest in said
    assert made.head in said
    assert spss.make(found, lambda _a, _b: None).startswith(b"$FL2@(#) SPSS DATA FILE")
