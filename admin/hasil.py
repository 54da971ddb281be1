"""Papan hasil of Zona Integritas: every number with its line and where it came from."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, current_app, render_template, url_for

from admin import access, hasil_blocks, zi_proofs
from admin import zi as dossier
from kiosk import clock
from kiosk.domain.index import period as periods
from kiosk.domain.people.policy import Action
from kiosk.domain.zi import board_text as told
from kiosk.domain.zi import hasil as zi
from kiosk.domain.zi.board import Board, LkeLine
from kiosk.domain.zi.board_text import Part, two
from kiosk.domain.zi.proof import Subject
from kiosk.flows.zi.show_board import show_board

bp = Blueprint("hasil", __name__)
YEARS = range(2004, 2100)


@bp.get("/hasil/<unit>/<int:year>")
@access.needs(Action.SEE_HASIL, "unit")
def year(unit: str, year: int) -> str:
    if year not in YEARS:
        abort(404)
    board = show_board(unit, periods.parse(str(year)), clock.now())
    return render_template(
        "desk/hasil.html",
        unit=board.unit,
        year=year,
        h=_shown(board),
        parts=[_part(board, one, year) for one in told.parts(board)],
        limits=told.limits(board),
        verdicts=[_verdict(board, place) for place in range(len(board.verdicts))],
        targets=told.targets(board),
        proposal=board.performance.proposal,
        against=hasil_blocks.both(hasil_blocks.against, board),
        trend=_trend(board),
        lke=_lke(board, year),
        acts=_acts(board, year),
        files=_files(board, year),
        lke_url=url_for("desk.lke.sheet", unit=unit, year=year) if _may(Action.SEE_ZI) else None,
        what_if_url=url_for("desk.what_if.ask", unit=unit, year=year),
        **dossier.around(unit, year, "desk.hasil.year"),
    )


def _shown(board: Board) -> dict[str, Any]:
    found = board.hasil
    return {
        "hasil": two(found.hasil),
        "hasil_max": two(zi.HASIL_MAX),
        "stack": [float(one) if one is not None else None
                  for one in (found.ipak, found.kinerja, found.ipkp)],
        "bersih_akuntabel": two(found.bersih_akuntabel),
        "bersih_akuntabel_max": two(zi.BERSIH_AKUNTABEL_MAX),
        "pelayanan_prima": two(found.pelayanan_prima),
        "pelayanan_prima_max": two(zi.PELAYANAN_PRIMA_MAX),
        "total": two(found.total),
        "total_max": two(zi.TOTAL_MAX),
        "provisional": board.provisional,
        "digest": board.digest[:16],
    }  # fmt: skip


def _part(board: Board, one: Part, year: int) -> dict[str, Any]:
    subject, key = _proof_place(one.key, year)
    files = board.proofs.get(one.key, ())
    may_keep = _may(Action.KEEP_ZI)
    return {
        "it": one,
        "points": two(one.points) if one.points is not None else None,
        "points_number": float(one.points) if one.points is not None else None,
        "most": two(one.most),
        "most_number": float(one.most),
        "proofs": zi_proofs.shown(board.unit.code, board.unit.zone, files, may_keep=may_keep),
        "has_proofs": subject is not None and _may(Action.SEE_ZI),
        "add_url": zi_proofs.add_url(board.unit.code, subject, key)
        if subject and may_keep
        else None,
    }


def _proof_place(key: str, year: int) -> tuple[Subject | None, str]:
    if key == "kinerja":
        return Subject.PERFORMANCE, str(year)
    return (Subject.OFFICIAL, f"{year}:{key}") if key in ("ipak", "ipkp") else (None, "")


def _verdict(board: Board, place: int) -> dict[str, Any]:
    verdict = board.verdicts[place]
    return {
        "code": verdict.predicate.code,
        "title": verdict.predicate.label,
        "passes": verdict.passes,
        "word": told.verdict_word(board, place),
        "missing": [f"{one.sentence}." for one in verdict.missing if one.value is not None],
        # What nobody has entered yet is not a shortfall, and no pass either.
        "unchecked": [
            *(f"{one.sentence}." for one in verdict.missing if one.value is None),
            *(f"{one.sentence}." for one in verdict.unchecked),
        ],
    }


def _trend(board: Board) -> dict[str, Any] | None:
    if not hasil_blocks.any_month(board):
        return None
    points = hasil_blocks.any_points(board)
    return {
        "indexes": hasil_blocks.both(hasil_blocks.indexes, board),
        "points": hasil_blocks.both(hasil_blocks.points, board) if points else None,
        "table": hasil_blocks.months_table(board),
    }


def _lke(board: Board, year: int) -> dict[str, Any] | None:
    if board.lke is None:
        return None
    return {
        "title": board.lke.title,
        "points": two(board.lke.points),
        "most": two(board.lke.most),
        "rows": [(one, _item_url(board, one, year), *told.answer(one)) for one in board.lke.lines],
    }


def _item_url(board: Board, one: LkeLine, year: int) -> str | None:
    if "desk.lke.item" not in current_app.view_functions or not _may(Action.SEE_ZI):
        return None
    return url_for("desk.lke.item", unit=board.unit.code, year=year, item=one.code)


def _acts(board: Board, year: int) -> list[tuple[str, str]]:
    """Where to enter what comes from outside, for whoever may."""
    if not _may(Action.ENTER_FIGURES):
        return []
    where: dict[str, Any] = {"unit": board.unit.code, "year": year}
    return [
        ("Isi nilai resmi", url_for("desk.figures.official", **where)),
        ("Isi capaian kinerja", url_for("desk.figures.performance", **where)),
        ("Tetapkan target pengaduan", url_for("desk.targets.edit", **where)),
    ]


def _files(board: Board, year: int) -> Mapping[str, str]:
    where: dict[str, Any] = {"unit": board.unit.code, "year": year}
    return {
        "pdf": url_for("desk.hasil_files.as_pdf", **where),
        "xlsx": url_for("desk.hasil_files.as_xlsx", **where),
    }


def _may(action: Action) -> bool:
    return access.actor().may(action, access.spot())


def _home(unit: str, key: str) -> str:
    """The board of the year that a key begins with."""
    year = key.partition(":")[0]
    if not year.isascii() or not year.isdigit() or int(year) not in YEARS:
        return url_for("desk.units.profile", unit=unit)
    return url_for("desk.hasil.year", unit=unit, year=int(year))


zi_proofs.HOMES[Subject.OFFICIAL] = _home
zi_proofs.HOMES[Subject.PERFORMANCE] = _home
