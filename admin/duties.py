"""Who is at a counter, and from which day to which."""

from datetime import date

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import DateField, HiddenField, SelectField
from wtforms.validators import Optional

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows.place.keep_duties import DutyList, add_duty, drop_duty, end_duty, list_duties
from kiosk.i18n import day_text

bp = Blueprint("duties", __name__)


class DutyForm(EditForm):
    staff = SelectField("Petugas", validate_choice=False)
    first = DateField("Hari pertama", validators=[Optional()])
    last = DateField(
        "Hari terakhir", validators=[Optional()], description="Kosongkan bila masih bertugas."
    )


class EndForm(EditForm):
    duty = HiddenField()
    last = DateField("Hari terakhir", validators=[Optional()])


class DropForm(EditForm):
    duty = HiddenField()


@bp.get("/titik/<point>/petugas")
@access.needs(Action.EDIT_PLACES, "point")
def listed(point: str) -> Answer:
    return _page(point, DutyForm(formdata=None))


@bp.post("/titik/<point>/petugas")
@access.needs(Action.EDIT_PLACES, "point")
def add(point: str) -> Answer:
    form = DutyForm()
    failed = attempt(form, lambda: _add(point, form))
    if failed is not None:
        return _page(point, form), failed
    flash("Petugas dicatat di loket ini.")
    return redirect(url_for(".listed", point=point), 303)


def _add(point: str, form: DutyForm) -> None:
    staff = desk.version(form.staff.data)
    add_duty(access.actor(), point, staff, _day(form.first.data), form.last.data, clock.now())


def _day(given: date | None, field: str = "first") -> date:
    if given is None:
        raise InvalidEntry({field: "Tulis harinya."})
    return given


@bp.post("/titik/<point>/petugas/akhiri")
@access.needs(Action.EDIT_PLACES, "point")
def end(point: str) -> Answer:
    form = EndForm()
    failed = attempt(form, lambda: _end(point, form))
    if failed is not None:
        return _page(point, DutyForm(formdata=None), desk.first(form.faults)), failed
    flash("Hari terakhirnya dicatat.")
    return redirect(url_for(".listed", point=point), 303)


def _end(point: str, form: EndForm) -> None:
    duty, last = desk.version(form.duty.data), _day(form.last.data, "last")
    end_duty(access.actor(), point, duty, last, clock.now())


@bp.post("/titik/<point>/petugas/hapus")
@access.needs(Action.EDIT_PLACES, "point")
def drop(point: str) -> Answer:
    form = DropForm()
    failed = attempt(
        form, lambda: drop_duty(access.actor(), point, desk.version(form.duty.data), clock.now())
    )
    if failed is not None:
        return _page(point, DutyForm(formdata=None), desk.first(form.faults)), failed
    flash("Catatan jaga dihapus.")
    return redirect(url_for(".listed", point=point), 303)


def _page(point: str, form: DutyForm, error: str | None = None) -> str:
    found = list_duties(point, clock.now())
    form.staff.choices = choices([(str(number), name) for number, name in found.people])
    if form.first.data is None and not form.is_submitted():
        form.first.data = found.today
    unit, back = found.point.unit, url_for("desk.points.listed", unit=found.point.unit.code)
    return render_template(
        "desk/duties.html",
        point=found.point,
        unit=unit,
        form=form,
        error=error,
        stamp=EditForm(formdata=None),
        today=found.today.isoformat(),
        duties=_shown(found),
        has_people=bool(found.people),
        is_used=found.is_used,
        urls={name: url_for(f".{name}", point=point) for name in ("add", "end", "drop")},
        staff_url=url_for("desk.staff.listed"),
        crumbs=[*desk.crumbs(), ("Loket dan QR", back)],
        tabs=[],
    )


def _shown(found: DutyList) -> list[dict[str, object]]:
    return [
        {
            "id": one.id,
            "name": one.name,
            "first": _told(one.first_day),
            "first_iso": one.first_day.isoformat(),
            "last": _told(one.last_day) if one.last_day else None,
        }
        for one in found.duties
    ]


def _told(one: date) -> str:
    return day_text(one).partition(", ")[2]
