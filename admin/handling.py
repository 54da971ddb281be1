"""How a unit handled the reports it received: the figures of its head, and the same as a file."""

from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import access, callers, desk, handling_view
from kiosk import clock
from kiosk.domain.complaint.handling_span import InvalidSpan
from kiosk.domain.complaint.share import Denominator
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.report_handling import Asked, show_handling
from kiosk.flows.handled import HandlingReport
from kiosk.fronts.sheets import csv_answer

bp = Blueprint("handling", __name__)


@bp.get("/penanganan/<unit>")
@access.needs(Action.SEE_HANDLING, "unit")
def of_unit(unit: str) -> str | tuple[str, int]:
    """A span that cannot be read is said above the figures of the usual one."""
    asked, wrong = _asked(), None
    try:
        report = _report(unit, asked)
    except InvalidSpan as refused:
        wrong, report = str(refused), _report(unit, Asked(headline=asked.headline))
    page = render_template(
        "desk/handling.html",
        h=handling_view.page(report, _today(report)),
        csv_url=url_for(".exported", unit=report.unit.code, **_kept(report)),
        wrong=wrong,
        typed=asked,
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.handling.of_unit"),
    )
    return (page, 422) if wrong else page


@bp.get("/penanganan/<unit>/angka.csv")
@access.needs(Action.SEE_HANDLING, "unit")
def exported(unit: str) -> Response:
    """No cell can be read as a formula."""
    report = _report(unit, _asked())
    titles = ["bagian", "nama", "jumlah", "dari", "persen", "penyebut"]
    name = f"penanganan-{report.unit.code}-{report.span.as_of}"
    return csv_answer(name, titles, handling_view.cells(report))


def _asked() -> Asked:
    given = request.args
    among = given.get("penyebut", "")
    return Asked(
        given.get("dari", ""),
        given.get("sampai", ""),
        given.get("per", ""),
        Denominator(among) if among in set(Denominator) else Denominator.ALL,
    )


def _kept(report: HandlingReport) -> dict[str, Any]:
    """The span of the page, so that a file shows the same."""
    span = report.span
    days = {"dari": span.first, "sampai": span.last, "per": span.as_of}
    return {**days, "penyebut": report.figures.headline.value}


def _today(report: HandlingReport) -> date:
    return clock.now().astimezone(ZoneInfo(report.unit.zone)).date()


def _report(unit: str, asked: Asked) -> HandlingReport:
    return show_handling(access.actor(), unit, asked, callers.keys(), clock.now())
