"""The dimensions of the Ombudsman's Opini beside the data that speak to each."""

from typing import Any

from flask import Blueprint, current_app, render_template, url_for

from admin import access
from admin import zi as dossier
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.opini import REGULATION, Dimension, Figure
from kiosk.flows.zi.show_opini import show_opini

bp = Blueprint("opini", __name__)


@bp.get("/zi/<unit>/<int:year>/opini")
@access.needs(Action.SEE_FINDINGS, "unit")
def shown(unit: str, year: int) -> str:
    around = dossier.around(unit, year, "desk.findings.listed")
    found = show_opini(unit, year, clock.now())
    return render_template(
        "desk/zi/opini.html",
        unit=found.unit,
        year=year,
        dimensions=[_dimension(one, unit, year) for one in found.dimensions],
        regulation=REGULATION,
        findings_url=url_for("desk.findings.listed", unit=unit, year=year),
        **around,
    )


def _dimension(one: Dimension, unit: str, year: int) -> dict[str, Any]:
    return {
        "name": one.name,
        "asks": one.asks,
        "unknown": one.unknown,
        "figures": [
            (figure.label, figure.value, _address(figure, unit, year)) for figure in one.figures
        ],
    }


def _address(figure: Figure, unit: str, year: int) -> str | None:
    """Of the page the figure comes from, where whoever looks may open it."""
    view = current_app.view_functions.get(figure.endpoint)
    wanted = getattr(view, "needs", None)
    if wanted is None or not access.actor().may(wanted.action, access.spot()):
        return None
    rule = next(current_app.url_map.iter_rules(figure.endpoint))
    values: dict[str, Any] = {"unit": unit, "year": year, "period": str(year)}
    return url_for(figure.endpoint, **{name: values[name] for name in rule.arguments})
