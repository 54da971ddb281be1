"""Every unit within reach, with its latest index where that may be seen."""

from itertools import groupby
from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access
from kiosk import clock, i18n
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.flows.index.list_indexes import UnitIndex, list_indexes
from kiosk.flows.place.list_units import Body, list_bodies

bp = Blueprint("overview", __name__)


@bp.get("/unit")
@access.needs(Action.SEE_PLACES)
def index() -> str:
    actor = access.actor()
    found, bodies = list_indexes(actor, clock.now()), list_bodies(actor)
    listed = {
        code: [_shown(one) for one in units]
        for code, units in groupby(found, key=lambda one: one.instansi_code)
    }
    names = {one.instansi_code: one.instansi for one in found}
    names |= {one.code: one.name for one in bodies}
    edited = {one.code: one for one in bodies}
    return render_template(
        "desk/index.html",
        groups=[
            _group(code, names[code], listed, edited)
            for code in sorted(names, key=lambda code: names[code])
        ],
        add_unit_url=_if(actor.may_anywhere(Action.EDIT_PLACES), "desk.units.make"),
        add_instansi_url=_if(actor.may(Action.ADD_INSTANSI, INSTALLATION), "desk.instansi.make"),
        crumbs=[],
        tabs=[],
    )


def _if(allowed: bool, endpoint: str) -> str | None:
    return url_for(endpoint) if allowed else None


def _group(
    code: str, name: str, listed: dict[str, list[dict[str, Any]]], edited: dict[str, Body]
) -> dict[str, Any]:
    body = edited.get(code)
    may_edit = body is not None and body.may_edit
    units = listed.get(code, [])
    return {
        "instansi": name,
        "edit_url": url_for("desk.instansi.edit", instansi=code) if may_edit else None,
        "units": [one for one in units if not one["closed"]],
        "closed": [one for one in units if one["closed"]],
    }


def _shown(one: UnitIndex) -> dict[str, Any]:
    period = str(one.period)
    return {
        "name": one.name,
        "depth": one.depth,
        "closed": one.closed,
        "index_seen": one.index_seen,
        "ikm": i18n.number(one.ikm) if one.ikm is not None else None,
        "mutu": one.mutu,
        "respondents": i18n.number(one.respondents),
        "flagged": i18n.number(one.flagged) if one.flagged is not None else None,
        "period_title": one.period.title,
        "unit_url": url_for("desk.units.profile", unit=one.code),
        "ikm_url": url_for("desk.ikm.month", unit=one.code, period=period),
        "points_url": url_for("desk.points.listed", unit=one.code),
    }
