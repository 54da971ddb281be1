"""News for the reporter that moves nothing: written, looked at as it will be read, sent."""

from types import SimpleNamespace

from flask import Blueprint, flash, render_template

from admin import access, desk, ticket_shell
from admin.editing import Answer, choices
from admin.ticket import back
from admin.ticket_moves import ComposeForm, joined
from admin.ticket_shell import shown, tried
from admin.unlocking import unlocked_of_session
from kiosk import clock
from kiosk.domain.complaint.ticket_view import TicketView
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.offer_replies import Offered, offer_replies
from kiosk.flows.complaint.tell_progress import WORD, check_news, tell_progress
from kiosk.fronts.house import house

bp = Blueprint("ticket_news", __name__)
TITLE = "Kirim kabar kepada pelapor"
STEP = SimpleNamespace(label=TITLE, move=SimpleNamespace(value=WORD), target=None, why=False)
"""Stands where the preview names a step: this one leads to no other state."""


@bp.route("/laporan/<string(length=9):ticket>/langkah/kabar", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def compose(ticket: str) -> Answer:
    view = shown(ticket)
    if view.locked:
        return back(ticket)
    form, offered = _form(view)
    if not form.is_submitted() or form.insert.data or form.revise.data:
        return _write(form, view, offered)
    if not form.confirmed.data:
        failed = tried(form, lambda: _check(view, form))
        return _preview(form, view) if failed is None else _write(form, view, offered, failed)
    failed = tried(form, lambda: _tell(ticket, form))
    if failed is None:
        flash("Kabar terkirim kepada pelapor. Status dan tenggat tidak berubah.")
        return back(ticket)
    return _write(form, shown(ticket), offered, failed)


def _form(view: TicketView) -> tuple[ComposeForm, list[Offered]]:
    form = ComposeForm(data={"message": view.drafts.get(f"{WORD}:p", "")})
    offered, _ = offer_replies(access.actor(), view.number, None, house(), unlocked_of_session())
    form.move.data = WORD
    texts = [(one.code, one.title) for one in offered]
    form.template.choices = choices([("", "Tanpa templat"), *texts])
    if form.insert.data:
        chosen = {one.code: one.text for one in offered}
        form.message.data = joined(form.message.data, chosen.get(form.template.data, ""))
    return form, offered


def _write(
    form: ComposeForm, view: TicketView, offered: list[Offered], status: int = 200
) -> Answer:
    return ticket_shell.form_page(
        form,
        view,
        status,
        title=TITLE,
        rows=[form.message],
        send="Lihat pratinjau",
        templates=bool(offered),
        addresses=[],
        draft=True,
        intro=["Pelapor membacanya di halaman lacak. Status dan tenggat tidak berubah."],
    )


def _check(view: TicketView, form: ComposeForm) -> None:
    check_news(form.message.data)
    ticket_shell.same(view, form)


def _preview(form: ComposeForm, view: TicketView) -> Answer:
    around = ticket_shell.words(view)
    crumbs = [*around["crumbs"], (around["number"], around["here"])]
    text = check_news(form.message.data)
    return render_template(
        "desk/ticket_preview.html", form=form, move=STEP, text=text, **{**around, "crumbs": crumbs}
    )


def _tell(ticket: str, form: ComposeForm) -> None:
    version, text = desk.version(form.version.data), form.message.data or ""
    keys, unlocked = house().keys, unlocked_of_session()
    tell_progress(access.actor(), ticket, version, text, keys, clock.now(), unlocked)
