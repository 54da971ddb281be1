"""The protected lane at the desk: the team's cases, who opened them, whom they name."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from admin import access, callers, desk, unlocking
from admin.editing import Answer, EditForm, attempt, choices
from kiosk import clock
from kiosk.domain.complaint import gratification
from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.complaint.kinds import Category
from kiosk.domain.people.policy import Action
from kiosk.domain.place.edit import InvalidEntry
from kiosk.flows.complaint.list_sealed import list_sealed
from kiosk.flows.complaint.mark_accused import mark_accused
from kiosk.flows.complaint.release_case import Words, release_case
from kiosk.flows.complaint.show_case import ShownCase, show_case
from kiosk.flows.complaint.unmark_accused import unmark_accused
from kiosk.fronts.house import house

bp = Blueprint("sealed", __name__)
ORDINARY = [(one.value, one.label) for one in Category if not one.is_integrity]
ACTS = {
    "baca-laporan": "membaca berkas",
    "lihat-akses-berkas": "melihat daftar akses",
    "bagi-berkas": "membagikan kunci berkas",
    "pulihkan-berkas": "membagikan kunci berkas dari kertas",
    "tandai-terlapor": "menandai terlapor",
    "cabut-terlapor": "mencabut tanda terlapor",
    "lepas-berkas": "melepas sebagai pengaduan biasa",
    "minta-identitas": "meminta identitas pelapor",
    "setuju-identitas": "menyetujui permintaan identitas",
    "tolak-identitas": "menolak permintaan identitas",
    "buka-identitas": "membuka identitas pelapor",
}
FIELDS = {"judul": "title", "isi": "body"}


class AccusedForm(EditForm):
    code = StringField("Kode pegawai", description="Kode pada kartu atau halaman pegawai.")


class UnmarkForm(EditForm):
    """``code``: of whoever is marked; chosen from the list."""

    code = HiddenField()
    reason = TextAreaField(
        "Alasan mencabut",
        description="Tersandi bersama berkas; hanya tim ini yang membacanya.",
        render_kw={"rows": 2},
    )


class ReleaseForm(EditForm):
    """``version``: of the case as it was shown."""

    version = HiddenField()
    title = StringField("Judul")
    body = TextAreaField(
        "Isi laporan",
        description="Tulis ulang tanpa nama siapa pun dan tanpa yang dapat mengenali pelapor.",
        render_kw={"rows": 10},
    )
    category = SelectField("Kategori", choices=choices(ORDINARY))


@bp.get("/terlindungi")
@access.needs(Action.HANDLE_SEALED)
def listed() -> str:
    is_open = request.args.get("arsip") is None
    unlocked = unlocking.unlocked_of_session()
    found = list_sealed(
        access.actor(), unlocked, callers.keys(), clock.now(),
        is_open=is_open, after=request.args.get("sesudah", "")[:20],
    )  # fmt: skip
    told: dict[str, Any] = {} if is_open else {"arsip": "1"}
    return render_template(
        "desk/lane/cases.html",
        cases=found.cases,
        older_url=found.after and url_for(".listed", sesudah=found.after, **told),
        first_url=url_for(".listed", **told) if request.args.get("sesudah") else None,
        held_over=found.held_over,
        is_open=is_open,
        is_unlocked=unlocked is not None,
        crumbs=[],
        tabs=[],
    )


@bp.get("/terlindungi/<ticket>")
@access.needs(Action.HANDLE_SEALED, "ticket")
def case(ticket: str) -> str:
    return _case(_found(ticket), AccusedForm(formdata=None))


@bp.post("/terlindungi/<ticket>/terlapor/cabut")
@access.needs(Action.HANDLE_SEALED, "ticket")
@access.fresh
def unmark(ticket: str) -> Answer:
    form = UnmarkForm()
    failed = attempt(form, lambda: _unmark(ticket, form))
    if failed is not None:
        return _case(_found(ticket), AccusedForm(formdata=None), form), failed
    flash("Tanda terlapor dicabut. Ia dapat mengetahui berkas ini lagi bila perannya membolehkan.")
    return redirect(url_for(".case", ticket=ticket), 303)


def _unmark(number: str, form: UnmarkForm) -> None:
    unlocked, code = unlocking.unlocked_of_session(), form.code.data or ""
    reason = form.reason.data or ""
    unmark_accused(access.actor(), number, code, reason, unlocked, callers.keys(), clock.now())


def _found(number: str) -> ShownCase:
    unlocked = unlocking.unlocked_of_session()
    return show_case(access.actor(), number, unlocked, callers.keys(), clock.now())


def _case(found: ShownCase, form: AccusedForm, unmarking: UnmarkForm | None = None) -> str:
    is_gift = found.category is Category.GRATIFICATION
    return render_template(
        "desk/lane/case.html",
        case=found,
        ticket_url=url_for("desk.ticket.page", ticket=found.number),
        form=form,
        unmarking=unmarking or UnmarkForm(formdata=None),
        accesses=[(desk.moment(one.at), one.who, _words(one.action)) for one in found.accesses],
        gifts=gratification if is_gift else None,
        **_around(),
    )


def _words(action: str) -> str:
    return ACTS.get(action, action.replace("-", " "))


def _around() -> dict[str, Any]:
    return {"crumbs": [("Terlindungi", url_for(".listed"))], "tabs": []}


@bp.post("/terlindungi/<ticket>/terlapor")
@access.needs(Action.HANDLE_SEALED, "ticket")
@access.fresh
def accuse(ticket: str) -> Answer:
    form, left = AccusedForm(), []
    failed = attempt(form, lambda: left.append(_accuse(ticket, form)))
    if failed is not None:
        return _case(_found(ticket), form), failed
    if left[0]:
        flash("Terlapor ditandai. Ia dan unitnya tidak lagi dapat mengetahui berkas ini.")
    else:
        flash("Terlapor ditandai. Berkas ini tidak lagi punya penangan dan menunggu tim di atas.")
    return redirect(url_for(".listed"), 303)


def _accuse(number: str, form: AccusedForm) -> bool:
    unlocked = unlocking.unlocked_of_session()
    code = form.code.data or ""
    return mark_accused(access.actor(), number, code, unlocked, callers.keys(), clock.now())


@bp.route("/terlindungi/<ticket>/lepas", methods=["GET", "POST"])
@access.needs(Action.HANDLE_SEALED, "ticket")
@access.fresh
def release(ticket: str) -> Answer:
    form, status = ReleaseForm(), 200
    if form.is_submitted():
        made: list[str] = []
        failed = attempt(form, lambda: made.append(_release(ticket, form)))
        if failed is None:
            flash(f"Laporan dilanjutkan sebagai pengaduan biasa dengan nomor {made[0]}.")
            return redirect(url_for(".listed"), 303)
        return _release_page(ticket, form), failed
    found = _found(ticket)
    form.version.data = str(found.version)
    if found.words is not None:
        form.title.data, form.body.data = found.words["judul"], found.words["isi"]
    return _release_page(ticket, form, locked=found.words is None), status


def _release_page(number: str, form: ReleaseForm, *, locked: bool = False) -> str:
    back = url_for(".case", ticket=number)
    return render_template(
        "desk/lane/release.html", form=form, locked=locked, back=back, **_around()
    )


def _release(number: str, form: ReleaseForm) -> str:
    words = Words(form.title.data or "", form.body.data or "", Category(form.category.data))
    unlocked = unlocking.unlocked_of_session()
    seen = desk.version(form.version.data)
    try:
        return release_case(access.actor(), number, words, seen, unlocked, house(), clock.now())
    except InvalidComplaint as why:
        raise InvalidEntry({FIELDS[one.field]: str(one) for one in why.problems}) from why
