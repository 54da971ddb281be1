"""The schedule of erasing: what is over, what waits for a person, what the last runs said."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import DateField, HiddenField
from wtforms.validators import Optional

from admin import access, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.upkeep import retention
from kiosk.domain.upkeep.retention import Due, Rule
from kiosk.flows.upkeep.permit_retention import permit_class, permit_clock
from kiosk.flows.upkeep.show_retention import Standing, show_retention

bp = Blueprint("retention", __name__)
UNTOLD = frozenset({"tersegel", "teks-audit"})
"""Protected cases, and reasons, some of which were written in one."""


class PermitForm(EditForm):
    """``many``: the number the page showed."""

    code = HiddenField()
    many = HiddenField()


class ClockForm(EditForm):
    day = DateField("Hari ini", validators=[Optional()])


@bp.get("/retensi")
@access.needs(Action.SEE_RETENTION, "instalasi")
def shown() -> str:
    return _page()


@bp.post("/retensi/setujui")
@access.needs(Action.CONFIRM_RETENTION, "instalasi")
@access.fresh
def permit() -> Answer:
    form = PermitForm()
    failed = attempt(form, lambda: _permit(form))
    if failed is not None:
        return _page(desk.first(form.faults)), failed
    flash("Disetujui. Penghapusan berikutnya, pukul 4 pagi, akan menghapusnya.")
    return redirect(url_for(".shown"), 303)


def _permit(form: PermitForm) -> None:
    many = desk.version(form.many.data)
    permit_class(access.actor(), form.code.data or "", many, clock.now())


@bp.post("/retensi/jam")
@access.needs(Action.CONFIRM_RETENTION, "instalasi")
@access.fresh
def trust_clock() -> Answer:
    form = ClockForm()
    failed = attempt(form, lambda: _trust(form))
    if failed is not None:
        return _page(desk.first(form.faults)), failed
    flash("Dicatat: jam server benar. Penghapusan berikutnya berjalan lagi.")
    return redirect(url_for(".shown"), 303)


def _trust(form: ClockForm) -> None:
    if form.day.data is None:
        raise InvalidEntry({"day": "Tulis hari ini menurut kalender Anda."})
    permit_clock(access.actor(), form.day.data, clock.now())


def _page(error: str | None = None) -> str:
    found = show_retention(clock.now())
    newest = found.runs[0] if found.runs else None
    due = sorted((_due(one, found) for one in found.due), key=lambda one: not one["waits"])
    return render_template(
        "desk/retention.html",
        due=due,
        waiting=sum(one["waits"] for one in due),
        others=[_other(one) for one in found.schedule if one.by != retention.BY_RUN],
        runs=[{"at": desk.moment(one.at), "ok": one.ok, "told": one.told} for one in found.runs],
        held=found.held,
        stopped=newest is not None and newest.told.startswith(retention.NOT_RUN),
        error=error,
        form=EditForm(formdata=None),
        crumbs=[],
        tabs=[],
    )


def _due(one: Due, found: Standing) -> dict[str, Any]:
    """Of some classes no sum: from one day to the next it would tell of a protected case (F50)."""
    is_told = one.rule.code not in UNTOLD
    return {
        "code": one.rule.code,
        "label": one.rule.label,
        "days": found.days[one.rule.code],
        "since": one.rule.since,
        "reason": one.rule.reason,
        "many": one.many,
        "total": one.total if is_told else None,
        "most": retention.most(one.total) if is_told else None,
        "waits": not one.is_agreed(None, permitted=found.permitted.get(one.rule.code)),
        "agreed": one.is_over_cap and one.rule.code in found.permitted,
    }


def _other(one: Rule) -> dict[str, Any]:
    return {"label": one.label, "days": one.days, "since": one.since, "reason": one.reason,
            "forever": one.by == retention.FOREVER}  # fmt: skip
