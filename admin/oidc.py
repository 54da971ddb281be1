"""Sign-in through the office's identity provider: OpenID Connect with PKCE, by Authlib.

An extra: without its settings there is no such door, and without Authlib none either.
"""

from typing import Any

from flask import Blueprint, Flask, current_app, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from admin import callers, desk, session
from kiosk import clock
from kiosk.config import Config
from kiosk.domain.people.session import way_back
from kiosk.flows.people.enter_by_oidc import Identity, NotInvited, enter_by_oidc

bp = Blueprint("oidc", __name__, url_prefix="/admin/masuk/sso")
bp.context_processor(desk.frame)
BACK = "lanjut"


def connect(app: Flask) -> None:
    """Register the provider where one is set."""
    settings: Config = app.config["KIOSK"]
    if not settings.oidc_issuer:
        return
    from authlib.integrations.flask_client import OAuth

    provider = OAuth(app)
    provider.register(
        "office",
        client_id=settings.oidc_client_id,
        client_secret=settings.oidc_client_secret,
        server_metadata_url=f"{settings.oidc_issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": "openid email", "code_challenge_method": "S256", "timeout": 10},
    )
    app.extensions["oidc"] = provider
    app.register_blueprint(bp)


def way_in() -> str | None:
    """The address of this door, where there is one."""
    return url_for("oidc.start") if "oidc" in current_app.extensions else None


@bp.get("/")
def start() -> Response | tuple[str, int]:
    """Off to the provider; state, nonce and verifier wait in the signed cookie."""
    from requests import RequestException

    session.here()[BACK] = way_back(request.args.get(BACK))
    try:
        answer: Response = _provider().authorize_redirect(url_for(".finish", _external=True))
    except RequestException:
        return _refused("Layanan SSO sedang tidak dapat dihubungi. Masuk dengan kata sandi."), 503
    return answer


@bp.get("/kembali")
def finish() -> Response | tuple[str, int]:
    """Back from the provider, with a word we check: issuer, audience, signature, nonce, time."""
    back = way_back(session.here().get(BACK))
    identity = _identity()
    if identity is None:
        return _refused("Masuk lewat SSO tidak berhasil. Ulangi dari halaman masuk."), 400
    try:
        entered = enter_by_oidc(identity, callers.caller(), clock.now())
    except NotInvited as refusal:
        return _refused(str(refusal)), 403
    session.here().become(entered.token)
    if entered.needs_code:
        return redirect(url_for("door.code", lanjut=back), 303)
    return callers.remember(redirect(back or desk.home(), 303), entered.staff_code)


def _provider() -> Any:
    return current_app.extensions["oidc"].office


def _identity() -> Identity | None:
    """None for whatever is wrong with the provider's answer: nobody learns more from here."""
    from authlib.common.errors import AuthlibBaseError
    from joserfc.errors import JoseError
    from requests import RequestException

    try:
        claims = _provider().authorize_access_token()["userinfo"]
    except (AuthlibBaseError, JoseError, RequestException, KeyError):
        return None
    email = claims.get("email") if claims.get("email_verified") is True else None
    return Identity(str(claims["iss"]), str(claims["sub"]), email)


def _refused(sentence: str) -> str:
    return render_template("desk/door/sso.html", what=sentence)
