"""Legal holds: what is kept from being erased because of a case, until when and by whom."""

from datetime import date

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from wtforms import DateField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.validators import Optional

from admin import access, callers, desk
from admin.editing import Answer, EditForm, attempt, choices
from kiosk import clock
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.people.policy import Action, NotAllowed
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnknownUnit
from kiosk.domain.upkeep.erasure import HoldKind
from kiosk.flows.cases import UnknownTicket
from kiosk.flows.upkeep.lift_hold import lift_hold
from kiosk.flows.upkeep.list_holds import ShownHold, list_holds
from kiosk.flows.upkeep.place_hold import hold_ticket, hold_unit
from kiosk.i18n import day_text

bp = Blueprint("holds", __name__)
_KINDS = choices([(HoldKind.TICKET, "Satu laporan"), (HoldKind.UNIT, "Satu unit dan bawahannya")])


class HoldForm(EditForm):
    kind = SelectField("Yang ditahan", choices=_KINDS, validate_choice=False)
    what = StringField("Nomor laporan atau kode unit", render_kw={"maxlength": 40})
    reason = TextAreaField(
        "Alasan", description="Perkara atau surat yang menjadi dasar.", render_kw={"rows": 3}
    )
    until = DateField("Sampai dengan", validators=[Optional()])


class LiftForm(EditForm):
    number = HiddenField()
    reason = StringField("Alasan")


@bp.get("/penahanan")
@access.needs(Action.HOLD_DATA)
def listed() -> str:
    return _page(HoldForm(formdata=None))


@bp.post("/penahanan")
@access.needs(Action.HOLD_DATA)
@access.fresh
def place() -> Answer:
    form = HoldForm()
    failed = attempt(form, lambda: _place(form))
    if failed is not None:
        return _page(form), failed
    flash("Data itu ditahan: tidak ada yang menghapusnya sampai hari terakhirnya.")
    return redirect(url_for(".listed"), 303)


def _place(form: HoldForm) -> None:
    until = form.until.data
    if until is None:
        raise InvalidEntry({"until": "Isi hari terakhir penahanan."})
    try:
        _hold(form, (form.what.data or "").strip(), until)
    except (UnknownTicket, UnknownUnit, NotAllowed) as unknown:
        told = "Nomor atau kode itu tidak ada, atau di luar wewenang Anda."
        raise InvalidEntry({"what": told}) from unknown


def _hold(form: HoldForm, what: str, until: date) -> None:
    who, instance = access.actor(), current_app.config["KIOSK"].instance_dir
    reason = form.reason.data or ""
    if form.kind.data == HoldKind.UNIT:
        hold_unit(who, what, reason, until, instance, clock.now())
    else:
        hold_ticket(who, what, reason, until, callers.keys(), instance, clock.now())


@bp.post("/penahanan/cabut")
@access.needs(Action.HOLD_DATA)
@access.fresh
def lift() -> Answer:
    form = LiftForm()
    failed = attempt(form, lambda: _lift(form))
    if failed is not None:
        return _page(HoldForm(formdata=None), desk.first(form.faults)), failed
    flash("Penahanan dicabut. Yang lewat masa simpannya dihapus pukul 4 pagi.")
    return redirect(url_for(".listed"), 303)


def _lift(form: LiftForm) -> None:
    instance = current_app.config["KIOSK"].instance_dir
    number, reason = desk.version(form.number.data), form.reason.data or ""
    lift_hold(access.actor(), number, reason, callers.keys(), instance, clock.now())


def _page(form: HoldForm, error: str | None = None) -> str:
    found = list_holds(access.actor(), callers.keys(), clock.now())
    return render_template(
        "desk/holds.html",
        found=[_shown(one) for one in found],
        form=form,
        stamp=EditForm(formdata=None),
        error=error,
        crumbs=[],
        tabs=[],
    )


def _shown(one: ShownHold) -> dict[str, object]:
    is_ticket = one.kind is HoldKind.TICKET
    return {
        "number": one.number,
        "what": f"Laporan {spoken_number(one.what)}" if is_ticket else one.what,
        "sealed": one.sealed,
        "until": day_text(one.until),
        "by": one.by,
        "reason": one.reason,
    }
