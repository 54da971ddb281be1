"""A unit's counters with their QR codes."""

from typing import Any

from flask import Blueprint, Response, current_app, render_template, request, url_for

from admin import desk
from kiosk import clock, qr
from kiosk.domain.index.period import month_of, of_month
from kiosk.domain.place.code import spoken
from kiosk.flows.place.list_points import list_points
from kiosk.flows.place.open_point import open_point

bp = Blueprint("points", __name__)


@bp.get("/loket/<unit>")
def listed(unit: str) -> str:
    found = list_points(unit)
    period = str(of_month(month_of(clock.now(), found.unit.zone)))
    shown = {"unit": found.unit, "points": [_shown(one) for one in found.points]}
    return render_template(
        "desk/points.html",
        p=shown,
        crumbs=[("Unit layanan", url_for("desk.overview.index"))],
        tabs=desk.tabs(unit, period, "desk.points.listed"),
    )


def _shown(point: Any) -> dict[str, Any]:
    return {
        "name": point.name,
        "code_text": spoken(point.code),
        "address": address(point.code),
        "open_url": url_for("scan.landing", code=point.code),
        "qr_url": url_for(".code", point=point.code),
        "services": [one.name for one in point.services],
        "open": not point.closed,
    }


@bp.get("/qr/<point>.svg")
def code(point: str) -> Response:
    found = open_point(point, clock.now()).point
    return Response(qr.svg(address(found.code)), mimetype="image/svg+xml")


def address(code: str) -> str:
    """What the QR of a point holds, under the installation's public address."""
    public = current_app.config["KIOSK"].public_url or request.host_url.rstrip("/")
    return qr.address(public, code)
