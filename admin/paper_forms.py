"""Forms on paper: ordered for a counter, printed in parts, and followed until they are back."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from admin import access, desk
from admin.editing import Answer
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.paper import AT_ONCE, MOST, SheetState, UnfitOrder
from kiosk.domain.survey.serial import spoken
from kiosk.flows.survey.list_sheets import Run, Runs, list_sheets, paper_units, show_run
from kiosk.flows.survey.order_sheets import order_sheets
from kiosk.flows.survey.print_sheets import print_sheets
from kiosk.i18n import number
from kiosk.paper import paper_form

bp = Blueprint("paper_forms", __name__)
TAB = "desk.paper_forms.listed"
_COLUMNS = (
    SheetState.PRINTED,
    SheetState.ONCE,
    SheetState.DIFFERS,
    SheetState.IN,
    SheetState.CANCELLED,
)


@bp.get("/kertas")
@access.needs(Action.ENTER_PAPER)
def choose() -> Answer:
    """Most people have one unit, and are there at once."""
    found = paper_units(access.actor())
    if len(found) == 1:
        return redirect(url_for(".listed", unit=found[0][0]), 303)
    units = [(name, url_for(".listed", unit=code)) for code, name in found]
    return render_template("desk/paper_units.html", units=units, crumbs=[], tabs=[])


@bp.get("/kertas/<unit>")
@access.needs(Action.ENTER_PAPER, "unit")
def listed(unit: str) -> str:
    return _page(list_sheets(unit))


@bp.post("/kertas/<unit>")
@access.needs(Action.ENTER_PAPER, "unit")
def order(unit: str) -> Answer:
    """Its sheets have their numbers from here on; printing is a second step."""
    asked = request.form.get("lembar", "").strip()
    try:
        if not FlaskForm().validate_on_submit():
            raise UnfitOrder("Formulir kedaluwarsa. Kirim sekali lagi.")
        point = request.form.get("loket", "").replace("\0", "")
        made = order_sheets(access.actor(), unit, point, _whole(asked), clock.now())
    except (UnfitOrder, ValueError) as refused:
        return _page(list_sheets(unit), str(refused), asked), 422
    flash("Nomor seri sudah disiapkan. Unduh PDF-nya, lalu cetak bolak-balik.")
    return redirect(url_for(".run", unit=unit, batch=made), 303)


def _whole(text: str) -> int:
    """0 for what is no number: refused by whoever counts."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


@bp.get("/kertas/<unit>/cetakan/<batch>")
@access.needs(Action.ENTER_PAPER, "unit")
def run(unit: str, batch: str) -> str:
    return _run(show_run(unit, batch))


@bp.post("/kertas/<unit>/cetakan/<batch>")
@access.needs(Action.ENTER_PAPER, "unit")
def printed(unit: str, batch: str) -> Answer:
    """A PDF of some sheets: posted, since who printed which is written down."""
    first, last = (_whole(request.form.get(name, "")) for name in ("dari", "sampai"))
    if not FlaskForm().validate_on_submit():
        return _run(show_run(unit, batch), "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        made = print_sheets(access.actor(), unit, batch, first, last, clock.now())
        paper = paper_form.Paper(made.point, made.printed, made.crest)
        content = paper_form.make(paper, made.serials)
    except Refusal as refused:
        return _run(show_run(unit, batch), str(refused)), 422
    name = f"formulir-{unit}-{batch}-{first}-{last}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, mimetype="application/pdf", headers=headers)


def _page(found: Runs, error: str | None = None, asked: str = "30") -> str:
    unit = found.unit.code
    return render_template(
        "desk/paper_forms.html",
        unit=found.unit,
        points=found.points,
        chosen=request.form.get("loket", ""),
        asked=asked,
        most=number(MOST),
        error=error,
        double=found.double,
        rows=[
            {
                "code": one.code,
                "url": url_for(".run", unit=unit, batch=one.code),
                "point": one.point,
                "at": desk.moment(one.ordered_at, found.unit.zone),
                "by": found.names.get(one.ordered_by, ""),
                "counts": _counts(found.counts[one.id]),
            }
            for one in found.batches
        ],
        columns=[one.label for one in _COLUMNS],
        key_url=url_for("desk.paper_entry.key", unit=unit),
        form=FlaskForm(),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", TAB),
    )


def _counts(found: Any) -> list[str]:
    return [number(found.get(one, 0)) for one in _COLUMNS]


def _run(found: Run, error: str | None = None) -> str:
    unit, batch = found.unit.code, found.batch
    return render_template(
        "desk/paper_run.html",
        unit=found.unit,
        batch=batch,
        count=number(batch.count),
        at=desk.moment(batch.ordered_at, found.unit.zone),
        by=found.names.get(batch.ordered_by, ""),
        version=batch.layout.version,
        codes=", ".join(batch.layout.instruments),
        progress=list(zip([one.label for one in _COLUMNS], _counts(found.counts), strict=True)),
        done=found.counts.get(SheetState.IN, 0),
        parts=_parts(found),
        at_once=AT_ONCE,
        sheets=[_sheet(one, found) for one in found.sheets],
        double=found.double,
        error=error,
        form=FlaskForm(),
        key_url=url_for("desk.paper_entry.key", unit=unit),
        crumbs=[*desk.crumbs(), ("Formulir kertas", url_for(".listed", unit=unit))],
        tabs=desk.tabs(unit, "", TAB),
    )


def _parts(found: Run) -> list[dict[str, Any]]:
    """Fifty sheets each, with who printed them when."""
    made = []
    for first in range(1, found.batch.count + 1, AT_ONCE):
        last = min(first + AT_ONCE - 1, found.batch.count)
        before = [row for row in found.prints if row.first <= last and row.last >= first]
        told = [
            f"{found.names.get(row.by, '')}, {desk.moment(row.at, found.unit.zone)}"
            for row in before
        ]
        made.append({"first": first, "last": last, "before": told})
    return made


def _sheet(one: Any, found: Run) -> dict[str, Any]:
    typists = [found.names.get(had.by, "") for had in found.entries.get(one.serial, [])]
    return {
        "serial": spoken(one.serial),
        "url": url_for("desk.paper_sheet.page", unit=found.unit.code, sheet=one.serial),
        "state": one.state.label,
        "differs": one.state is SheetState.DIFFERS,
        "typists": ", ".join(typists),
        "reason": one.reason,
    }
