"""A plan is written, begun, called done, dropped or taken back."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from wtforms import BooleanField, FileField, HiddenField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, desk, plans
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.index.plan import STEPS, Move
from kiosk.domain.index.plan_entry import Typed, quarters
from kiosk.domain.people.policy import Action
from kiosk.flows.index.edit_plan import edit_plan
from kiosk.flows.index.move_plan import move_plan
from kiosk.flows.index.show_plan import PlanView, show_plan
from kiosk.flows.proving import Sent
from kiosk.fronts import uploads
from kiosk.fronts.house import house

bp = Blueprint("plan_edits", __name__)
ACCEPT = "image/jpeg,image/png,image/webp,image/gif,application/pdf"
_SIDES = {"owner_id": "Diingatkan", "state": "Keadaan", "done_on": "Tanggal selesai"}


class PlanForm(EditForm):
    """Names of what is kept under another name than it is typed, for what somebody else saved."""

    def _label(self, name: str) -> str:
        return _SIDES.get(name) or super()._label(name)


class WordsForm(PlanForm):
    version = HiddenField()
    problem = TextAreaField(
        "Masalah",
        description="Apa yang terjadi di loket, menurut angka dan yang Anda ketahui.",
        render_kw={"rows": 4},
    )
    action = TextAreaField(
        "Tindakan",
        description="Apa yang akan dilakukan, sehingga orang luar dapat melihat sudah atau belum. "
        "Dibaca semua orang setelah periodenya diterbitkan.",
        render_kw={"rows": 4},
    )
    owner = StringField(
        "Penanggung jawab",
        description="Jabatan, bukan nama: bagian ini dapat dibaca semua orang.",
    )
    owner_code = SelectField(
        "Siapa yang diingatkan",
        description="Lewat surel, tujuh hari sebelum tenggat, pada harinya, dan tiap minggu "
        "sesudahnya. Bila kosong, kepala unit.",
        choices=[],
        validate_choice=False,
    )
    quarter = SelectField(
        "Waktu", description="Bila kosong, triwulan tenggatnya.", choices=[], validate_choice=False
    )
    due = StringField("Tenggat", widget=DateInput())
    public_title = StringField(
        "Judul untuk publik", description="Boleh kosong: nama unsurnya yang tampil."
    )
    public_answer = TextAreaField(
        "Jawaban untuk publik",
        description="Dibaca warga di papan Anda sampaikan, kami kerjakan, setelah periodenya "
        "diterbitkan. Tanpa nama orang.",
        render_kw={"rows": 4},
    )


class NoteForm(PlanForm):
    version = HiddenField()
    note = TextAreaField("Alasan", description="Masuk riwayat rencana.", render_kw={"rows": 3})


class DoneForm(PlanForm):
    version = HiddenField()
    note = TextAreaField(
        "Apa yang sudah dilakukan", description="Masuk riwayat rencana.", render_kw={"rows": 3}
    )
    lampiran = FileField(
        "Bukti: foto atau PDF",
        description="Foto paling besar 8 MB, PDF 10 MB. Data lokasi dalam foto dibuang.",
        render_kw={"accept": ACCEPT},
    )
    caption = StringField("Keterangan bukti")
    public = BooleanField("Foto ini boleh dilihat semua orang. Pastikan tidak ada wajah warga.")


@bp.route("/rtl/<unit>/<int:plan>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def change(unit: str, plan: int) -> Answer:
    view, status = show_plan(unit, plan, clock.now()), 200
    form = _words_form(view)
    if form.is_submitted():
        failed = attempt(form, lambda: _change(unit, plan, form))
        if failed is None:
            flash("Rencana tersimpan.")
            return _back(unit, plan)
        status = failed
    return page(form, status, title="Ubah rencana", send="Simpan", **_around(view))


def _words_form(view: PlanView) -> WordsForm:
    kept = view.plan
    form = WordsForm(
        data={
            "version": kept.version,
            "problem": kept.problem,
            "action": kept.action,
            "owner": kept.owner,
            "owner_code": view.owner_code,
            "quarter": str(kept.quarter or ""),
            "due": str(kept.due or ""),
            "public_title": kept.public_title,
            "public_answer": kept.public_answer,
        }
    )
    form.owner_code.choices = choices([("", "Kepala unit"), *_colleagues(view)])
    times = [(str(one), one.title) for one in quarters(kept.period)]
    form.quarter.choices = choices([("", "Ikut tenggat"), *times])
    return form


def _colleagues(view: PlanView) -> list[tuple[str, str]]:
    """Whom the list may name: everybody to those who see the staff; to the others themselves and
    whoever is named already."""
    me = access.actor()
    if me.may(Action.SEE_STAFF, access.spot()):
        return list(view.people)
    return [one for one in view.people if one[0] in (me.code, view.owner_code)]


def _change(unit: str, plan: int, form: WordsForm) -> None:
    typed = Typed(
        form.problem.data or "",
        form.action.data or "",
        form.owner.data or "",
        form.quarter.data or "",
        form.due.data or "",
        form.public_title.data or "",
        form.public_answer.data or "",
    )
    edit_plan(
        access.actor(),
        unit,
        plan,
        desk.version(form.version.data),
        typed,
        form.owner_code.data or "",
        clock.now(),
    )


@bp.post("/rtl/<unit>/<int:plan>/mulai")
@access.needs(Action.KEEP_PLANS, "unit")
def start(unit: str, plan: int) -> Answer:
    """In one click: nothing is to be written."""
    form = NoteForm()
    failed = attempt(form, lambda: _move(unit, plan, Move.START, form))
    if failed is not None:
        return plans.drawn(unit, plan, form.faults), failed
    flash("Rencana mulai dikerjakan.")
    return _back(unit, plan)


@bp.route("/rtl/<unit>/<int:plan>/selesaikan", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def finish(unit: str, plan: int) -> Answer:
    uploads.widen()
    view, form, status = show_plan(unit, plan, clock.now()), DoneForm(), 200
    if form.is_submitted():
        sent = Sent(uploads.taken(), form.caption.data or "", bool(form.public.data))
        failed = attempt(form, lambda: _move(unit, plan, Move.FINISH, form, sent))
        if failed is None:
            flash("Rencana ditandai selesai. Bila keliru, cabut lagi tandanya dengan alasan.")
            return _back(unit, plan)
        status = failed
    elif view.plan.lacks:
        # A form that can only be refused would cost what is typed into it.
        flash(f"Lengkapi dahulu rencana ini: {', '.join(view.plan.lacks)}.")
        return redirect(url_for(".change", unit=unit, plan=plan), 303)
    else:
        form.version.data = str(view.plan.version)
    words = {"title": "Tandai selesai", "send": "Tandai selesai", "intro": _proven(view)}
    return page(form, status, **{**_around(view), **words})


def _proven(view: PlanView) -> list[str]:
    if view.proofs:
        return ["Sudah ada bukti. Berkas baru boleh ditambahkan, boleh juga tidak."]
    return ["Lampirkan paling sedikit satu bukti. Satu foto cukup."]


@bp.route("/rtl/<unit>/<int:plan>/batalkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def drop(unit: str, plan: int) -> Answer:
    return _reasoned(unit, plan, Move.DROP)


@bp.route("/rtl/<unit>/<int:plan>/lanjutkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def reopen(unit: str, plan: int) -> Answer:
    return _reasoned(unit, plan, Move.REOPEN)


@bp.route("/rtl/<unit>/<int:plan>/pulihkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def restore(unit: str, plan: int) -> Answer:
    return _reasoned(unit, plan, Move.RESTORE)


def _reasoned(unit: str, plan: int, move: Move) -> Answer:
    """A step that needs a reason and nothing else."""
    view, form, status = show_plan(unit, plan, clock.now()), NoteForm(), 200
    step = STEPS[move]
    if form.is_submitted():
        failed = attempt(form, lambda: _move(unit, plan, move, form))
        if failed is None:
            flash("Tersimpan dalam riwayat rencana.")
            return _back(unit, plan)
        status = failed
    else:
        form.version.data = str(view.plan.version)
    danger = move is Move.DROP
    words = {"title": step.label, "send": step.label, "danger": danger, "intro": INTRO[step.move]}
    return page(form, status, **{**_around(view), **words})


INTRO = {
    Move.DROP: [
        "Rencana yang dibatalkan tetap tampil dan tetap dihitung dalam persentase RTL selesai."
    ],
    Move.REOPEN: ["Tanggal selesainya dihapus dan rencana berjalan lagi. Buktinya tetap ada."],
    Move.RESTORE: ["Rencana kembali menjadi usulan."],
}


def _move(
    unit: str, plan: int, move: Move, form: NoteForm | DoneForm, sent: Sent | None = None
) -> None:
    version = desk.version(form.version.data)
    note = form.note.data or ""
    move_plan(access.actor(), unit, plan, version, move, note, clock.now(), sent, house())


def _around(view: PlanView) -> dict[str, Any]:
    unit, plan = view.unit.code, view.plan
    back = url_for("desk.plans.page", unit=unit, plan=plan.id)
    crumbs = [
        *desk.crumbs(),
        ("Tindak lanjut", url_for("desk.plans.listed", unit=unit)),
        (f"{plan.number} {plan.name}", back),
    ]
    about = f"{plan.number} {plan.name}, {plan.period.title}"
    return {"about": about, "back": back, "crumbs": crumbs}


def _back(unit: str, plan: int) -> Answer:
    return redirect(url_for("desk.plans.page", unit=unit, plan=plan), 303)
