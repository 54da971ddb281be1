"""Asks again, before an action that weighs more, that it is really you (ASVS 5.0 7.5.3)."""

from flask import Response, abort, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from flask_wtf.csrf import validate_csrf
from werkzeug.wrappers import Response as Answer
from wtforms import ValidationError

from admin import callers, session
from kiosk import clock
from kiosk.domain.people.session import STEP_UP
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.people.totp import WrongCode
from kiosk.flows.people.confirm import confirm

FIELD = "kode-konfirmasi"


def is_fresh() -> bool:
    given = session.confirmed_at()
    return given is not None and clock.now() - given < STEP_UP


def gate() -> Answer | None:
    """None: go on. A form that was sent comes back with everything in it and one field more, so
    nothing typed is lost (files must be chosen again)."""
    if is_fresh():
        return None
    if request.method in ("GET", "HEAD"):
        return redirect(url_for("account.confirm", lanjut=request.full_path.rstrip("?")), 303)
    if not _is_ours():
        # The view's own form refuses it. Asking for the code with these fields on a page of ours
        # would make somebody else's form our own.
        return None
    given = request.form.get(FIELD)
    return again() if given is None else checked(given)


def _is_ours() -> bool:
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def checked(given: str) -> Answer | None:
    """None where ``given`` is the second factor; else the page that asks for it."""
    if not _is_ours():
        abort(400)
    try:
        give(given)
    except (WrongCode, TooManyTries) as refusal:
        return again(str(refusal))
    return None


def give(given: str) -> None:
    """Raises `WrongCode`, `TooManyTries`."""
    kept = session.here().kept
    assert kept is not None
    confirm(current_user.actor, kept.token_hash, given, callers.keys(), clock.now())


def again(wrong: str | None = None) -> Response:
    sent = [(name, one) for name, all_ in request.form.lists() for one in all_ if name != FIELD]
    page = render_template(
        "desk/account/again.html",
        sent=sent,
        field=FIELD,
        wrong=wrong,
        by_code=current_user.actor.has_second_factor,
    )
    return make_response(page, 403)
