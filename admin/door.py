"""The door of the desk: sign in, leave, and come in by a one-time link."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, redirect, render_template, request, url_for
from flask_login import current_user
from werkzeug.wrappers import Response as Answer
from wtforms import PasswordField, StringField
from wtforms.validators import InputRequired

from admin import callers, desk, oidc, passkeys, session
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.people.invitation import DeadLink, InvalidEmail, InvalidName, TakenEmail
from kiosk.domain.people.password import WeakPassword
from kiosk.domain.people.session import way_back
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.people.totp import WrongCode
from kiosk.domain.refusal import Refusal
from kiosk.flows.people import use_link
from kiosk.flows.people.give_code import give_code
from kiosk.flows.people.sign_in import WrongPassword
from kiosk.flows.people.sign_in import sign_in as enter
from kiosk.flows.people.sign_out import sign_out as leave

bp = Blueprint("door", __name__, url_prefix="/admin")
bp.context_processor(desk.frame)


class SignInForm(DeskForm):
    email = StringField("Alamat surel", [InputRequired()])
    password = PasswordField("Kata sandi", [InputRequired()])


class CodeForm(DeskForm):
    code = StringField("Kode enam angka", [InputRequired()])


class PasswordForm(DeskForm):
    password = PasswordField("Kata sandi baru", [InputRequired()])


class FirstForm(PasswordForm):
    email = StringField("Alamat surel", [InputRequired()])
    name = StringField("Nama lengkap", [InputRequired()])


@bp.route("/masuk", methods=["GET", "POST"])
def sign_in() -> Answer:
    form, back = SignInForm(), way_back(request.values.get("lanjut"))
    if current_user.is_authenticated:
        return redirect(back or desk.home(), 303)
    if form.validate_on_submit():
        try:
            return _entered(form, back)
        except WrongPassword as refusal:
            form.refuse({"password": str(refusal)})
        except TooManyTries as refusal:
            return _wait(refusal, "desk/door/sign_in.html", form=form, back=back)
    return _page(
        "desk/door/sign_in.html",
        form,
        back=back,
        ended=session.here().ended,
        sso_url=oidc.way_in(),
        passkey_url=passkeys.way_in(),
    )


def _entered(form: SignInForm, back: str | None) -> Answer:
    found = enter(
        form.email.data or "", form.password.data or "", callers.caller(), callers.keys(),
        clock.now(),
    )  # fmt: skip
    session.here().become(found.token)
    if found.needs_code:
        return redirect(url_for(".code", lanjut=back), 303)
    return callers.remember(redirect(back or desk.home(), 303), found.staff_code)


@bp.route("/masuk/kode", methods=["GET", "POST"])
def code() -> Answer:
    """The second half; whoever has no first half starts again."""
    form, back = CodeForm(), way_back(request.values.get("lanjut"))
    kept = session.here().kept
    if kept is None or kept.pending is None:
        return redirect(url_for(".sign_in", lanjut=back), 303)
    if form.validate_on_submit():
        try:
            return _confirmed(kept.pending, form, back)
        except WrongCode as refusal:
            form.refuse({"code": str(refusal)})
        except TooManyTries as refusal:
            return _wait(refusal, "desk/door/code.html", form=form, back=back)
    return _page("desk/door/code.html", form, back=back)


def _confirmed(pending: int, form: CodeForm, back: str | None) -> Answer:
    token, staff_code = give_code(
        pending, form.code.data or "", callers.caller(), callers.keys(), clock.now()
    )
    session.here().become(token)
    return callers.remember(redirect(back or desk.home(), 303), staff_code)


@bp.post("/keluar")
def sign_out() -> Answer:
    kept = session.here().kept
    if kept is not None and kept.actor is not None and DeskForm().validate_on_submit():
        leave(kept.token_hash, kept.actor.id, clock.now())
        session.here().leave()
    return redirect(url_for(".sign_in"), 303)


@bp.route("/pertama/<token>", methods=["GET", "POST"])
def first(token: str) -> Answer:
    form = FirstForm()

    def accept() -> Answer:
        made = use_link.accept_first(
            token, form.email.data or "", form.name.data or "", form.password.data or "",
            callers.caller(), clock.now(),
        )  # fmt: skip
        return _begun(made)

    return _by_link("pertama", token, form, "desk/door/first.html", accept)


@bp.route("/undangan/<token>", methods=["GET", "POST"])
def invitation(token: str) -> Answer:
    form = PasswordForm()

    def accept() -> Answer:
        return _begun(
            use_link.accept_invitation(
                token, form.password.data or "", callers.caller(), clock.now()
            )
        )

    return _by_link("undangan", token, form, "desk/door/invitation.html", accept)


@bp.route("/masuk-lagi/<token>", methods=["GET", "POST"])
def return_link(token: str) -> Answer:
    """The second factor is asked for at the sign-in that follows."""
    form = PasswordForm()

    def accept() -> Answer:
        use_link.accept_return(token, form.password.data or "", clock.now())
        return redirect(url_for(".sign_in", baru="1"), 303)

    return _by_link("masuk-lagi", token, form, "desk/door/return.html", accept)


def _by_link(
    purpose: str, token: str, form: Any, template: str, accept: Callable[[], Answer]
) -> Answer:
    """Looking at the page uses nothing up; only the form does. A mail program that opens links
    in advance must not make them dead."""
    try:
        invited = use_link.look(purpose, token, clock.now())
        if form.validate_on_submit():
            return accept()
    except DeadLink as refusal:
        return make_response(render_template("desk/door/dead.html", what=str(refusal)), 410)
    except (WeakPassword, InvalidEmail, InvalidName, TakenEmail) as refusal:
        form.refuse({_field_of(refusal): str(refusal)})
    return _page(template, form, invited=invited)


def _field_of(refusal: Refusal) -> str:
    if isinstance(refusal, InvalidEmail | TakenEmail):
        return "email"
    return "name" if isinstance(refusal, InvalidName) else "password"


def _begun(token: str) -> Answer:
    session.here().become(token)
    return redirect(desk.home(), 303)


def _page(template: str, form: DeskForm, **values: Any) -> Response:
    status = 422 if form.is_refused else 200
    return make_response(render_template(template, form=form, **values), status)


def _wait(refusal: TooManyTries, template: str, form: Any, **values: Any) -> Response:
    """Nothing was checked and nobody's worker sleeps: the answer says when to come back."""
    form.tell(str(refusal))
    answer = make_response(render_template(template, form=form, **values), 429)
    answer.headers["Retry-After"] = str(refusal.seconds)
    return answer
