"""Kop surat of a unit's documents, and who signs them."""

from flask import Blueprint, flash, redirect, url_for
from wtforms import HiddenField, StringField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.flows.place.edit_letterhead import OpenLetterhead, edit_letterhead, open_letterhead

bp = Blueprint("letterhead", __name__)


class LetterheadForm(EditForm):
    version = HiddenField()
    lines = TextAreaField(
        "Baris kop surat",
        description="Satu baris untuk setiap nama, dari instansi sampai unit. Baris terakhir "
        "dicetak tebal. Paling banyak empat baris.",
        render_kw={"rows": 4},
    )
    address = StringField("Alamat", description="Misalnya: Jalan Timor Raya Nomor 1, Kupang 85228.")
    contact = StringField("Telepon, laman, surel", description="Boleh kosong.")
    city = StringField("Kota", description="Tempat surat dibuat, misalnya Kupang.")
    signer_post = StringField(
        "Jabatan penanda tangan", description="Misalnya: Kepala Dinas Kesehatan."
    )
    signer_name = StringField("Nama penanda tangan", description="Dengan gelar.")
    signer_rank = StringField("Pangkat", description="Misalnya: Pembina Tingkat I. Boleh kosong.")
    signer_nip = StringField("NIP", description="18 angka. Boleh kosong.")


@bp.route("/kop/<unit>", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def edit(unit: str) -> Answer:
    """Lambang is the instansi's, and is changed there."""
    found, status = open_letterhead(unit), 200
    form = LetterheadForm(data={**found.values, "version": str(found.version)})
    if form.is_submitted():
        failed = attempt(form, lambda: _save(unit, form))
        if failed is None:
            flash("Kop surat tersimpan. Dokumen yang dibuat sesudah ini memakainya.")
            return redirect(url_for("desk.units.profile", unit=unit), 303)
        status = failed
    return page(
        form,
        status,
        title="Kop surat dan penanda tangan",
        send="Simpan kop surat",
        about=found.unit.name,
        intro=_intro(found),
        back=url_for("desk.units.profile", unit=unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.units.profile"),
    )


def _intro(found: OpenLetterhead) -> list[str]:
    if found.version:
        return []
    return ["Unit ini belum punya kop surat sendiri. Yang tampil di bawah adalah yang dipakai."]


def _save(unit: str, form: LetterheadForm) -> None:
    given = {name: form[name].data for name in form.data if name not in ("version", "csrf_token")}
    version = desk.version(form.version.data)
    edit_letterhead(access.actor(), unit, version, given, clock.now())
