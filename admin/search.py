"""Search over units and staff within reach."""

from flask import Blueprint, render_template, request, url_for

from admin import access
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.flows.place.search_desk import search_desk

bp = Blueprint("search", __name__)
QUERY_LENGTH = 80


@bp.get("/cari")
@access.needs(Action.SIT_AT_DESK)
def index() -> str:
    typed = request.args.get("q", "").replace("\0", "")[:QUERY_LENGTH]
    found = search_desk(access.actor(), typed, clock.now())
    return render_template(
        "desk/search.html",
        q=typed,
        units=[(one, url_for("desk.units.profile", unit=one.code)) for one in found.units],
        people=[(one, url_for("desk.staff.person", staff=one.code)) for one in found.people],
        more=found.more,
        may_find_people=access.actor().may_anywhere(Action.SEE_STAFF),
        crumbs=[],
        tabs=[],
    )
