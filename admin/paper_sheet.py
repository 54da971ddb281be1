"""One sheet of paper: where it is, what two people read differently, and why it was cancelled."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from admin import access, desk, paper_fields
from admin.editing import Answer
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.paper import SheetState
from kiosk.domain.survey.serial import spoken
from kiosk.flows.survey.cancel_sheet import cancel_sheet
from kiosk.flows.survey.enter_sheet import TURNS
from kiosk.flows.survey.settle_sheet import settle_sheet
from kiosk.flows.survey.show_sheet import SheetView, show_sheet

bp = Blueprint("paper_sheet", __name__)
CHOICE = "isian."
RESEND = "Formulir kedaluwarsa. Kirim sekali lagi."


@bp.get("/kertas/<unit>/lembar/<sheet>")
@access.needs(Action.ENTER_PAPER, "unit")
def page(unit: str, sheet: str) -> str:
    return _page(unit, sheet)


@bp.post("/kertas/<unit>/lembar/<sheet>")
@access.needs(Action.SETTLE_PAPER, "unit")
def settle(unit: str, sheet: str) -> Answer:
    """The head's choice, field by field."""
    choice = {
        name.removeprefix(CHOICE): int(turn)
        for name, turn in request.form.items()
        if name.startswith(CHOICE) and turn in ("1", "2", "3")
    }
    reason = request.form.get("alasan", "")
    return _done(
        unit,
        sheet,
        lambda: settle_sheet(access.actor(), unit, sheet, choice, reason, clock.now()),
        "diputuskan dan masuk.",
    )


@bp.post("/kertas/<unit>/lembar/<sheet>/batalkan")
@access.needs(Action.ENTER_PAPER, "unit")
def cancel(unit: str, sheet: str) -> Answer:
    reason = request.form.get("alasan_batal", "")
    return _done(
        unit,
        sheet,
        lambda: cancel_sheet(access.actor(), unit, sheet, reason, clock.now()),
        "dibatalkan.",
    )


def _done(unit: str, sheet: str, act: Any, said: str) -> Answer:
    if not FlaskForm().validate_on_submit():
        return _page(unit, sheet, RESEND), 422
    try:
        act()
    except Refusal as refused:
        return _page(unit, sheet, str(refused)), 422
    flash(f"Lembar {spoken(sheet)} {said}")
    return redirect(url_for(".page", unit=unit, sheet=sheet), 303)


def _page(unit: str, sheet: str, error: str | None = None) -> str:
    view = show_sheet(unit, sheet)
    found = view.found
    heads = access.actor().may(Action.SETTLE_PAPER, access.spot())
    differs = found.sheet.state is SheetState.DIFFERS
    settles = heads and differs and not view.is_mine(access.actor())
    run_url = url_for("desk.paper_forms.run", unit=unit, batch=found.batch.code)
    return render_template(
        "desk/paper_sheet.html",
        unit=found.unit,
        sheet=found.sheet,
        serial=spoken(found.sheet.serial),
        point=found.batch.point,
        decided=_decided(view),
        entries=[_entry(one, view) for one in found.entries],
        shown=differs and heads,
        settles=settles,
        rows=_rows(view) if differs and heads else [],
        same=_same(view) if differs and heads else [],
        error=error,
        reason=request.form.get("alasan", ""),
        may_cancel=not found.sheet.state.is_over and (heads or not found.entries),
        undo_url=_undo_url(view),
        may_type=view.may_type(access.actor()),
        more=differs and len(found.entries) < TURNS,
        key_url=url_for("desk.paper_entry.key", unit=unit, seri=found.sheet.serial),
        cancel_url=url_for(".cancel", unit=unit, sheet=found.sheet.serial),
        form=FlaskForm(),
        crumbs=[
            *desk.crumbs(),
            ("Formulir kertas", url_for("desk.paper_forms.listed", unit=unit)),
            (f"Cetakan {found.batch.code}", run_url),
        ],
        tabs=[],
    )


def _undo_url(view: SheetView) -> str | None:
    """Of one's own entry, while it waits for the second person."""
    waits = view.found.sheet.state is SheetState.ONCE and view.is_mine(access.actor())
    return url_for("desk.paper_entry.undo", unit=view.found.unit.code) if waits else None


def _decided(view: SheetView) -> dict[str, str] | None:
    sheet = view.found.sheet
    if sheet.decided_by is None or sheet.decided_at is None:
        return None
    return {
        "by": view.names.get(sheet.decided_by, ""),
        "at": desk.moment(sheet.decided_at, view.found.unit.zone),
        "reason": sheet.reason,
    }


def _entry(one: Any, view: SheetView) -> dict[str, Any]:
    return {
        "turn": one.turn,
        "by": view.names.get(one.by, ""),
        "at": desk.moment(one.at, view.found.unit.zone),
    }


def _rows(view: SheetView) -> list[dict[str, Any]]:
    """The fields that differ: what each person read."""
    printed, called = view.found.printed, paper_fields.names(view.found.printed)
    return [
        {
            "name": f"{CHOICE}{name}",
            "label": called.get(name, name),
            "chosen": request.form.get(f"{CHOICE}{name}", ""),
            "values": [
                (one.turn, paper_fields.said(printed, name, one.typed))
                for one in view.found.entries
            ],
        }
        for name in view.differing
    ]


def _same(view: SheetView) -> list[tuple[str, str]]:
    """What all of them read alike."""
    printed, first = view.found.printed, view.found.entries[0].typed
    called = paper_fields.names(printed)
    return [
        (label, paper_fields.said(printed, name, first))
        for name, label in called.items()
        if name not in view.differing
    ]
