"""The protected lane in a unit's dossier: that it works, never a count of cases."""

from flask import Blueprint, current_app, render_template, url_for

from admin import access, desk
from admin import zi as dossier
from kiosk import clock
from kiosk.domain.complaint.lane_stats import LEAST_CASES, LEAST_UNITS
from kiosk.domain.people.policy import Action
from kiosk.flows.zi.show_lane import show_lane
from kiosk.i18n import number

bp = Blueprint("wbs", __name__)


@bp.get("/zi/<unit>/<int:year>/wbs")
@access.needs(Action.SEE_ZI, "unit")
def of_instansi(unit: str, year: int) -> str:
    around = dossier.around(unit, year, "desk.wbs.of_instansi")
    found = show_lane(unit, year, clock.now())
    to = "desk.evaluations.listed"
    known = to in current_app.view_functions
    return render_template(
        "desk/zi/wbs.html",
        unit=found.unit,
        year=year,
        instansi=found.instansi,
        ready=desk.day(found.ready_since, found.unit.zone),
        band=found.band.words if found.band else None,
        least_cases=number(LEAST_CASES),
        least_units=number(LEAST_UNITS),
        evaluations_url=url_for(to, unit=unit, year=year) if known else None,
        **around,
    )
