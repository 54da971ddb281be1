"""The desk's start: every unit with its latest index."""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, url_for

from kiosk import clock, i18n
from kiosk.flows.index.list_indexes import UnitIndex, list_indexes

bp = Blueprint("overview", __name__)


@bp.get("/")
def index() -> str:
    found = list_indexes(clock.now())
    groups = [
        {"instansi": instansi, "units": [_shown(one) for one in units]}
        for instansi, units in groupby(found, key=lambda one: one.instansi)
    ]
    return render_template("desk/index.html", groups=groups, crumbs=[], tabs=[])


def _shown(one: UnitIndex) -> dict[str, Any]:
    period = str(one.period)
    return {
        "name": one.name,
        "depth": one.depth,
        "ikm": i18n.number(one.ikm) if one.ikm is not None else None,
        "mutu": one.mutu,
        "respondents": i18n.number(one.respondents),
        "period_title": one.period.title,
        "ikm_url": url_for("desk.ikm.month", unit=one.code, period=period),
        "hasil_url": url_for("desk.hasil.year", unit=one.code, year=one.period.year),
        "points_url": url_for("desk.points.listed", unit=one.code),
    }
