"""Promised against experienced service time of a unit and year."""

from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access
from admin import zi as dossier
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.experienced import Experienced
from kiosk.flows.zi.compare_times import ServiceTimes, compare_times
from kiosk.i18n import number

bp = Blueprint("service_times", __name__)


@bp.get("/zi/<unit>/<int:year>/waktu")
@access.needs(Action.SEE_COMPONENTS, "unit")
def shown(unit: str, year: int) -> str:
    around = dossier.around(unit, year, "desk.service_times.shown")
    around["zi_pages"] = dossier.pages(unit, year, "desk.components.checklist")
    found = compare_times(unit, year)
    return render_template(
        "desk/zi/service_times.html",
        unit=found.unit,
        year=year,
        measured=[_service(one) for one in found.services if one.is_measured],
        silent=[one.name for one in found.services if not one.is_measured],
        unpromised=sum(one.promise is None for one in found.services if one.code),
        smallest=found.smallest,
        standards_url=url_for("desk.standards.listed", unit=unit),
        api_url=url_for("api.document"),
        **around,
    )


def _service(one: ServiceTimes) -> dict[str, Any]:
    return {
        "name": one.name,
        "promise": one.promise.words if one.promise else None,
        "in_days": one.promise is not None and one.promise.minutes is None,
        "rows": [
            ("dari ambil nomor", _figures(one.since_taken)),
            ("dari dipanggil", _figures(one.since_called)),
        ],
    }


def _figures(one: Experienced) -> dict[str, Any] | None:
    """None where nothing was measured."""
    if not one.n:
        return None
    return {
        "n": number(one.n),
        "withheld": one.is_withheld,
        "median": None if one.median is None else number(one.median),
        "p90": None if one.ninth_tenth is None else number(one.ninth_tenth),
        "within": None if one.percent_within is None else number(one.percent_within),
        "share": one.percent_within,
    }
