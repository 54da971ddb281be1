"""Keying paper forms: the serial first, then one key a question, without a mouse or a script."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm

from admin import access, desk, paper_fields
from admin.editing import Answer
from kiosk import clock
from kiosk.domain.form import visible
from kiosk.domain.month import month_of, month_title
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.paper import DAY, SheetState, UnfitSheet, UnknownSheet
from kiosk.domain.survey.paper_entry import InvalidEntry
from kiosk.domain.survey.serial import WrongSerial, spoken
from kiosk.flows.survey.enter_sheet import Entered, enter_sheet
from kiosk.flows.survey.show_sheet import SheetView, next_sheet, show_sheet
from kiosk.flows.survey.take_back_sheet import take_back_sheet

bp = Blueprint("paper_entry", __name__)
SERIAL, LAST = "seri", "lalu"
_STANDS = (UnknownSheet, WrongSerial, UnfitSheet)


@bp.get("/kertas/<unit>/ketik")
@access.needs(Action.ENTER_PAPER, "unit")
def key(unit: str) -> Answer:
    """With a serial: its sheet, where this person may type it."""
    asked = request.args.get(SERIAL, "")
    if not asked:
        return _ask(unit)
    try:
        return _page(unit, _open(unit, asked))
    except _STANDS as refused:
        return _ask(unit, str(refused)), 422


def _open(unit: str, serial: str) -> SheetView:
    """Raises `UnfitSheet` naming who typed it already, where it waits for somebody else."""
    view = show_sheet(unit, serial)
    if view.may_type(access.actor()):
        return view
    state, spoke = view.found.sheet.state, spoken(view.found.sheet.serial)
    if state.is_over:
        raise UnfitSheet("Lembar %(serial)s: %(state)s.", serial=spoke, state=state.label.lower())
    if view.is_mine(access.actor()):
        raise UnfitSheet(
            "Lembar %(serial)s sudah Anda ketik dan menunggu orang lain.", serial=spoke
        )
    raise UnfitSheet("Lembar %(serial)s menunggu keputusan kepala unit.", serial=spoke)


@bp.post("/kertas/<unit>/ketik")
@access.needs(Action.ENTER_PAPER, "unit")
def enter(unit: str) -> Answer:
    given = {name: values[0] for name, values in request.form.lists()}
    serial = given.get(SERIAL, "")
    try:
        if not FlaskForm().validate_on_submit():
            return _page(unit, _open(unit, serial), ["Kirim sekali lagi. Isian masih ada."]), 422
        made = enter_sheet(access.actor(), unit, serial, given, clock.now())
    except InvalidEntry as why:
        wrong = {one.field: str(one) for one in reversed(why.problems)}
        return _page(unit, _open(unit, serial), [str(why)], wrong), 422
    except _STANDS as refused:
        return _ask(unit, str(refused)), 422
    flash(_told(made))
    after = next_sheet(access.actor(), unit, made.serial)
    again: dict[str, Any] = {SERIAL: after, DAY: given.get(DAY), LAST: made.serial}
    return redirect(url_for(".key", unit=unit, **again), 303)


def _told(made: Entered) -> str:
    now = month_of(clock.now(), desk.zone())
    late = f" sebagai jawaban susulan {month_title(made.month)}" if made.month < now else ""
    words = {
        SheetState.ONCE: "tersimpan, menunggu orang kedua.",
        SheetState.IN: f"masuk{late}." if made.turn == 1 else f"sama, masuk{late}.",
        SheetState.DIFFERS: "berbeda dari isian sebelumnya: menunggu kepala unit.",
    }
    return f"{spoken(made.serial)} {words[made.state]}"


@bp.post("/kertas/<unit>/ketik/urungkan")
@access.needs(Action.ENTER_PAPER, "unit")
def undo(unit: str) -> Answer:
    """The last sheet is empty again, and waits to be typed."""
    serial = request.form.get(SERIAL, "")
    if not FlaskForm().validate_on_submit():
        return _ask(unit, "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        back = take_back_sheet(access.actor(), unit, serial, clock.now())
    except Refusal as refused:
        return _ask(unit, str(refused)), 422
    flash(f"{spoken(back)} diurungkan. Ketik lagi dari awal.")
    again: dict[str, Any] = {SERIAL: back, DAY: request.form.get(DAY)}
    return redirect(url_for(".key", unit=unit, **again), 303)


def _ask(unit: str, error: str | None = None) -> str:
    """Only the serial and the day; what was typed there stays."""
    return render_template(
        "desk/paper_key.html",
        sheet=None,
        serial=visible(request.values.get(SERIAL, "")[:40]),
        error=error,
        **_frame(unit),
    )


def _page(
    unit: str, view: SheetView, told: list[str] | None = None, wrong: dict[str, str] | None = None
) -> str:
    found = view.found
    kept = request.form if request.method == "POST" else {}
    errors = wrong or {}
    rows = [
        {**row, "value": visible(kept.get(row["name"], "")), "error": errors.get(row["name"])}
        for row in paper_fields.rows(found.printed)
    ]
    return render_template(
        "desk/paper_key.html",
        sheet=found.sheet,
        serial=spoken(found.sheet.serial),
        rows=rows,
        fields=[row["name"] for row in rows],
        errors=[("", one) for one in told or []]
        + _listed(errors, [DAY, *(r["name"] for r in rows)]),
        day_error=errors.get(DAY),
        second=bool(found.entries),
        typists=", ".join(view.names.get(one.by, "") for one in found.entries),
        point=found.batch.point,
        error=None,
        **_frame(unit),
    )


def _listed(errors: dict[str, str], known: list[str]) -> list[tuple[str, str]]:
    """(id on the page or "", sentence), in the order of the page."""
    shown = [(f"k-{name}", errors[name]) for name in known if name in errors]
    return shown + [("", text) for name, text in errors.items() if name not in known]


def _frame(unit: str) -> dict[str, Any]:
    last = request.args.get(LAST, "")
    return {
        "unit": unit,
        "day": visible(request.values.get(DAY, "")[:20]),
        "last": _last(unit, last) if last else None,
        "form": FlaskForm(),
        "key_url": url_for(".key", unit=unit),
        "undo_url": url_for(".undo", unit=unit),
        "list_url": url_for("desk.paper_forms.listed", unit=unit),
        "crumbs": [
            *desk.crumbs(),
            ("Formulir kertas", url_for("desk.paper_forms.listed", unit=unit)),
        ],
        "tabs": [],
    }


def _last(unit: str, serial: str) -> dict[str, Any] | None:
    """The sheet just typed, while it can be taken back."""
    try:
        view = show_sheet(unit, serial)
    except Refusal:
        return None
    found = view.found
    mine = found.sheet.state is SheetState.ONCE and found.entries[0].by == access.actor().id
    return {"serial": found.sheet.serial, "spoken": spoken(found.sheet.serial)} if mine else None
