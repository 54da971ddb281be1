"""The steps of a ticket: in one click where nothing is to be written, else written, looked at as
the citizen will see it, and sent."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request
from wtforms import HiddenField, MultipleFileField, SelectField, TextAreaField

from admin import access, desk, ticket_shell
from admin.editing import Answer, choices
from admin.ticket import back, refused
from admin.ticket_shell import TicketForm, shown, tried
from admin.unlocking import unlocked_of_session
from kiosk import clock
from kiosk.domain.complaint.ticket import STEPS, ForbiddenMove, Move
from kiosk.domain.complaint.ticket_view import TicketView
from kiosk.domain.people.policy import Action
from kiosk.flows.acting import ELSEWHERE
from kiosk.flows.complaint.forward_ticket import forward_ticket, list_destinations, send_back
from kiosk.flows.complaint.move_ticket import check_words, move_ticket
from kiosk.flows.complaint.offer_replies import Offered, offer_replies
from kiosk.flows.tickets import Told
from kiosk.fronts import uploads
from kiosk.fronts.house import house

bp = Blueprint("ticket_moves", __name__)
NOT_NOW = "Langkah itu tidak dapat dilakukan pada keadaan laporan sekarang."
DONE = "Tersimpan: %(step)s."


class StepForm(TicketForm):
    move = HiddenField()


class ComposeForm(StepForm):
    """``confirmed``: the preview was seen; ``template`` with ``insert``: begin with a text."""

    template = SelectField("Mulai dari templat", choices=[], validate_choice=False)
    message = TextAreaField(
        "Pesan untuk pelapor",
        description="Inilah yang dibaca pelapor. Anda melihat pratinjaunya sebelum terkirim.",
        render_kw={"rows": 10},
    )
    reason = TextAreaField(
        "Alasan untuk rekan kerja",
        description="Masuk riwayat laporan; tidak terlihat oleh pelapor.",
        render_kw={"rows": 3},
    )
    insert = HiddenField()
    confirmed = HiddenField()
    revise = HiddenField()
    lampiran = MultipleFileField("Lampiran untuk pelapor")


class ReasonedForm(TicketForm):
    reason = TextAreaField(
        "Alasan untuk rekan kerja",
        description="Masuk riwayat laporan; tidak terlihat oleh pelapor.",
        render_kw={"rows": 3},
    )


class ForwardForm(ReasonedForm):
    unit = SelectField("Unit tujuan", choices=[])


@bp.post("/laporan/<string(length=9):ticket>/langkah")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def step(ticket: str) -> Answer:
    """A step that needs no word."""
    form = StepForm()
    failed = tried(form, lambda: _move(ticket, _move_of(form.move.data), form, Told()))
    if failed is not None:
        return refused(ticket, form, failed)
    flash(DONE % {"step": STEPS[_move_of(form.move.data)].label})
    return back(ticket)


def _move_of(text: str | None) -> Move:
    try:
        return Move(text or "")
    except ValueError as wrong:
        raise ForbiddenMove(NOT_NOW) from wrong


def _move(ticket: str, move: Move, form: TicketForm, told: Told) -> None:
    move_ticket(
        access.actor(),
        ticket,
        move,
        desk.version(form.version.data),
        told,
        house().keys,
        clock.now(),
        unlocked_of_session(),
        uploads=uploads.taken(),
        house=house(),
    )


@bp.route("/laporan/<string(length=9):ticket>/langkah/<move>", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def compose(ticket: str, move: str) -> Answer:
    """Write; look at it as the citizen will; send."""
    uploads.widen()
    if move not in set(Move):
        abort(404)
    wanted, view = Move(move), shown(ticket)
    if view.locked:
        return back(ticket)
    if wanted in ELSEWHERE or (request.method == "GET" and not _may(view, wanted)):
        flash(NOT_NOW)
        return back(ticket)
    form, offered, addresses = _compose_form(view, wanted)
    if not form.is_submitted() or form.insert.data or form.revise.data:
        return _write(form, view, wanted, offered, addresses)
    return _send(ticket, form, view, wanted, offered, addresses)


def _may(view: TicketView, move: Move) -> bool:
    return any(one.move is move for one in view.steps)


def _compose_form(view: TicketView, move: Move) -> tuple[ComposeForm, list[Offered], list[Any]]:
    typed = {
        "message": view.drafts.get(f"{move.value}:p", ""),
        "reason": view.drafts.get(f"{move.value}:a", ""),
    }
    form = ComposeForm(data=typed)
    offered, addresses = offer_replies(
        access.actor(), view.number, move, house(), unlocked_of_session()
    )
    form.move.data = move.value
    texts = [(one.code, one.title) for one in offered]
    ways = [(f"alamat-{one.code}", one.name) for one in addresses]
    form.template.choices = choices([("", "Tanpa templat"), *texts, *ways])
    if form.insert.data:
        chosen = {one.code: one.text for one in offered}
        chosen |= {f"alamat-{one.code}": one.told for one in addresses}
        form.message.data = joined(form.message.data, chosen.get(form.template.data, ""))
    return form, offered, addresses


def joined(typed: str | None, chosen: str) -> str:
    """What was typed is never thrown away for a template."""
    return "\n\n".join(one for one in ((typed or "").strip(), chosen) if one)


def _write(
    form: ComposeForm, view: TicketView, move: Move, offered: Any, addresses: Any, status: int = 200
) -> Answer:
    rows = [form.message] if STEPS[move].says else []
    rows += [form.reason] if STEPS[move].why else []
    return ticket_shell.form_page(
        form,
        view,
        status,
        title=STEPS[move].label,
        rows=rows,
        send="Lihat pratinjau" if STEPS[move].says else STEPS[move].label,
        templates=bool(STEPS[move].says and (offered or addresses)),
        addresses=addresses,
        draft=True,
        message=None,
    )


def _send(
    ticket: str, form: ComposeForm, view: TicketView, move: Move, offered: Any, addresses: Any
) -> Answer:
    told = Told(message=form.message.data, reason=form.reason.data)
    if STEPS[move].says and not form.confirmed.data:
        failed = tried(form, lambda: _check(view, move, form, told))
        if failed is None:
            return _preview(form, view, move)
        return _write(form, view, move, offered, addresses, failed)
    failed = tried(form, lambda: _move(ticket, move, form, told))
    if failed is None:
        flash(DONE % {"step": STEPS[move].label})
        return back(ticket)
    return _write(form, shown(ticket), move, offered, addresses, failed)


def _check(view: TicketView, move: Move, form: ComposeForm, told: Told) -> None:
    check_words(move, told)
    ticket_shell.same(view, form)


def _preview(form: ComposeForm, view: TicketView, move: Move) -> Answer:
    """Exactly what the citizen reads, before anything is sent."""
    around = ticket_shell.words(view)
    return render_template(
        "desk/ticket_preview.html",
        form=form,
        move=STEPS[move],
        text=check_words(move, Told(message=form.message.data, reason=form.reason.data)).message,
        **{**around, "crumbs": [*around["crumbs"], (around["number"], around["here"])]},
    )


@bp.route("/laporan/<string(length=9):ticket>/teruskan", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def forward(ticket: str) -> Answer:
    """To another unit of the same instansi."""
    view, form, status = shown(ticket), ForwardForm(), 200
    if view.sealed:
        return back(ticket)
    places = list_destinations(access.actor(), ticket, house().keys)
    form.unit.choices = choices([("", "Pilih unit"), *places])
    if form.is_submitted():
        failed = tried(form, lambda: _forward(ticket, form))
        if failed is None:
            flash("Laporan diteruskan. Unit tujuan sudah diberi tahu.")
            return redirect(ticket_shell.queue_url(), 303)
        view, status = shown(ticket), failed
    intro = [
        "Batas waktunya tidak bertambah: hitungan tetap dari saat laporan diterima.",
        "Pemegangnya dikosongkan; unit tujuan memilih sendiri.",
    ]
    rows = [form.unit, form.reason]
    words = {"title": "Teruskan ke unit lain", "send": "Teruskan", "intro": intro}
    return ticket_shell.form_page(form, view, status, rows=rows, **words)


def _forward(ticket: str, form: ForwardForm) -> None:
    forward_ticket(
        access.actor(),
        ticket,
        form.unit.data or "",
        desk.version(form.version.data),
        form.reason.data or "",
        house().keys,
        clock.now(),
    )


@bp.route("/laporan/<string(length=9):ticket>/kembalikan", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def return_(ticket: str) -> Answer:
    """To the unit it was forwarded from."""
    view, form, status = shown(ticket), ReasonedForm(), 200
    if view.sealed:
        return back(ticket)
    if form.is_submitted():
        failed = tried(form, lambda: _return(ticket, form))
        if failed is None:
            flash("Laporan dikembalikan.")
            return redirect(ticket_shell.queue_url(), 303)
        view, status = shown(ticket), failed
    words = {"title": "Kembalikan ke unit asal", "send": "Kembalikan", "rows": [form.reason]}
    return ticket_shell.form_page(form, view, status, **words)


def _return(ticket: str, form: ReasonedForm) -> None:
    version, reason = desk.version(form.version.data), form.reason.data or ""
    send_back(access.actor(), ticket, version, reason, house().keys, clock.now())
