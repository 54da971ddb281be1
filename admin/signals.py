"""What surveys report of levies, gifts and brokers: the integrity team's page."""

from datetime import date
from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access
from kiosk import clock, i18n
from kiosk.domain.people.policy import Action
from kiosk.domain.survey.integrity import SUBJECTS
from kiosk.flows.zi.list_signals import Signal, list_signals

bp = Blueprint("signals", __name__)


@bp.get("/terlindungi/isyarat")
@access.needs(Action.SEE_SIGNALS)
def listed() -> str:
    found = list_signals(access.actor(), clock.now())
    return render_template(
        "desk/lane/signals.html",
        subjects=SUBJECTS,
        signals=[_shown(one) for one in found.listed],
        totals=found.totals,
        since=_day(found.since),
        crumbs=[("Terlindungi", url_for("desk.sealed.listed"))],
        tabs=[],
    )


def _day(day: date) -> str:
    """Without the name of the weekday."""
    return i18n.day_text(day).partition(", ")[2]


def _span(first: date, last: date) -> str:
    """ "12–18 Oktober 2026", or both in full where the month changes."""
    same = (first.year, first.month) == (last.year, last.month)
    return f"{first.day}–{_day(last)}" if same else f"{_day(first)} – {_day(last)}"


def _shown(one: Signal) -> dict[str, Any]:
    return {
        "week": _span(one.week, one.last_day),
        "unit": one.unit,
        "service": one.service,
        "counts": {subject: one.counts.get(subject, 0) for subject in SUBJECTS},
        "fresh": one.fresh,
    }
