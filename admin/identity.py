"""Who a confidential reporter is: asked for with a reason, decided by two others, then opened."""

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import HiddenField, TextAreaField

from admin import access, callers, desk, unlocking
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.ask_identity import ask_identity
from kiosk.flows.complaint.decide_identity import decide_identity, list_asked
from kiosk.flows.complaint.open_identity import open_identity, own_request
from kiosk.flows.sealing import Unlocked
from kiosk.fronts.house import house

bp = Blueprint("identity", __name__)


class AskForm(EditForm):
    reason = TextAreaField(
        "Alasan",
        description="Dibaca dua pemutus, dan dibaca pelapor bila identitasnya dibuka.",
        render_kw={"rows": 4},
    )


class DecisionForm(EditForm):
    """``keputusan``: which button was pressed; anything but "setuju" is a no."""

    number = HiddenField()
    keputusan = HiddenField()


@bp.get("/identitas")
@access.needs(Action.APPROVE_IDENTITY)
def listed() -> str:
    return _listed()


def _listed(error: str | None = None) -> str:
    asked = list_asked(access.actor(), _unlocked(), callers.keys())
    return render_template(
        "desk/lane/identities.html",
        asked=[(one, desk.moment(one.at)) for one in asked],
        error=error,
        form=EditForm(formdata=None),
        crumbs=[],
        tabs=[],
    )


def _unlocked() -> Unlocked | None:
    """Only members of a team have one; deciding about ordinary complaints takes none."""
    return unlocking.unlocked_of_session()


@bp.post("/identitas")
@access.needs(Action.APPROVE_IDENTITY)
@access.fresh
def decide() -> Answer:
    """The number travels in the form: whoever decides need not be able to open the complaint."""
    form, done = DecisionForm(), []
    agrees = form.keputusan.data == "setuju"
    failed = attempt(form, lambda: done.append(_decide(form.number.data or "", agrees)))
    if failed is not None:
        return _listed(desk.first(form.faults)), failed
    if not agrees:
        flash("Permintaan ditolak. Identitas tetap tertutup.")
    elif done[0]:
        flash("Permintaan disetujui dua orang. Yang meminta dapat membukanya selama tujuh hari.")
    else:
        flash("Persetujuan Anda tercatat. Satu orang lain masih harus memutus.")
    return redirect(url_for(".listed"), 303)


def _decide(number: str, agrees: bool) -> bool:
    return decide_identity(
        access.actor(), number, _unlocked(), callers.keys(), clock.now(), agrees=agrees
    )


@bp.route("/identitas/<ticket>", methods=["GET", "POST"])
@access.needs(Action.ASK_IDENTITY, "ticket")
def ask(ticket: str) -> Answer:
    form, status = AskForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _ask(ticket, form))
        if failed is None:
            flash("Permintaan tercatat. Dua orang lain yang memutus.")
            return redirect(url_for(".ask", ticket=ticket), 303)
        status = failed
    return _page(ticket, form), status


def _ask(number: str, form: AskForm) -> None:
    reason = form.reason.data or ""
    ask_identity(access.actor(), number, reason, _unlocked(), callers.keys(), clock.now())


def _page(number: str, form: EditForm, person: object = None) -> str:
    standing = own_request(access.actor(), number, house(), clock.now())
    return render_template(
        "desk/lane/identity.html",
        number=number,
        spoken=spoken_number(number),
        state=standing.state,
        form=form,
        person=person,
        crumbs=[],
        tabs=[],
    )


@bp.post("/identitas/<ticket>/buka")
@access.needs(Action.ASK_IDENTITY, "ticket")
@access.fresh
def reveal(ticket: str) -> Answer:
    """In the answer itself, so that no address shows it again."""
    form, found = AskForm(), []
    failed = attempt(form, lambda: found.append(_open(ticket)))
    if failed is not None:
        return _page(ticket, form), failed
    return _page(ticket, AskForm(formdata=None), found[0])


def _open(number: str) -> object:
    return open_identity(access.actor(), number, _unlocked(), house(), clock.now())
