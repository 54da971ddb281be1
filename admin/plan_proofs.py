"""Proof of a plan: added, looked at, shown to everybody or not, taken back."""

from flask import Blueprint, Response, flash, redirect, url_for
from wtforms import BooleanField, FileField, HiddenField, StringField, TextAreaField

from admin import access, desk, plans
from admin.editing import Answer, EditForm, attempt, page
from admin.plan_edits import ACCEPT
from kiosk import clock
from kiosk.domain.complaint.attachment_name import download_headers, inline_headers
from kiosk.domain.people.policy import Action
from kiosk.flows.index.fetch_proof import fetch_proof
from kiosk.flows.index.prove_plan import add_proof, remove_proof, show_proof
from kiosk.flows.proving import Opened, Sent
from kiosk.fronts import uploads
from kiosk.fronts.house import house

bp = Blueprint("plan_proofs", __name__)


class ProofForm(EditForm):
    lampiran = FileField(
        "Bukti: foto atau PDF",
        description="Foto paling besar 8 MB, PDF 10 MB. Data lokasi dalam foto dibuang.",
        render_kw={"accept": ACCEPT},
    )
    caption = StringField("Keterangan bukti")
    public = BooleanField("Foto ini boleh dilihat semua orang. Pastikan tidak ada wajah warga.")


class ShowForm(EditForm):
    publik = HiddenField()


class RemoveForm(EditForm):
    note = TextAreaField("Alasan", description="Masuk riwayat rencana.", render_kw={"rows": 3})


@bp.route("/rtl/<unit>/<int:plan>/bukti", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def add(unit: str, plan: int) -> Answer:
    uploads.widen()
    form, status = ProofForm(), 200
    if form.is_submitted():
        sent = Sent(uploads.taken(), form.caption.data or "", bool(form.public.data))
        failed = attempt(
            form, lambda: add_proof(access.actor(), unit, plan, sent, house(), clock.now())
        )
        if failed is None:
            flash("Bukti ditambahkan.")
            return _back(unit, plan)
        status = failed
    return page(form, status, title="Tambah bukti", send="Tambah bukti", **_around(unit, plan))


@bp.get("/rtl/<unit>/<int:plan>/bukti/<int:proof>")
@access.needs(Action.SEE_PLANS, "unit")
def download(unit: str, plan: int, proof: int) -> Response:
    """To be saved."""
    found = fetch_proof(unit, plan, proof, house())
    return Response(found.content, headers=download_headers(found.name, found.media_type))


@bp.get("/rtl/<unit>/<int:plan>/bukti/<int:proof>/gambar")
@access.needs(Action.SEE_PLANS, "unit")
def thumbnail(unit: str, plan: int, proof: int) -> Response:
    found: Opened = fetch_proof(unit, plan, proof, house(), small=True)
    return Response(found.content, headers=inline_headers(found.media_type))


@bp.post("/rtl/<unit>/<int:plan>/bukti/<int:proof>/publik")
@access.needs(Action.KEEP_PLANS, "unit")
def show(unit: str, plan: int, proof: int) -> Answer:
    form = ShowForm()
    public = form.publik.data == "1"
    failed = attempt(
        form, lambda: show_proof(access.actor(), unit, plan, proof, clock.now(), public=public)
    )
    if failed is not None:
        return plans.drawn(unit, plan, form.faults), failed
    flash("Foto dapat dilihat semua orang." if public else "Foto ditutup dari publik.")
    return _back(unit, plan)


@bp.route("/rtl/<unit>/<int:plan>/bukti/<int:proof>/hapus", methods=["GET", "POST"])
@access.needs(Action.KEEP_PLANS, "unit")
def remove(unit: str, plan: int, proof: int) -> Answer:
    form, status = RemoveForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _remove(unit, plan, proof, form))
        if failed is None:
            flash("Bukti dihapus. Bahwa pernah ada, tetap tercatat dalam riwayat.")
            return _back(unit, plan)
        status = failed
    words = {"title": "Hapus bukti", "send": "Hapus bukti", "danger": True}
    intro = ["Berkasnya dihapus dari penyimpanan dan tidak dapat dikembalikan."]
    return page(form, status, **words, intro=intro, **_around(unit, plan))


def _remove(unit: str, plan: int, proof: int, form: RemoveForm) -> None:
    remove_proof(access.actor(), unit, plan, proof, form.note.data or "", clock.now())


def _around(unit: str, plan: int) -> dict[str, object]:
    back = url_for("desk.plans.page", unit=unit, plan=plan)
    listed = ("Tindak lanjut", url_for("desk.plans.listed", unit=unit))
    return {"back": back, "crumbs": [*desk.crumbs(), listed, ("Rencana", back)]}


def _back(unit: str, plan: int) -> Answer:
    return redirect(url_for("desk.plans.page", unit=unit, plan=plan), 303)
