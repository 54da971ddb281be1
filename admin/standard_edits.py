"""A standard is written, published and withdrawn; the maklumat is announced and taken back."""

from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from admin.units import ReasonForm
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.pledge import USUAL
from kiosk.domain.zi.standard import BY_CODE, PARTS, FeeKind, TimeUnit
from kiosk.flows.zi.edit_standard import Opened, open_standard, save_standard
from kiosk.flows.zi.keep_pledge import announce_pledge, withdraw_pledge
from kiosk.flows.zi.publish_standard import publish_standard, withdraw_standard

bp = Blueprint("standard_edits", __name__)
MODEL = "dari"
_FEES = (
    ("", "Belum diisi"),
    (FeeKind.FREE.value, "Gratis"),
    (FeeKind.FIXED.value, "Satu tarif"),
    (FeeKind.LISTED.value, "Menurut rincian di bawah"),
)


def _part(code: str, short: str = "") -> TextAreaField:
    part = BY_CODE[code]
    label = f"{PARTS.index(part) + 1}. {short or part.label}"
    return TextAreaField(label, description=part.hint, render_kw={"rows": 4})


class StandardForm(EditForm):
    version = HiddenField()
    decree = StringField("Nomor SK penetapan", description="Misalnya 188.4/12/DISDUK/2026.")
    decided_on = StringField("Tanggal SK", widget=DateInput())
    persyaratan = _part("persyaratan")
    prosedur = _part("prosedur")
    time_amount = StringField(
        "3. Jangka waktu: angkanya",
        description="Yang dijanjikan sejak berkas lengkap sampai selesai, misalnya 15. Angka ini "
        "dibandingkan dengan lama layanan yang dialami warga.",
        render_kw={"inputmode": "numeric"},
    )
    time_unit = SelectField(
        "Satuannya",
        choices=choices([(one.value, one.label) for one in TimeUnit]),
        validate_choice=False,
    )
    waktu = _part("waktu", "Jangka waktu: penjelasan")
    fee = RadioField("4. Biaya/tarif", choices=choices(_FEES), default="", validate_choice=False)
    fee_amount = StringField(
        "Tarifnya, dalam rupiah",
        description="Misalnya 15.000.",
        render_kw={"inputmode": "numeric"},
    )
    biaya = _part("biaya", "Biaya/tarif: rincian")
    produk = _part("produk")
    pengaduan = _part("pengaduan")
    hukum = _part("hukum")
    sarana = _part("sarana")
    kompetensi = _part("kompetensi")
    pengawasan = _part("pengawasan")
    pelaksana = _part("pelaksana")
    jaminan = _part("jaminan")
    keamanan = _part("keamanan")
    evaluasi = _part("evaluasi")

    @property
    def typed(self) -> dict[str, str]:
        return {one.name: one.data or "" for one in self.shown}


class PublishForm(EditForm):
    version = HiddenField()


class PledgeForm(EditForm):
    text = TextAreaField(
        "Isi maklumat",
        description="Seperti pada lembar yang ditandatangani.",
        default=USUAL,
        render_kw={"rows": 6},
    )
    signer = StringField("Nama penanda tangan")
    post = StringField("Jabatannya")
    signed_on = StringField("Ditandatangani pada", widget=DateInput())

    @property
    def typed(self) -> dict[str, str]:
        return {one.name: one.data or "" for one in self.shown}


