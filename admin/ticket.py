"""A ticket's page: all of it on one timeline, and what can be done in a click or two."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, SelectField, TextAreaField

from admin import access, desk, ticket_shell
from admin.editing import Answer, EditForm, choices
from admin.ticket_shell import TicketForm, shown, tried
from admin.unlocking import unlocked_of_session
from kiosk import clock
from kiosk.domain.complaint.ticket_view import ShownReporter, TicketView
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.assign_ticket import assign_ticket
from kiosk.flows.complaint.claim_ticket import claim_ticket
from kiosk.flows.complaint.note_ticket import note_ticket
from kiosk.flows.complaint.reveal_reporter import reveal_reporter
from kiosk.flows.complaint.save_draft import FIELDS, save_draft
from kiosk.fronts.house import house

bp = Blueprint("ticket", __name__)
NOBODY = ("", "Belum ada pemegang")
SAVED_BY_SCRIPT = "X-Draf"


class NoteForm(TicketForm):
    note = TextAreaField(
        "Catatan internal",
        description="Hanya untuk rekan kerja. Tidak pernah terlihat oleh pelapor.",
        render_kw={"rows": 3, "draft": "catatan"},
    )


class AssignForm(TicketForm):
    owner = SelectField("Pemegang", choices=[])


class DraftForm(EditForm):
    """``move``: of which step; none: the note's."""

    version = HiddenField()
    seen = HiddenField()
    move = HiddenField()
    message = HiddenField()
    reason = HiddenField()
    note = HiddenField()
    template = HiddenField()


@bp.get("/laporan/<string(length=9):ticket>")
@access.needs(Action.SEE_TICKETS, "ticket")
def page(ticket: str) -> Answer:
    return _page(ticket_shell.shown(ticket))


def _page(
    view: TicketView,
    status: int = 200,
    *,
    note: NoteForm | None = None,
    refused: TicketForm | None = None,
    reporter: ShownReporter | None = None,
) -> tuple[str, int]:
    """``refused``: a form of one click that was not taken; ``reporter``: as it was asked for."""
    note = note or NoteForm(formdata=None, data={"note": view.drafts.get("catatan", "")})
    news = ticket_shell.changes(refused, view, status) if refused else []
    for form in (note, refused):
        if form is not None:
            ticket_shell.fill(form, view)
    body = render_template(
        "desk/ticket.html",
        note=note,
        refused=refused or note,
        assign=_assign_form(view),
        stamp=EditForm(formdata=None),
        reporter=reporter or view.reporter,
        news=news,
        **ticket_shell.words(view),
    )
    return body, status


def _assign_form(view: TicketView) -> AssignForm:
    form = AssignForm(formdata=None, data={"owner": view.owner.code if view.owner else ""})
    form.owner.choices = _owners(view)
    ticket_shell.fill(form, view)
    return form


def _owners(view: TicketView) -> list[Any]:
    known = [(one.code, one.name) for one in view.colleagues]
    if view.owner and view.owner.code not in [code for code, _ in known]:
        known.insert(0, (view.owner.code, view.owner.name))
    return choices([NOBODY, *known])


def refused(ticket: str, form: TicketForm, status: int) -> Answer:
    """The ticket's page with what was not done, and what changed meanwhile."""
    return _page(shown(ticket), status, refused=form)


def back(ticket: str) -> Response:
    return redirect(url_for("desk.ticket.page", ticket=ticket), 303)


@bp.post("/laporan/<string(length=9):ticket>/ambil")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def claim(ticket: str) -> Answer:
    form = TicketForm()
    failed = tried(form, lambda: claim_ticket(access.actor(), ticket, house().keys, clock.now()))
    if failed is not None:
        return refused(ticket, form, failed)
    flash("Laporan ini sekarang Anda pegang.")
    return back(ticket)


@bp.post("/laporan/<string(length=9):ticket>/tugaskan")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def assign(ticket: str) -> Answer:
    form = AssignForm()
    form.owner.choices = _owners(shown(ticket))
    failed = tried(form, lambda: _assign(ticket, form))
    if failed is not None:
        return refused(ticket, form, failed)
    flash("Pemegang laporan diganti.")
    return back(ticket)


def _assign(ticket: str, form: AssignForm) -> None:
    version = desk.version(form.version.data)
    owner = form.owner.data or ""
    assign_ticket(access.actor(), ticket, owner, version, house().keys, clock.now())


@bp.post("/laporan/<string(length=9):ticket>/catatan")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def note(ticket: str) -> Answer:
    form = NoteForm()
    failed = tried(form, lambda: _note(ticket, form))
    if failed is not None:
        return _page(shown(ticket), failed, note=form)
    flash("Catatan disimpan.")
    return redirect(url_for(".page", ticket=ticket, _anchor="riwayat-akhir"), 303)


def _note(ticket: str, form: NoteForm) -> None:
    text, unlocked = form.note.data or "", unlocked_of_session()
    note_ticket(access.actor(), ticket, text, house().keys, clock.now(), unlocked)


@bp.post("/laporan/<string(length=9):ticket>/identitas")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def identity(ticket: str) -> Answer:
    """Shown once, on this answer only; looking again is written down again."""
    form, found = TicketForm(), []
    failed = tried(
        form, lambda: found.append(reveal_reporter(access.actor(), ticket, house(), clock.now()))
    )
    if failed is not None:
        return refused(ticket, form, failed)
    return _page(shown(ticket), reporter=found[0])


@bp.post("/laporan/<string(length=9):ticket>/draf")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def draft(ticket: str) -> Answer:
    """By the script while somebody types, and by a button where there is none."""
    form = DraftForm()
    failed = tried(form, lambda: _keep(ticket, form))
    if request.headers.get(SAVED_BY_SCRIPT):
        return Response(status=failed or 204)
    if failed is not None:
        return refused(ticket, _as_ticket(form), failed)
    flash("Draf disimpan. Hanya Anda yang melihatnya.")
    move = form.move.data
    if not move:
        return back(ticket)
    return redirect(url_for("desk.ticket_moves.compose", ticket=ticket, move=move), 303)


def _as_ticket(form: DraftForm) -> TicketForm:
    made = TicketForm(formdata=None)
    made.told = form.told
    return made


def _keep(ticket: str, form: DraftForm) -> None:
    typed = {"catatan": form.note.data}
    if form.move.data:
        typed = {f"{form.move.data}:p": form.message.data, f"{form.move.data}:a": form.reason.data}
    for field, text in typed.items():
        if text is not None and field in FIELDS:
            _save(ticket, field, text)


def _save(ticket: str, field: str, text: str) -> None:
    unlocked = unlocked_of_session()
    save_draft(access.actor(), ticket, field, text, house().keys, clock.now(), unlocked)
