"""Passkeys, an extra: kept under one's own account, and a way in at the door.

Without the library, or where the address can hold none, nothing of it is shown.
"""

import base64
from importlib.util import find_spec
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask import session as store
from werkzeug.wrappers import Response as Answer

from admin import access, callers, desk, session
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.people.passkey import InvalidPasskey, Site, site_of
from kiosk.domain.people.session import way_back
from kiosk.domain.people.throttle import TooManyTries
from kiosk.flows.people import keep_passkey
from kiosk.flows.people.enter_by_passkey import ask, enter_by_passkey
from kiosk.i18n import moment

bp = Blueprint("passkeys", __name__, url_prefix="/admin/akun/kunci-sandi")
bp.before_request(access.signed_in)
bp.context_processor(desk.frame)
door = Blueprint("passkey_door", __name__, url_prefix="/admin/masuk/kunci-sandi")
door.context_processor(desk.frame)
CHALLENGE = "tantangan"


def site() -> Site | None:
    """None where there can be no passkeys: the library is missing, or the address is bare."""
    if find_spec("webauthn") is None:
        return None
    return site_of(current_app.config["KIOSK"].public_url or request.host_url)


@bp.get("/")
def listed() -> str:
    return _page()


def _page(error: str | None = None) -> str:
    here = site()
    options = _offer(here) if here is not None else None
    return render_template(
        "desk/account/passkeys.html",
        kept=[_shown(row) for row in keep_passkey.listed(access.actor())],
        options=options,
        error=error,
        form=DeskForm(),
    )


def _offer(here: Site) -> str:
    options, challenge = keep_passkey.offer(access.actor(), here)
    store[CHALLENGE] = _text(challenge)
    return options


@bp.post("/")
@access.fresh
def kept() -> Answer | tuple[str, int]:
    """The device's answer to what `listed` asked."""
    here, challenge = site(), _bytes(store.pop(CHALLENGE, ""))
    if here is None or not DeskForm().validate_on_submit():
        return _page(keep_passkey.NOT_TAKEN), 422
    answer, label = request.form.get("jawaban", ""), request.form.get("nama", "")
    try:
        keep_passkey.keep(access.actor(), here, challenge, answer, label, clock.now())
    except InvalidPasskey as refusal:
        return _page(str(refusal)), 422
    flash("Kunci sandi tersimpan. Lain kali Anda dapat masuk dengan perangkat itu.")
    return redirect(url_for(".listed"), 303)


@bp.post("/hapus")
@access.fresh
def removed() -> Answer | tuple[str, int]:
    if not DeskForm().validate_on_submit():
        return _page("Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        keep_passkey.remove(access.actor(), _bytes(request.form.get("kunci", "")), clock.now())
    except InvalidPasskey as refusal:
        return _page(str(refusal)), 422
    flash("Kunci sandi dihapus.")
    return redirect(url_for(".listed"), 303)


@door.get("/")
def begin() -> Answer | str:
    """What the door asks the device."""
    here, back = site(), way_back(request.args.get("lanjut"))
    if here is None:
        return redirect(url_for("door.sign_in", lanjut=back), 303)
    return _door(here, back)


def _door(here: Site, back: str | None, error: str | None = None) -> str:
    options, challenge = ask(here)
    session.here()[CHALLENGE] = _text(challenge)
    return render_template(
        "desk/door/passkey.html", options=options, back=back, error=error, form=DeskForm()
    )


@door.post("/")
def enter() -> Answer | tuple[str, int]:
    here, back = site(), way_back(request.form.get("lanjut"))
    challenge = _bytes(session.here().pop(CHALLENGE, ""))
    if here is None or not DeskForm().validate_on_submit():
        return redirect(url_for("door.sign_in", lanjut=back), 303)
    try:
        entered = enter_by_passkey(
            here,
            challenge,
            request.form.get("jawaban", ""),
            callers.caller(),
            callers.keys(),
            clock.now(),
        )
    except InvalidPasskey as refusal:
        return _door(here, back, str(refusal)), 422
    except TooManyTries as refusal:
        return _door(here, back, str(refusal)), 429
    session.here().become(entered.token)
    return callers.remember(redirect(back or desk.home(), 303), entered.staff_code)


def way_in() -> str | None:
    """The address of this door, where there is one."""
    return url_for("passkey_door.begin") if site() is not None else None


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode()


def _bytes(text: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(text.encode("ascii", "replace"))
    except ValueError:
        return b""


def _shown(row: Any) -> dict[str, str]:
    return {
        "label": row.label,
        "added": moment(row.added_at, desk.zone()),
        "key": _text(row.credential_id),
    }
