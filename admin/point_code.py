"""A counter's code: which it has, which it had, and giving it a new one."""

from flask import Blueprint, flash, redirect, render_template, url_for

from admin import access
from admin.editing import REFUSED, Answer
from admin.forms import RESEND, DeskForm
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.code import spoken
from kiosk.flows.place.renew_code import GRACE, look_at_codes, renew_code
from kiosk.i18n import moment

bp = Blueprint("point_code", __name__)


@bp.get("/loket/<point>/kode")
@access.needs(Action.EDIT_PLACES, "point")
def shown(point: str) -> Answer:
    return _page(point)


@bp.post("/loket/<point>/kode")
@access.needs(Action.EDIT_PLACES, "point")
def renew(point: str) -> Answer:
    """Sent twice, the second finds no counter of that code: it was renewed once."""
    if not DeskForm().validate_on_submit():
        return _page(point, RESEND), REFUSED
    done = renew_code(access.actor(), point, clock.now())
    flash(f"Kode baru {spoken(done.code)}. Cetak posternya sekarang.")
    return redirect(url_for(".shown", point=done.code), 303)


def _page(code: str, error: str | None = None) -> str:
    found, now = look_at_codes(code), clock.now()
    unit = found.point.unit
    return render_template(
        "desk/point_code.html",
        point=found.point,
        unit=unit,
        code=spoken(found.point.code),
        old=[
            {"code": spoken(old), "until": moment(until, unit.zone), "works": now < until}
            for old, until in found.old
        ],
        days=GRACE.days,
        form=DeskForm(),
        error=error,
        poster_url=url_for(
            "desk.posters.sheet", unit=unit.code, paper="a4", loket=found.point.code
        ),
        back=url_for("desk.points.listed", unit=unit.code),
        crumbs=[("Loket dan QR", url_for("desk.points.listed", unit=unit.code))],
        tabs=[],
    )
