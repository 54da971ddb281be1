"""What-if: which numbers reach WBK or WBBM, and what it takes at the least."""

from dataclasses import replace
from typing import Any

from flask import Blueprint, abort, current_app, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import access, what_if_blocks, what_if_text
from admin import zi as dossier
from admin.tables import file_of
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi import board_text as told
from kiosk.domain.zi import supposing
from kiosk.domain.zi.areas import AreaRule
from kiosk.domain.zi.board import Board
from kiosk.domain.zi.board_text import two
from kiosk.domain.zi.kinerja import OPTIONS
from kiosk.domain.zi.ladder import Ladder
from kiosk.domain.zi.margins import margins
from kiosk.domain.zi.rungs import ladder_of
from kiosk.domain.zi.supposing import Supposed
from kiosk.domain.zi.thresholds import AREA, Predicate, judge, predicates
from kiosk.domain.zi.what_if import Order, Path, Stand, find_path
from kiosk.flows.zi.ask_what_if import Standpoint, ask_what_if

bp = Blueprint("what_if", __name__)
FIELDS = ("ipak", "ipkp", "kinerja", "pengungkit")


@bp.get("/zi/<unit>/<int:year>/andaikan")
@access.needs(Action.SEE_HASIL, "unit")
def ask(unit: str, year: int) -> str | Response | tuple[str, int]:
    """The fields typed stand in the address, so that a question can be kept and sent on."""
    around = dossier.around(unit, year, "desk.what_if.ask")
    found = ask_what_if(unit, year, clock.now())
    typed = {name: request.args.get(name, "") for name in FIELDS}
    supposed, wrong = supposing.read(typed)
    blocks = what_if_blocks.of_items(found)
    wanted = request.args.get("csv")
    if wanted is not None:
        return file_of(f"andaikan-{unit}-{year}", wanted, blocks) or abort(404)
    board = _supposed(found.board, supposed)
    page = render_template(
        "desk/zi/what_if.html",
        unit=found.unit,
        year=year,
        f=_form(found.board, typed, wrong),
        errors=list(wrong.items()),
        supposed=supposed.anything,
        limits=told.limits(board),
        verdicts=[_verdict(found, board, place, supposed) for place in (0, 1)],
        lines=what_if_blocks.needs(found),
        spare=what_if_blocks.spare(found, supposed),
        complaints=what_if_blocks.complaints(found),
        open=found.sheet.open if found.board.known.areas and not supposed.pengungkit else 0,
        blocks=blocks,
        csv=lambda key: url_for(".ask", unit=unit, year=year, csv=key),
        item_url=_item_url(unit, year),
        plain_url=url_for(".ask", unit=unit, year=year),
        **around,
    )
    return (page, 422) if wrong else page


def _item_url(unit: str, year: int) -> Any:
    """The LKE page of an item, for whoever may open it."""
    may = access.actor().may(Action.SEE_ZI, access.spot())
    if not may or "desk.lke.item" not in current_app.view_functions:
        return lambda _code: None
    return lambda code: url_for("desk.lke.item", unit=unit, year=year, item=code)


def _supposed(board: Board, supposed: Supposed) -> Board:
    hasil = supposing.supposed_hasil(board.hasil, supposed)
    known = supposing.supposed_known(board.known, supposed)
    both = predicates(board.rules["ambang-wbbm"])
    return replace(
        board,
        hasil=hasil,
        known=known,
        verdicts=tuple(judge(hasil, one, known) for one in both),
        margins={one.code: margins(hasil, one, known) for one in both},
    )


def _form(board: Board, typed: dict[str, str], wrong: dict[str, str]) -> dict[str, Any]:
    found = board.hasil.inputs
    now = {
        "ipak": two(found.ipak.value) if found.ipak else None,
        "ipkp": two(found.ipkp.value) if found.ipkp else None,
        "pengungkit": two(found.pengungkit) if found.pengungkit is not None else None,
        "kinerja": board.performance.option,
    }
    labels = {"ipak": "IPAK", "ipkp": "IPKP", "pengungkit": "Pengungkit"}
    fields = [
        {
            "name": name,
            "label": label,
            "value": typed[name],
            "now": now[name],
            "error": wrong.get(name),
            "example": supposing.ENTRIES[name].example,
        }
        for name, label in labels.items()
    ]
    options = [(one.code, f"{one.code}: {one.label} ({two(one.points)})") for one in OPTIONS]
    return {
        "fields": fields,
        "options": options,
        "kinerja": typed["kinerja"].strip().upper(),
        "kinerja_now": now["kinerja"],
        "kinerja_error": wrong.get("kinerja"),
    }


def _verdict(found: Standpoint, board: Board, place: int, supposed: Supposed) -> dict[str, Any]:
    verdict = board.verdicts[place]
    predicate = verdict.predicate
    return {
        "code": predicate.code,
        "title": predicate.label,
        "passes": verdict.passes,
        "lacks": any(one.value is not None for one in verdict.missing),
        "word": told.verdict_word(board, place),
        "missing": [f"{one.sentence}." for one in verdict.missing],
        "unchecked": [f"{one.sentence}." for one in verdict.unchecked],
        "paths": None if verdict.passes else _paths(found, board, predicate, supposed),
    }


def _paths(
    found: Standpoint, board: Board, predicate: Predicate, supposed: Supposed
) -> list[dict[str, Any]]:
    ladder = _ladder(found, predicate, supposed)
    stand = supposing.stand_of(board.hasil, found.cells, ladder)
    every = {order: find_path(stand, predicate, order) for order in Order}
    shown: list[dict[str, Any]] = []
    for order, path in every.items():
        if path is not None and not _same(path, every.get(Order.ANSWERS), order):
            shown.append(_path(found, stand, path))
    if len(shown) == 1:
        shown[0]["title"] = "Jalan paling ringan"
    return shown


def _same(path: Path, first: Path | None, order: Order) -> bool:
    return order is not Order.ANSWERS and first == replace(path, order=Order.ANSWERS)


def _ladder(found: Standpoint, predicate: Predicate, supposed: Supposed) -> Ladder | None:
    """None where the LKE was not begun, or points were typed in its place."""
    if supposed.pengungkit is not None or not found.board.known.areas:
        return None
    percent = next((one.needed for one in predicate.unchecked if one.name == AREA), None)
    rule = AreaRule(found.settings["uji-area"])
    return ladder_of(found.sheet, found.facts.complaints, rule, percent)


def _path(found: Standpoint, stand: Stand, path: Path) -> dict[str, Any]:
    return {
        "title": what_if_text.TITLES[path.order],
        "effort": what_if_text.effort(path),
        "parts": what_if_text.parts(stand, path, found.sheet if stand.ladder else None),
    }
