"""Keys of queue machines: made, shown once, revoked."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.flows.place.keep_api_keys import KeptKey, list_api_keys, make_api_key, revoke_api_key

bp = Blueprint("api_keys", __name__)


class KeyForm(EditForm):
    name = StringField(
        "Nama mesin", description="Misalnya Mesin antrean lobi. Satu mesin satu kunci."
    )


@bp.get("/kunci-api/<unit>")
@access.needs(Action.KEEP_API_KEYS, "unit")
def listed(unit: str) -> Answer:
    return _page(unit, KeyForm(formdata=None))


@bp.post("/kunci-api/<unit>")
@access.needs(Action.KEEP_API_KEYS, "unit")
@access.fresh
def make(unit: str) -> Answer:
    """The key is on this one page and nowhere else."""
    form = KeyForm()
    made: list[str] = []
    failed = attempt(
        form,
        lambda: made.append(make_api_key(access.actor(), unit, form.name.data or "", clock.now())),
    )
    if failed is not None:
        return _page(unit, form), failed
    back = url_for(".listed", unit=unit)
    return render_template("desk/api_key.html", key=made[0], back=back, crumbs=[], tabs=[])


@bp.post("/kunci-api/<unit>/<int:key>/cabut")
@access.needs(Action.KEEP_API_KEYS, "unit")
def revoke(unit: str, key: int) -> Answer:
    form = EditForm()
    failed = attempt(form, lambda: _revoke(unit, key))
    if failed is not None:
        return _page(unit, KeyForm(formdata=None)), failed
    return redirect(url_for(".listed", unit=unit), 303)


def _revoke(unit: str, key: int) -> None:
    done = revoke_api_key(access.actor(), unit, key, clock.now())
    flash(
        "Kunci dicabut. Mesin yang memakainya langsung ditolak."
        if done
        else "Kunci ini sudah dicabut."
    )


def _page(unit: str, form: KeyForm) -> str:
    card, found = list_api_keys(unit)
    back = url_for("desk.points.listed", unit=unit)
    return render_template(
        "desk/api_keys.html",
        unit=card,
        form=form,
        stamp=EditForm(formdata=None),
        keys=[_shown(unit, one, card.zone) for one in found if one.revoked_at is None],
        revoked=[_shown(unit, one, card.zone) for one in found if one.revoked_at is not None],
        document_url=url_for("api.document"),
        crumbs=[*desk.crumbs(), ("Loket dan QR", back)],
        tabs=[],
    )


def _shown(unit: str, one: KeptKey, zone: str) -> dict[str, Any]:
    return {
        "name": one.name,
        "made": desk.day(one.made_at, zone),
        "used": desk.moment(one.used_at, zone) if one.used_at else None,
        "revoked": desk.day(one.revoked_at, zone),
        "revoke_url": url_for(".revoke", unit=unit, key=one.id),
    }