@bp.route("/standar/<unit>/<service>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_COMPONENTS, "unit")
def change(unit: str, service: str) -> Answer:
    opened, status = open_standard(unit, service, _model()), 200
    form = StandardForm(data={**opened.typed, "version": str(opened.version)})
    if form.is_submitted():
        failed = attempt(form, lambda: _save(unit, service, form))
        if failed is None:
            flash("Konsep tersimpan. Warga membacanya setelah diterbitkan.")
            return _back(unit, service)
        status = failed
    return page(
        form,
        status,
        template="desk/standard_form.html",
        title="Standar pelayanan",
        about=opened.service,
        intro=[
            "Komponen 1 sampai 6 dibaca warga di halaman loket; sisanya dinilai evaluator. Yang "
            "belum ada boleh kosong dahulu."
        ],
        send="Simpan konsep",
        models=[(one.name, _model_url(unit, service, one.id)) for one in opened.models],
        **_around(unit, service, opened),
    )


def _model() -> int | None:
    """Which service to begin with; only where the form is opened, never where it is sent."""
    asked = request.args.get(MODEL, "")
    fits = asked.isascii() and asked.isdigit() and len(asked) < 10
    return int(asked) if fits and request.method == "GET" else None


def _model_url(unit: str, service: str, model: int) -> str:
    return url_for(".change", unit=unit, service=service, dari=model)


def _save(unit: str, service: str, form: StandardForm) -> None:
    version = desk.version(form.version.data)
    save_standard(access.actor(), unit, service, version, form.typed, clock.now())


def _around(unit: str, service: str, opened: Opened) -> dict[str, Any]:
    back = url_for("desk.standards.page", unit=unit, service=service)
    listed = url_for("desk.standards.listed", unit=unit)
    crumbs = [*desk.crumbs(), ("Standar pelayanan", listed), (opened.service, back)]
    return {"back": back, "crumbs": crumbs}


@bp.post("/standar/<unit>/<service>/terbitkan")
@access.needs(Action.KEEP_COMPONENTS, "unit")
def publish(unit: str, service: str) -> Answer:
    form = PublishForm()
    version = desk.version(form.version.data)
    failed = attempt(
        form, lambda: publish_standard(access.actor(), unit, service, version, clock.now())
    )
    told = "Standar diterbitkan. Warga membacanya di halaman loket." if failed is None else None
    flash(told or desk.first(form.faults) or "Konsepnya berubah. Baca lagi, lalu terbitkan.")
    return _back(unit, service)


@bp.route("/standar/<unit>/<service>/cabut", methods=["GET", "POST"])
@access.needs(Action.KEEP_COMPONENTS, "unit")
def withdraw(unit: str, service: str) -> Answer:
    opened, form, status = open_standard(unit, service), ReasonForm(), 200
    if form.is_submitted():
        reason = form.reason.data or ""
        failed = attempt(
            form, lambda: withdraw_standard(access.actor(), unit, service, reason, clock.now())
        )
        if failed is None:
            flash("Standar dicabut. Riwayatnya tetap ada.")
            return _back(unit, service)
        status = failed
    intro = ["Warga tidak lagi membaca standar layanan ini. Riwayatnya tetap tersimpan."]
    words = {"title": "Cabut standar", "send": "Cabut standar", "intro": intro, "danger": True}
    return page(form, status, about=opened.service, **_around(unit, service, opened), **words)


@bp.route("/maklumat/<unit>", methods=["GET", "POST"])
@access.needs(Action.KEEP_COMPONENTS, "unit")
def announce(unit: str) -> Answer:
    form, status = PledgeForm(), 200
    if form.is_submitted():
        failed = attempt(
            form, lambda: announce_pledge(access.actor(), unit, form.typed, clock.now())
        )
        if failed is None:
            flash("Maklumat diumumkan. Tambahkan foto lembar yang ditandatangani.")
            return redirect(url_for("desk.standards.listed", unit=unit), 303)
        status = failed
    intro = ["Dibaca warga di halaman loket unit ini dan unit di bawahnya."]
    return page(
        form, status, title="Maklumat pelayanan", send="Umumkan", intro=intro, **_list(unit)
    )


@bp.route("/maklumat/<unit>/cabut", methods=["GET", "POST"])
@access.needs(Action.KEEP_COMPONENTS, "unit")
def take_back(unit: str) -> Answer:
    form, status = ReasonForm(), 200
    if form.is_submitted():
        reason = form.reason.data or ""
        failed = attempt(form, lambda: withdraw_pledge(access.actor(), unit, reason, clock.now()))
        if failed is None:
            flash("Maklumat dicabut.")
            return redirect(url_for("desk.standards.listed", unit=unit), 303)
        status = failed
    words = {"title": "Cabut maklumat", "send": "Cabut maklumat", "danger": True}
    return page(form, status, **words, **_list(unit))


def _list(unit: str) -> dict[str, Any]:
    back = url_for("desk.standards.listed", unit=unit)
    return {"back": back, "crumbs": [*desk.crumbs(), ("Standar pelayanan", back)]}


def _back(unit: str, service: str) -> Answer:
    return redirect(url_for("desk.standards.page", unit=unit, service=service), 303)
