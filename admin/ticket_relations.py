"""How a ticket stands: merged or split, its class, its number in SP4N-LAPOR!."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from wtforms import RadioField, SelectField, StringField, TextAreaField

from admin import access, desk, ticket_shell
from admin.editing import Answer, choices
from admin.ticket import back, refused
from admin.ticket_moves import ReasonedForm
from admin.ticket_shell import TicketForm, shown, tried
from kiosk import clock
from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.lapor import STATES
from kiosk.domain.complaint.receipt import spoken_number, tidy_number
from kiosk.domain.complaint.ticket_view import TicketView
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint import merge_tickets as merging
from kiosk.flows.complaint.link_lapor import link_lapor
from kiosk.flows.complaint.protect_ticket import protect_ticket
from kiosk.flows.complaint.set_class import set_class
from kiosk.flows.complaint.split_ticket import split_ticket
from kiosk.flows.complaint.suggest_merge import Alike, suggest_merge
from kiosk.flows.complaint.unmerge_ticket import unmerge_ticket
from kiosk.fronts.house import house

bp = Blueprint("ticket_relations", __name__)
_SEALS = (
    "Berkadar pengawasan berarti diserahkan ke jalur terlindungi: isinya disandi, hilang dari meja "
    "ini dan dari pencarian, dan ditangani tim integritas. Anda tidak dapat membukanya lagi."
)


class MergeForm(TicketForm):
    into = StringField("Nomor laporan utama", description="Pilih dari daftar di atas atau ketik.")


class SplitForm(TicketForm):
    title = StringField("Judul laporan baru")
    body = TextAreaField(
        "Isi laporan baru",
        description="Sisakan hanya bagian yang ditangani tersendiri.",
        render_kw={"rows": 8},
    )


class ClassForm(ReasonedForm):
    wanted = RadioField("Kelas", choices=[])


class LaporForm(TicketForm):
    lapor = StringField("Nomor SP4N-LAPOR!", description="Kosongkan bila tidak ada.")
    state = SelectField("Status di SP4N-LAPOR!", choices=[])


@bp.route("/laporan/<string(length=9):ticket>/gabung", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def merge(ticket: str) -> Answer:
    """Into another one about the same matter; suggested by likeness, decided by a person."""
    view, form, status = shown(ticket), MergeForm(), 200
    if view.sealed:
        return back(ticket)
    if form.is_submitted():
        failed = tried(form, lambda: _merge(ticket, form))
        if failed is None:
            flash("Laporan digabung. Pelapornya diberi tahu; penggabungan dapat dibatalkan.")
            return back(tidy_number(form.into.data or "") or ticket)
        view, status = shown(ticket), failed
    alike = suggest_merge(access.actor(), ticket, house().keys, clock.now())
    intro = [
        "Laporan ini lalu mengikuti laporan utama: jawaban di sana juga sampai kepada pelapor ini.",
        "Batas waktunya tetap berjalan seperti semula.",
    ]
    words: dict[str, Any] = {"title": "Gabungkan ke laporan lain", "send": "Gabungkan"}
    words |= {"intro": intro, "message": merging.SAID, "rows": [form.into]}
    offered = [_offer(one, view) for one in alike]
    return ticket_shell.form_page(form, view, status, choices=offered, **words)


def _offer(one: Alike, view: TicketView) -> dict[str, Any]:
    return {
        "number": spoken_number(one.number),
        "title": one.title,
        "state": one.state.label,
        "received": desk.moment(one.received_at, view.zone),
        "words": one.words,
        "url": url_for("desk.ticket.page", ticket=one.number),
    }


def _merge(ticket: str, form: MergeForm) -> None:
    version, into = desk.version(form.version.data), form.into.data or ""
    merging.merge_tickets(access.actor(), ticket, into, version, house().keys, clock.now())


@bp.post("/laporan/<string(length=9):ticket>/pisahkan")
@access.needs(Action.VERIFY_TICKETS, "ticket")
def unmerge(ticket: str) -> Answer:
    form = TicketForm()
    version = desk.version(form.version.data)
    keys = house().keys
    failed = tried(form, lambda: unmerge_ticket(access.actor(), ticket, version, keys, clock.now()))
    if failed is not None:
        return refused(ticket, form, failed)
    flash("Laporan ini ditangani sendiri lagi.")
    return back(ticket)


@bp.route("/laporan/<string(length=9):ticket>/pecah", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def split(ticket: str) -> Answer:
    """A second matter becomes a ticket of its own."""
    view, status = shown(ticket), 200
    if view.locked or view.story is None or view.sealed:
        return back(ticket)
    form, made = SplitForm(data={"body": view.story.body}), []
    if form.is_submitted():
        failed = tried(form, lambda: made.append(_split(ticket, form)))
        if failed is None:
            flash("Laporan baru dibuat. Pelapor membukanya dengan frasa yang sama.")
            return redirect(url_for("desk.ticket.page", ticket=made[0]), 303)
        view, status = shown(ticket), failed
    said = 'Bagian laporan Anda tentang "…" kami tangani tersendiri dengan nomor …'
    intro = ["Laporan baru dianggap diterima pada saat yang sama. Lampiran tetap di laporan ini."]
    words = {"title": "Pecah laporan", "send": "Buat laporan baru", "rows": [form.title, form.body]}
    return ticket_shell.form_page(form, view, status, intro=intro, message=said, **words)


def _split(ticket: str, form: SplitForm) -> str:
    version = desk.version(form.version.data)
    title, body = form.title.data or "", form.body.data or ""
    try:
        return split_ticket(access.actor(), ticket, title, body, version, house(), clock.now())
    except InvalidComplaint as why:
        names = {"judul": "title", "isi": "body"}
        form.refuse({names.get(one.field, ""): str(one) for one in why.problems})
        raise


@bp.route("/laporan/<string(length=9):ticket>/kelas", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def reclass(ticket: str) -> Answer:
    """The limit of the new class counts from the receipt, not from now."""
    view, status = shown(ticket), 200
    if view.sealed:
        return back(ticket)
    form = ClassForm(data={"wanted": view.ticket_class.value})
    form.wanted.choices = choices([(one.value, one.label) for one in TicketClass])
    if form.is_submitted():
        failed = tried(form, lambda: _reclass(ticket, form))
        if failed is None:
            return _reclassed(ticket, form)
        view, status = shown(ticket), failed
    intro = ["Batas waktu kelas baru dihitung dari saat laporan diterima, bukan dari sekarang."]
    words = {"title": "Ubah kelas", "send": "Ubah kelas", "rows": [form.wanted, form.reason]}
    return ticket_shell.form_page(form, view, status, intro=[*intro, _SEALS], **words)


def _reclassed(ticket: str, form: ClassForm) -> Answer:
    if form.wanted.data == TicketClass.SUPERVISION:
        flash("Laporan diserahkan ke jalur terlindungi.")
        return redirect(ticket_shell.queue_url(), 303)
    flash("Kelas diubah; batas waktunya dihitung lagi dari saat diterima.")
    return back(ticket)


def _reclass(ticket: str, form: ClassForm) -> None:
    version, reason = desk.version(form.version.data), form.reason.data or ""
    wanted, now = TicketClass(form.wanted.data), clock.now()
    if wanted is TicketClass.SUPERVISION:
        protect_ticket(access.actor(), ticket, version, reason, house(), now)
    else:
        set_class(access.actor(), ticket, wanted, version, reason, house().keys, now)


@bp.route("/laporan/<string(length=9):ticket>/sp4n-lapor", methods=["GET", "POST"])
@access.needs(Action.VERIFY_TICKETS, "ticket")
def lapor(ticket: str) -> Answer:
    """Its number and state there, written down by hand."""
    view, status = shown(ticket), 200
    if view.sealed:
        return back(ticket)
    form = LaporForm(data={"lapor": view.lapor_number, "state": view.lapor_state or ""})
    form.state.choices = choices([("", "Belum ada"), *((one, one) for one in STATES)])
    if form.is_submitted():
        failed = tried(form, lambda: _lapor(ticket, form))
        if failed is None:
            flash("Catatan SP4N-LAPOR! disimpan.")
            return back(ticket)
        view, status = shown(ticket), failed
    words = {"title": "Catat SP4N-LAPOR!", "rows": [form.lapor, form.state]}
    return ticket_shell.form_page(form, view, status, **words)


def _lapor(ticket: str, form: LaporForm) -> None:
    version = desk.version(form.version.data)
    number, state = form.lapor.data or "", form.state.data or ""
    link_lapor(access.actor(), ticket, number, state, version, house().keys, clock.now())
