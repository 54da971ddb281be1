"""Office hours of a unit: a week of them from a day on, or between two days (Ramadan)."""

from datetime import date, time
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import DateField, StringField, TimeField
from wtforms.validators import InputRequired, Length, Optional

from admin import access
from admin.editing import Answer, EditForm, attempt
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.complaint.workdays import DAYS, Hours, HoursSet, InvalidHours
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.flows.place.set_hours import LABEL_LENGTH, set_hours, withdraw_hours
from kiosk.flows.place.show_calendar import YearView, show_calendar

bp = Blueprint("office_hours", __name__)


class HoursForm(EditForm):
    nama = StringField(
        "Nama jam kerja ini",
        [InputRequired(), Length(max=LABEL_LENGTH)],
        description="Misalnya: Jam kerja Ramadan 1448 H.",
    )
    mulai = DateField("Berlaku mulai", [InputRequired()])
    sampai = DateField(
        "Sampai dengan", [Optional()], description="Kosongkan bila berlaku seterusnya."
    )


for _number, _name in enumerate(DAYS):
    setattr(HoursForm, f"buka_{_number}", TimeField(f"Buka hari {_name}", [Optional()]))
    setattr(HoursForm, f"tutup_{_number}", TimeField(f"Tutup hari {_name}", [Optional()]))


@bp.route("/kalender/<unit>/jam", methods=["GET", "POST"])
@access.needs(Action.EDIT_CALENDAR, "unit")
def new(unit: str) -> Answer:
    """Opens with the hours that hold today."""
    found = show_calendar(unit, clock.now().year)
    if request.method == "GET":
        return _page(HoursForm(data=_today(found)), found)
    form = HoursForm()
    refused = attempt(form, lambda: set_hours(access.actor(), unit, _read(form), clock.now()))
    if refused:
        return _page(form, found, refused)
    flash("Jam kerja disimpan.")
    year = _read(form).first.year
    return redirect(url_for("desk.calendar.of_unit", unit=unit, year=year), 303)


@bp.post("/kalender/<unit>/jam/cabut")
@access.needs(Action.EDIT_CALENDAR, "unit")
def withdraw(unit: str) -> Answer:
    back = redirect(url_for("desk.calendar.of_unit", unit=unit), 303)
    if not DeskForm().validate_on_submit():
        flash("Formulir ini perlu dikirim sekali lagi.")
        return back
    try:
        label, first = request.form.get("nama", ""), date.fromisoformat(request.form["mulai"])
        withdraw_hours(access.actor(), unit, label, first, clock.now())
    except (Refusal, ValueError, KeyError):
        flash("Jam kerja itu tidak ada, atau sudah dicabut.")
        return back
    flash("Jam kerja dicabut.")
    return back


def _page(form: HoursForm, found: YearView, status: int = 200) -> tuple[str, int]:
    assert found.unit is not None
    body = render_template(
        "desk/office_hours.html",
        form=form,
        unit=found.unit,
        week=[
            (name, form[f"buka_{number}"], form[f"tutup_{number}"])
            for number, name in enumerate(DAYS)
        ],
        back=url_for("desk.calendar.of_unit", unit=found.unit.code),
        crumbs=[("Kalender", url_for("desk.calendar.of_unit", unit=found.unit.code))],
        tabs=[],
    )
    return body, status


def _today(found: YearView) -> dict[str, Any]:
    week = found.calendar.set_for(found.calendar.local_day(clock.now())).week
    shown: dict[str, Any] = {}
    for number, hours in enumerate(week):
        shown[f"buka_{number}"] = hours.opens if hours else None
        shown[f"tutup_{number}"] = hours.closes if hours else None
    return shown


def _read(form: HoursForm) -> HoursSet:
    week = tuple(
        _hours(name, form[f"buka_{number}"].data, form[f"tutup_{number}"].data)
        for number, name in enumerate(DAYS)
    )
    first: date | None = form.mulai.data
    if first is None:
        raise InvalidHours("Tulis tanggal mulainya.")
    return HoursSet((form.nama.data or "").strip(), week, first, form.sampai.data)


def _hours(day: str, opens: time | None, closes: time | None) -> Hours | None:
    if opens is None and closes is None:
        return None
    if opens is None or closes is None:
        raise InvalidHours("%(day)s: isi jam buka dan jam tutup, atau kosongkan keduanya.", day=day)
    if closes <= opens:
        raise InvalidHours("%(day)s: jam tutup harus sesudah jam buka.", day=day)
    return Hours(opens, closes)
