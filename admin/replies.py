"""Reply texts: the shipped ones to read, an instansi's own to make, change and withdraw."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.reply import FIELDS, Stage
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.edit_replies import (
    Draft,
    edit_reply,
    list_replies,
    list_reply_places,
    make_reply,
    open_reply,
    withdraw_reply,
)

bp = Blueprint("replies", __name__)
STAGES = {
    Stage.VERIFICATION: "Verifikasi",
    Stage.COMPLETION: "Meminta kelengkapan",
    Stage.PROGRESS: "Perkembangan",
    Stage.FORWARDING: "Penerusan",
    Stage.ANSWER: "Jawaban",
    Stage.OUTSIDE: "Di luar kewenangan",
    Stage.OBJECTION: "Keberatan",
    Stage.CLOSURE: "Penutupan",
}


class WithdrawForm(EditForm):
    version = HiddenField()


class ReplyForm(EditForm):
    version = HiddenField()
    instansi = SelectField("Untuk instansi", choices=[], validate_choice=False)
    stage = SelectField(
        "Dipakai pada tahap", choices=choices([(one.value, said) for one, said in STAGES.items()])
    )
    ticket_class = SelectField(
        "Untuk kelas laporan",
        choices=choices([("", "Semua kelas"), *((one.value, one.label) for one in TicketClass)]),
    )
    title = StringField("Judul", description="Hanya petugas yang melihatnya.")
    body = TextAreaField(
        "Isi",
        description="Isian yang terisi sendiri: "
        + ", ".join(f"{{{one}}}" for one in FIELDS)
        + ". {jawaban} ditulis petugas.",
        render_kw={"rows": 12},
    )


@bp.get("/balasan")
@access.needs(Action.EDIT_REPLIES)
def listed() -> str:
    own, shipped = list_replies(access.actor())
    return render_template(
        "desk/replies.html",
        own=own,
        shipped=shipped,
        stages={stage.value: said for stage, said in STAGES.items()},
        stamp=EditForm(formdata=None),
        crumbs=[],
        tabs=[],
    )


@bp.route("/balasan/baru", methods=["GET", "POST"])
@access.needs(Action.EDIT_REPLIES)
def make() -> Answer:
    form, status = ReplyForm(), 200
    form.instansi.choices = choices(list_reply_places(access.actor()))
    if form.is_submitted():
        failed = attempt(form, lambda: _make(form))
        if failed is None:
            flash("Templat ditambahkan.")
            return redirect(url_for(".listed"), 303)
        status = failed
    return page(form, status, title="Tambah templat", send="Tambah templat", **_around())


def _make(form: ReplyForm) -> None:
    make_reply(access.actor(), form.instansi.data or "", _typed(form), clock.now())


def _typed(form: ReplyForm) -> Draft:
    data: dict[str, Any] = form.data
    return Draft(*(data[name] or "" for name in ("ticket_class", "stage", "title", "body")))


def _around() -> dict[str, Any]:
    return {"back": url_for(".listed"), "crumbs": [("Templat balasan", url_for(".listed"))]}


@bp.route("/balasan/<int:reply>/ubah", methods=["GET", "POST"])
@access.needs(Action.EDIT_REPLIES)
def change(reply: int) -> Answer:
    kept, status = open_reply(access.actor(), reply), 200
    one = kept.template
    opened = {
        "version": kept.version,
        "stage": one.stage.value,
        "ticket_class": one.ticket_class.value if one.ticket_class else "",
        "title": one.title,
        "body": one.body,
    }
    form = ReplyForm(data=opened)
    del form.instansi
    if form.is_submitted():
        failed = attempt(form, lambda: _change(reply, form))
        if failed is None:
            flash("Perubahan tersimpan.")
            return redirect(url_for(".listed"), 303)
        status = failed
    return page(form, status, title="Ubah templat", send="Simpan", about=kept.instansi, **_around())


def _change(reply: int, form: ReplyForm) -> None:
    version = desk.version(form.version.data)
    edit_reply(access.actor(), reply, version, _typed(form), clock.now())


@bp.post("/balasan/<int:reply>/cabut")
@access.needs(Action.EDIT_REPLIES)
def withdraw(reply: int) -> Answer:
    form = WithdrawForm()
    version = desk.version(form.version.data)
    failed = attempt(form, lambda: withdraw_reply(access.actor(), reply, version, clock.now()))
    flash("Templat dicabut." if failed is None else desk.first(form.faults))
    return redirect(url_for(".listed"), 303)
