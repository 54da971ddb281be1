"""Questionnaires in use by a unit: which, from which month to which."""

from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import RadioField, SelectField

from admin import access, desk, sitting
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.index.period import of_month, parse
from kiosk.domain.month import Month, month_title, shift
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import Use
from kiosk.flows.place.use_instrument import (
    UnitUses,
    cancel_instrument,
    end_instrument,
    list_uses,
    use_instrument,
)
from kiosk.flows.zi.weigh_sitting import weigh_sitting

bp = Blueprint("instruments", __name__)
AHEAD, BACK = 24, 36
"""Months offered after this one, and before it for what comes from files only."""


class UseForm(EditForm):
    instrument = SelectField("Kuesioner")
    on_form = RadioField(
        "Jawabannya datang dari",
        choices=choices([("ya", "Formulir di loket"), ("tidak", "Berkas saja (impor)")]),
    )
    first = SelectField("Mulai bulan")
    last = SelectField("Sampai bulan")


class EndForm(EditForm):
    last = SelectField("Bulan terakhir dipakai")


@bp.get("/instrumen/<unit>")
@access.needs(Action.SEE_PLACES, "unit")
def listed(unit: str) -> str:
    now = clock.now()
    found = list_uses(unit, now)
    may_edit = access.actor().may(Action.EDIT_INSTRUMENTS, access.spot())
    return render_template(
        "desk/instruments.html",
        unit=found.unit,
        giver=found.giver,
        own=[_shown(one, found, may_edit) for one in found.own],
        inherited=[_shown(one, found, False) for one in found.inherited],
        add_url=url_for(".add", unit=unit) if may_edit else None,
        sitting=sitting.shown(weigh_sitting(unit, now), unit),
        form=EditForm(),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.instruments.listed"),
    )


def _shown(use: Use, found: UnitUses, may_edit: bool) -> dict[str, Any]:
    here: dict[str, Any] = {
        "unit": found.unit.code,
        "instrument": use.instrument,
        "first": use.first,
    }
    begun = use.first <= found.this_month
    over = use.last is not None and use.last < found.this_month
    return {
        "title": found.known.get(use.instrument, use.instrument),
        "code": use.instrument,
        "first": month_title(use.first),
        "last": month_title(use.last) if use.last else None,
        "state": "selesai" if over else "dipakai" if begun else "belum mulai",
        "on_form": use.on_form,
        "end_url": url_for(".end", **here) if may_edit and begun and not over else None,
        "cancel_url": url_for(".cancel", **here) if may_edit and not begun else None,
    }


@bp.route("/instrumen/<unit>/tambah", methods=["GET", "POST"])
@access.needs(Action.EDIT_INSTRUMENTS, "unit")
def add(unit: str) -> Answer:
    now = clock.now()
    found, status = list_uses(unit, now), 200
    form = _form(found)
    if form.is_submitted():
        failed = attempt(form, lambda: _add(unit, form, now))
        if failed is None:
            flash("Instrumen dicatat.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    words = {"title": "Pakai instrumen", "send": "Pakai instrumen", "intro": _notice(found)}
    return page(form, status, **words, **_around(found))


def _notice(found: UnitUses) -> list[str]:
    if found.giver is None:
        return []
    return [
        f"Sekarang unit ini mengikuti {found.giver}. Begitu unit ini punya instrumen sendiri, "
        "yang dari atas tidak berlaku lagi di sini: catat semua yang ingin dipakai."
    ]


def _around(found: UnitUses) -> dict[str, Any]:
    back = url_for(".listed", unit=found.unit.code)
    return {
        "about": found.unit.name,
        "back": back,
        "crumbs": [*desk.crumbs(), ("Instrumen", back)],
    }


def _form(found: UnitUses) -> UseForm:
    this = str(of_month(found.this_month))
    form = UseForm(data={"first": this, "last": "", "on_form": "ya"})
    form.instrument.choices = choices([(c, f"{title} ({c})") for c, title in found.known.items()])
    form.first.choices = choices(_months(found.this_month, -BACK, AHEAD))
    form.last.choices = choices([("", "Tanpa batas"), *_months(found.this_month, -BACK, AHEAD)])
    return form


def _months(this: Month, first: int, last: int) -> list[tuple[str, str]]:
    wanted = [shift(this, by) for by in range(first, last + 1)]
    return [(str(of_month(one)), month_title(one)) for one in wanted]


def _add(unit: str, form: UseForm, now: datetime) -> None:
    last = parse(form.last.data).first if form.last.data else None
    use = Use(form.instrument.data, parse(form.first.data).first, last, form.on_form.data == "ya")
    use_instrument(access.actor(), unit, use, now)


@bp.route("/instrumen/<unit>/<instrument>/<int:first>/akhiri", methods=["GET", "POST"])
@access.needs(Action.EDIT_INSTRUMENTS, "unit")
def end(unit: str, instrument: str, first: int) -> Answer:
    now = clock.now()
    found, status = list_uses(unit, now), 200
    form = EndForm(data={"last": str(of_month(found.this_month))})
    form.last.choices = choices(_months(found.this_month, -1, AHEAD))
    if form.is_submitted():
        failed = attempt(form, lambda: _end(unit, instrument, first, form, now))
        if failed is None:
            flash("Akhir masa pakai dicatat.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    intro = ["Jawaban yang sudah masuk tetap dihitung menurut instrumennya."]
    title = found.known.get(instrument, instrument)
    words = {**_around(found), "about": f"{title} · {found.unit.name}"}
    return page(form, status, title="Akhiri instrumen", send="Akhiri", intro=intro, **words)


def _end(unit: str, instrument: str, first: Month, form: EndForm, now: datetime) -> None:
    if not form.last.data:
        raise InvalidEntry({"last": "Pilih bulannya."})
    end_instrument(access.actor(), unit, instrument, first, parse(form.last.data).first, now)


@bp.post("/instrumen/<unit>/<instrument>/<int:first>/batal")
@access.needs(Action.EDIT_INSTRUMENTS, "unit")
def cancel(unit: str, instrument: str, first: int) -> Response:
    form = EditForm()
    failed = attempt(
        form, lambda: cancel_instrument(access.actor(), unit, instrument, first, clock.now())
    )
    flash("Instrumen dibatalkan." if failed is None else desk.first(form.faults))
    return redirect(url_for(".listed", unit=unit), 303)
