"""Zona Integritas over all units within reach: where each stands, and what is late."""

from fractions import Fraction
from itertools import groupby
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from admin import access, desk
from admin.zi import short_day
from kiosk import clock
from kiosk.domain.cells import Cell
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.board_line import BoardLine, Sort, ordered
from kiosk.domain.zi.figures import comma, published
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.list_board import list_board
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import number

bp = Blueprint("zi_board", __name__)
YEAR, SORT = "tahun", "urut"
COLUMNS = (
    (Sort.UNIT, "Unit", False),
    (Sort.PHASE, "Tahap", False),
    (Sort.PREDICATE, "Predikat", False),
    (Sort.HASIL, "Hasil, dari 40", True),
    (Sort.LATE, "Rencana aksi terlambat", True),
    (Sort.MONITORED, "Pemantauan", False),
)
TITLES = (
    "instansi", "unit", "kode", "tahap", "tahun berkas", "tanggal tahap", "predikat", "ditetapkan",
    "hasil", "total", "syarat WBK", "syarat yang kurang", "rencana aksi terlambat",
    "pemantauan terakhir", "pemantauan berikutnya",
)  # fmt: skip


@bp.get("/zi/")
@access.needs(Action.SEE_ZI)
def index() -> str:
    year, by = _year(), _sort()
    lines = ordered(list_board(access.actor(), year, clock.now()), by)
    return render_template(
        "desk/zi/board.html",
        year=year,
        earlier_url=_url(year - 1, by) if year - 1 in YEARS else None,
        later_url=_url(year + 1, by) if year + 1 in YEARS else None,
        columns=[_column(one, label, is_number, year, by) for one, label, is_number in COLUMNS],
        groups=[
            (name, [_shown(one, year) for one in those])
            for name, those in groupby(lines, key=lambda one: one.instansi)
        ],
        csv_url=url_for("desk.zi_board.table", tahun=year, urut=by.value),
        crumbs=[],
        tabs=[],
    )


@bp.get("/zi/papan.csv")
@access.needs(Action.SEE_ZI)
def table() -> Response:
    """No cell can be read as a formula."""
    year = _year()
    lines = ordered(list_board(access.actor(), year, clock.now()), _sort())
    return csv_answer(f"zona-integritas-{year}", TITLES, [_cells(one) for one in lines])


def _year() -> int:
    """The one asked for, else that of today. One nobody can mean is 404."""
    asked = request.args.get(YEAR, "")
    if not asked:
        return desk.today_in(desk.zone()).year
    if not (asked.isascii() and asked.isdigit() and len(asked) == 4 and int(asked) in YEARS):
        abort(404)
    return int(asked)


def _sort() -> Sort:
    asked = request.args.get(SORT, "")
    return Sort(asked) if asked in set(Sort) else Sort.UNIT


def _url(year: int, by: Sort) -> str:
    return url_for("desk.zi_board.index", tahun=year, urut=by.value)


def _column(one: Sort, label: str, is_number: bool, year: int, by: Sort) -> dict[str, Any]:
    return {
        "label": label,
        "url": _url(year, one),
        "current": one is by,
        "is_number": is_number,
    }


def _shown(one: BoardLine, year: int) -> dict[str, Any]:
    held = one.standing
    return {
        "name": one.name,
        "url": url_for("desk.phases.timeline", unit=one.code, year=year),
        "phase": held.phase.label if held.phase else None,
        "dossier": held.year if held.year != year else None,
        "on": short_day(held.on) if held.on else None,
        "predicate": held.predicate,
        "predicate_year": held.predicate_year,
        "hasil": _points(one.hasil),
        "total": _points(one.total),
        "passes": one.passes,
        "short": number(one.short) if one.short else None,
        "late": number(one.late) if one.late else None,
        "actions_url": url_for(
            "desk.actions.listed", unit=one.code, year=year, keadaan="terlambat"
        ),
        "monitored": short_day(one.monitored) if one.monitored else None,
        "due": short_day(one.due) if one.due else None,
        "overdue": one.overdue,
    }


def _points(value: Fraction | None) -> str | None:
    return None if value is None else comma(published(value))


def _verdict(one: BoardLine) -> str | None:
    if one.passes is None:
        return None
    if one.passes:
        return "terpenuhi"
    return "belum" if one.short else "belum dapat dinilai"


def _cells(one: BoardLine) -> list[Cell]:
    held = one.standing
    return [
        one.instansi,
        one.name,
        one.code,
        held.phase.value if held.phase else None,
        held.year,
        held.on,
        held.predicate,
        held.predicate_on,
        one.hasil,
        one.total,
        _verdict(one),
        one.short if one.passes is not None else None,
        one.late,
        one.monitored,
        one.due,
    ]
