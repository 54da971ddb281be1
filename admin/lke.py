"""The LKE of a unit and year: all of it on one page, one item, and the table as a file."""

import re
from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for

from admin import access, lke_forms, lke_view, zi, zi_proofs
from admin.lke_forms import ItemForm
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.lke_sheet import proof_key
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.domain.zi.thresholds import WBBM, WBK
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.look_at_lke import ItemView, LkeView, look_at_item, look_at_lke, lost_of
from kiosk.fronts.house import house
from kiosk.fronts.sheets import csv_answer

bp = Blueprint("lke", __name__)
HERE = "desk.lke.sheet"
OPENED, CHECKED, ALL = "buka", "bukti", "semua"
_KEY = re.compile(r"([0-9]{4}):([IV]{1,3}\.[pr]\.[ivx]{1,4}\.[a-z])")


@bp.get("/zi/<unit>/<int:year>/lke")
@access.needs(Action.SEE_ZI, "unit")
def sheet(unit: str, year: int) -> str:
    around = zi.around(unit, year, HERE)
    view = look_at_lke(unit, year, clock.now())
    checked = request.args.get(CHECKED) == ALL
    lost = lost_of(_proofs(view), house()) if checked else frozenset()
    return render_template(
        "desk/zi/lke.html",
        unit=view.unit,
        year=year,
        version=view.sheet.version,
        s=lke_view.summary(view),
        rows=lke_view.area_rows(view),
        lines=[f"{one.code.upper()} {int(lke_view.line_of(one))}%" for one in _BOTH],
        hasil=lke_view.hasil_rows(view),
        sections=lke_view.sections(view, request.args.get(OPENED, ""), lost),
        open=view.sheet.open,
        begun=bool(view.sheet.staff),
        answered=len(view.sheet.values),
        unproven=view.sheet.unproven,
        unreasoned=[one.item.code for one in view.sheet.answers if one.unreasoned],
        proofs=len(_proofs(view)),
        checked=checked,
        lost=sorted(one.name for one in _proofs(view) if one.id in lost),
        urls=_urls(unit, year),
        may_keep=_may_keep(),
        **around,
    )


_BOTH = (WBK, WBBM)


def _proofs(view: LkeView) -> list[Proof]:
    return [proof for one in view.sheet.answers for proof in one.proofs]


def _urls(unit: str, year: int) -> dict[str, str]:
    """Of the page itself otherwise drawn, and of what stands beside it."""
    here: dict[str, Any] = {"unit": unit, "year": year}
    found = {
        "all": _drawn_as(here, OPENED, ALL),
        "check": _drawn_as(here, CHECKED, ALL),
        "table": url_for("desk.lke.table", **here),
        "hasil": url_for("desk.hasil.year", **here),
        "compared": url_for("desk.assessing.compared", **here),
    }
    return found


def _drawn_as(here: dict[str, Any], name: str, value: str) -> str:
    """The sheet with one of its areas open, or with its proof checked."""
    asked: dict[str, Any] = {**here, name: value}
    anchor = f"area-{value}" if value != ALL else None
    return url_for(HERE, _anchor=anchor, **asked)


@bp.get("/zi/<unit>/<int:year>/lke.csv")
@access.needs(Action.SEE_ZI, "unit")
def table(unit: str, year: int) -> Response:
    if year not in YEARS:
        abort(404)
    view = look_at_lke(unit, year, clock.now())
    return csv_answer(f"lke-{unit}-{year}", lke_view.TITLES, lke_view.cells(view))


@bp.get("/zi/<unit>/<int:year>/lke/<item>")
@access.needs(Action.SEE_ZI, "unit")
def item(unit: str, year: int, item: str) -> str:
    return drawn(unit, year, item)


def drawn(unit: str, year: int, item: str, form: ItemForm | None = None) -> str:
    """The page of an item; ``form``: one that was refused."""
    around = zi.around(unit, year, HERE)
    view = look_at_item(unit, year, item, clock.now())
    area = item.partition(".")[0]
    back = _drawn_as({"unit": unit, "year": year}, OPENED, area)
    around["crumbs"] = [*around["crumbs"], (f"LKE {view.sheet.year}", back)]
    may_keep = _may_keep()
    return render_template(
        "desk/zi/lke_item.html",
        unit=view.unit,
        year=year,
        one=lke_view.shown(view),
        history=lke_view.past(view, view.unit),
        judged=lke_view.judged(view),
        judge_url=_judge_url(view),
        proofs=_shown_proofs(view, may_keep),
        add_url=zi_proofs.add_url(unit, Subject.LKE, proof_key(year, item)) if may_keep else None,
        form=(form or lke_forms.form_of(view.found)) if may_keep else None,
        acts=lke_forms.urls(view),
        beside=_beside(view),
        **around,
    )


def _judge_url(view: ItemView) -> str | None:
    if not access.actor().may(Action.ASSESS_ZI, access.spot()):
        return None
    here: dict[str, Any] = {"unit": view.unit.code, "year": view.sheet.year}
    return url_for("desk.assessing.item", **here, item=view.found.item.code)


def _may_keep() -> bool:
    return access.actor().may(Action.KEEP_ZI, access.spot())


def _shown_proofs(view: ItemView, may_keep: bool) -> list[dict[str, Any]]:
    """Each read whole: one whose file is gone or was altered is named."""
    found = view.found.proofs
    lost = lost_of(found, house())
    drawn = zi_proofs.shown(view.unit.code, view.unit.zone, found, may_keep=may_keep)
    for one, line in zip(found, drawn, strict=True):
        line["whole"] = one.id not in lost
    return drawn


def _beside(view: ItemView) -> dict[str, str | None]:
    """The items before and after this one."""
    codes = [one.item.code for one in view.sheet.answers]
    place = codes.index(view.found.item.code)
    around = {"earlier": place - 1, "later": place + 1}
    return {
        name: _url(view, codes[to]) if 0 <= to < len(codes) else None for name, to in around.items()
    }


def _url(view: ItemView, code: str) -> str:
    return url_for("desk.lke.item", unit=view.unit.code, year=view.sheet.year, item=code)


def _home(unit: str, key: str) -> str:
    found = _KEY.fullmatch(key)
    if not found or int(found[1]) not in YEARS:
        return url_for("desk.units.profile", unit=unit)
    return url_for("desk.lke.item", unit=unit, year=int(found[1]), item=found[2])


zi_proofs.HOMES[Subject.LKE] = _home
