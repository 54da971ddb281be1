"""One's own account: second factor, recovery codes, password, sessions."""

from typing import Any

from flask import (
    Blueprint,
    Response,
    abort,
    current_app,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask import session as store
from werkzeug.wrappers import Response as Answer
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from admin import access, callers, confirmation, desk, session
from admin.forms import DeskForm
from kiosk import clock, qr
from kiosk.domain.people.password import WeakPassword
from kiosk.domain.people.session import way_back
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.people.totp import WrongCode
from kiosk.flows.people import enrol
from kiosk.flows.people.change_password import WrongOldPassword, change_password
from kiosk.flows.people.end_sessions import end_sessions
from kiosk.flows.people.list_own import list_roles
from kiosk.flows.people.list_sessions import Seat, list_sessions
from kiosk.i18n import moment

bp = Blueprint("account", __name__, url_prefix="/admin/akun")
bp.before_request(access.signed_in)
bp.context_processor(desk.frame)
OFFERED = "faktor-baru"
"""In the session: a sealed secret of which no code was given yet."""


class CodeForm(DeskForm):
    code = StringField("Kode enam angka", [InputRequired()])


class ConfirmForm(DeskForm):
    code = StringField("Kode", [InputRequired()])


class NewPasswordForm(DeskForm):
    old = PasswordField("Kata sandi sekarang", [InputRequired()])
    password = PasswordField("Kata sandi baru", [InputRequired()])


@bp.get("/")
def profile() -> str:
    who = access.actor()
    return render_template(
        "desk/account/profile.html",
        who=who,
        roles=list_roles(who),
        left=enrol.recovery_left(who),
        form=DeskForm(),
    )


@bp.route("/faktor-kedua", methods=["GET", "POST"])
def second_factor() -> Answer:
    """Taking on one is open to whoever has none; changing it asks for the old one first."""
    who, form = access.actor(), CodeForm()
    if who.has_second_factor and (ask := confirmation.gate()) is not None:
        return ask
    offered = _offered()
    if form.validate_on_submit():
        try:
            codes = enrol.enrol(
                who, offered, form.code.data or "", _token_hash(), callers.keys(), clock.now()
            )
            store.pop(OFFERED)
            return _codes(codes, enrolled=True)
        except (WrongCode, TooManyTries) as refusal:
            form.refuse({"code": str(refusal)})
    secret = enrol.shown(offered, who, callers.keys())
    return _page("desk/account/second_factor.html", form, typed=secret.typed, who=who)


@bp.get("/faktor-kedua.svg")
def second_factor_qr() -> Response:
    """The secret is in the picture and in no address."""
    if OFFERED not in store:
        abort(404)
    secret = enrol.shown(store[OFFERED], access.actor(), callers.keys())
    return Response(qr.svg(secret.address), mimetype="image/svg+xml")


def _offered() -> str:
    """The same secret until a code of it was given: whoever reloads has scanned it already."""
    if OFFERED not in store:
        store[OFFERED] = enrol.offer(access.actor(), callers.keys())
    found: str = store[OFFERED]
    return found


@bp.post("/kode-pemulihan")
@access.fresh
def recovery_codes() -> Answer:
    form = DeskForm()
    if not form.validate_on_submit():
        abort(400)
    if not access.actor().has_second_factor:
        return redirect(url_for(".second_factor"), 303)
    return _codes(enrol.renew_recovery(access.actor(), clock.now()), enrolled=False)


@bp.route("/kata-sandi", methods=["GET", "POST"])
def password() -> Answer:
    form = NewPasswordForm()
    if form.validate_on_submit():
        try:
            token = change_password(
                access.actor(), form.old.data or "", form.password.data or "",
                callers.caller(), callers.keys(), clock.now(),
            )  # fmt: skip
            session.here().become(token)
            return redirect(url_for(".profile"), 303)
        except (WrongOldPassword, TooManyTries) as refusal:
            form.refuse({"old": str(refusal)})
        except WeakPassword as refusal:
            form.refuse({"password": str(refusal)})
    return _page("desk/account/password.html", form)


@bp.get("/sesi")
def sessions() -> str:
    found = list_sessions(access.actor().id, _token_hash(), clock.now())
    seats = [_shown(one) for one in found]
    return render_template("desk/account/sessions.html", seats=seats, form=DeskForm())


def _shown(seat: Seat) -> dict[str, Any]:
    zone = current_app.config["KIOSK"].timezone
    return {
        "handle": seat.handle,
        "device": seat.device,
        "is_this": seat.is_this,
        "begun": moment(seat.begun_at, zone),
        "seen": moment(seat.seen_at, zone),
    }


@bp.get("/tetap")
def stay() -> Response:
    """Whoever asks is still there: opening the session was all there is to do."""
    return Response(status=204, mimetype="text/plain")


@bp.post("/sesi")
def sessions_end() -> Answer:
    """One, or all but this."""
    if not DeskForm().validate_on_submit():
        abort(400)
    handle = request.form.get("sesi") or None
    end_sessions(access.actor().id, _token_hash(), handle, clock.now())
    return redirect(url_for(".sessions"), 303)


@bp.route("/konfirmasi", methods=["GET", "POST"])
def confirm() -> Answer:
    form, back = ConfirmForm(), way_back(request.values.get("lanjut"))
    if form.validate_on_submit():
        try:
            confirmation.give(form.code.data or "")
            return redirect(back or desk.home(), 303)
        except (WrongCode, TooManyTries) as refusal:
            form.refuse({"code": str(refusal)})
    by_code = access.actor().has_second_factor
    return _page("desk/account/confirm.html", form, back=back, by_code=by_code)


def _token_hash() -> bytes:
    kept = session.here().kept
    assert kept is not None
    return kept.token_hash


def _codes(codes: list[str], *, enrolled: bool) -> Response:
    """Shown in the answer itself, this once: there is no address to find them under again."""
    page = render_template("desk/account/codes.html", codes=codes, enrolled=enrolled)
    return make_response(page)


def _page(template: str, form: DeskForm, **values: Any) -> Response:
    status = 422 if form.is_refused else 200
    return make_response(render_template(template, form=form, **values), status)
