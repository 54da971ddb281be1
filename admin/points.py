"""A unit's counters with their QR codes."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from admin import access, desk
from admin.editing import EditForm
from kiosk import clock, qr
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import spoken
from kiosk.domain.place.point import OpenPoint
from kiosk.flows.place.list_points import list_points
from kiosk.flows.place.list_scans import scans_of
from kiosk.flows.place.open_point import open_point
from kiosk.i18n import number

bp = Blueprint("points", __name__)
SCAN_DAYS = 30


@bp.get("/loket/<unit>")
@access.needs(Action.SEE_PLACES, "unit")
def listed(unit: str) -> str:
    found = list_points(unit)
    may_edit = access.actor().may(Action.EDIT_PLACES, access.spot())
    may_keep_keys = access.actor().may(Action.KEEP_API_KEYS, access.spot())
    may_print = access.actor().may(Action.PRINT_POSTERS, access.spot())
    sees_tablets = access.actor().may(Action.SEE_DEVICES, access.spot())
    scans = {one.code: one.total for one in scans_of(unit, SCAN_DAYS, clock.now())}
    shown = [
        {**_shown(one, one.code in found.closed, may_edit), "scans": number(scans.get(one.code, 0))}
        for one in found.points
    ]
    return render_template(
        "desk/points.html",
        p={
            "unit": found.unit,
            "points": [one for one in shown if one["open"]],
            "closed": [one for one in shown if not one["open"]],
        },
        add_url=url_for("desk.counters.make", unit=unit) if may_edit else None,
        print_url=url_for("desk.posters.choose", unit=unit) if may_print else None,
        tablets_url=url_for("desk.devices.listed", unit=unit) if sees_tablets else None,
        keys_url=url_for("desk.api_keys.listed", unit=unit) if may_keep_keys else None,
        scan_days=SCAN_DAYS,
        form=EditForm(),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.points.listed"),
    )


def _shown(point: OpenPoint, is_closed: bool, may_edit: bool) -> dict[str, Any]:
    return {
        "name": point.name,
        "code_text": spoken(point.code),
        "address": address(point.code),
        "open_url": url_for("scan.landing", code=point.code),
        "qr_url": url_for(".code", point=point.code),
        "services": [one.name for one in point.services],
        "open": not point.closed,
        **_acts(point, is_closed, may_edit),
    }


def _acts(point: OpenPoint, is_closed: bool, may_edit: bool) -> dict[str, str | None]:
    """Addresses of what may be done with a counter; none for one closed with its unit."""
    open_ones = {
        "edit_url": "desk.counters.change",
        "close_url": "desk.counters.close",
        "code_url": "desk.point_code.shown",
        "duties_url": "desk.duties.listed",
    }
    acts = {name: url_for(end, point=point.code) for name, end in open_ones.items()}
    reopen = url_for("desk.counters.reopen", point=point.code)
    shown = may_edit and not point.closed
    return {
        **{name: url if shown else None for name, url in acts.items()},
        "reopen_url": reopen if may_edit and is_closed else None,
    }


@bp.get("/qr/<point>.svg")
@access.needs(Action.SEE_PLACES, "point")
def code(point: str) -> Response:
    found = open_point(point, clock.now()).point
    return Response(qr.svg(address(found.code)), mimetype="image/svg+xml")


def address(code: str) -> str:
    """What the QR of a point holds, under the installation's public address."""
    public = current_app.config["KIOSK"].public_url or request.host_url.rstrip("/")
    return qr.address(public, code)
