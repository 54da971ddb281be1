"""Units: made with all they need, shown, edited, closed and opened again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, SelectField, StringField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit
from kiosk.domain.place.tree import Node
from kiosk.flows.place.close_unit import close_unit
from kiosk.flows.place.edit_unit import edit_unit, open_unit
from kiosk.flows.place.list_units import UnitProfile, places_to_build, show_unit
from kiosk.flows.place.make_unit import NewUnit, make_unit
from kiosk.flows.place.reopen_unit import reopen_unit
from kiosk.flows.place.use_instrument import list_instruments

bp = Blueprint("units", __name__)
FIRST_INSTRUMENT = "skm-2017"
ZONES = choices(list(edit.ZONES.items()))
INDENT = "\u2003"


class UnitForm(EditForm):
    version = HiddenField()
    name = StringField("Nama unit")
    timezone = SelectField("Zona waktu", choices=ZONES)
    address = StringField("Alamat", description="Ditampilkan di halaman warga.")
    phone = StringField("Telepon", description="Untuk warga yang perlu bantuan.")


class NewUnitForm(EditForm):
    place = SelectField("Di bawah")
    name = StringField("Nama unit", description="Seperti tertulis di papan nama kantor.")
    timezone = SelectField("Zona waktu", choices=ZONES)
    address = StringField("Alamat", description="Ditampilkan di halaman warga.")
    phone = StringField("Telepon", description="Untuk warga yang perlu bantuan.")
    services = TextAreaField(
        "Layanan", description="Satu baris satu layanan.", render_kw={"rows": 10}
    )
    asks_fee = BooleanField(
        "Tanyakan unsur biaya. Lepas tandanya bila layanan ini gratis.", default=True
    )
    points = TextAreaField(
        "Loket", description="Satu baris satu loket. Kode QR dibuat otomatis.",
        render_kw={"rows": 6},
    )  # fmt: skip
    instrument = SelectField("Kuesioner", description="Dipakai mulai bulan ini.")


class ReasonForm(EditForm):
    reason = TextAreaField("Alasan", description="Masuk catatan audit.", render_kw={"rows": 3})


@bp.route("/unit/baru", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES)
def make() -> Answer:
    """One page for the whole unit; then straight to its counters and QR."""
    form = NewUnitForm(place=request.args.get("di"), instrument=FIRST_INSTRUMENT)
    _offer(form)
    made: list[str] = []
    status = 200
    if form.is_submitted():
        failed = attempt(form, lambda: made.append(_make(form)))
        if failed is None:
            flash("Unit sudah dibuat. Cetak QR-nya, lalu tempel di loket.")
            return redirect(url_for("desk.points.listed", unit=made[0]), 303)
        status = failed
    return page(
        form,
        status,
        title="Buat unit",
        send="Buat unit",
        back=url_for("desk.overview.index"),
        crumbs=desk.crumbs(),
    )


def _offer(form: NewUnitForm) -> None:
    places = places_to_build(access.actor())
    form.place.choices = choices([(one.value, INDENT * one.depth + one.name) for one in places])
    known = [(code, f"{title} ({code})") for code, title in list_instruments("skm").items()]
    form.instrument.choices = choices([*known, ("", "Mengikuti unit di atasnya")])
    if not form.timezone.raw_data:
        form.timezone.data = desk.zone()


def _make(form: NewUnitForm) -> str:
    wanted = NewUnit(
        place=form.place.data,
        name=form.name.data or "",
        timezone=form.timezone.data,
        address=form.address.data or "",
        phone=form.phone.data or "",
        services=form.services.data or "",
        points=form.points.data or "",
        instrument=form.instrument.data,
        asks_fee=form.asks_fee.data,
    )
    return make_unit(access.actor(), wanted, clock.now())


@bp.get("/unit/<unit>")
@access.needs(Action.SEE_PLACES, "unit")
def profile(unit: str) -> str:
    found = show_unit(access.actor(), unit)
    return render_template(
        "desk/unit.html",
        u=_shown(found),
        crumbs=[*desk.crumbs(), *_above(found)],
        tabs=desk.tabs(unit, "", "desk.units.profile"),
    )


def _above(found: UnitProfile) -> list[tuple[str, str]]:
    return [(one.name, url_for(".profile", unit=one.code)) for one in reversed(found.above)]


def _shown(found: UnitProfile) -> dict[str, Any]:
    values, code = found.kept.values, found.kept.code
    may_edit = access.actor().may(Action.EDIT_PLACES, access.spot())
    return {
        "name": found.kept.name,
        "code": code,
        "instansi": found.node.instansi,
        "address": values["address"],
        "phone": values["phone"],
        "zone": edit.ZONES.get(values["timezone"], values["timezone"]),
        "closed_at": desk.day(found.kept.closed_at, values["timezone"]),
        "services": found.services,
        "points": found.points,
        "instruments": [one.instrument for one in found.uses],
        "below": [
            (one.name, url_for(".profile", unit=one.code), bool(one.closed_at))
            for one in found.below
        ],
        "services_url": url_for("desk.services.listed", unit=code),
        "points_url": url_for("desk.points.listed", unit=code),
        "instruments_url": url_for("desk.instruments.listed", unit=code),
        "edit_url": url_for(".change", unit=code) if may_edit else None,
        "close_url": url_for(".close", unit=code) if may_edit else None,
        "reopen_url": url_for(".reopen", unit=code) if may_edit else None,
        "add_url": url_for(".make", di=f"unit:{code}") if may_edit else None,
        "form": EditForm(),
    }


def _below(node: Node) -> tuple[str, str, bool]:
    return node.name, url_for(".profile", unit=node.code), node.closed_at is not None


@bp.route("/unit/<unit>/ubah", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def change(unit: str) -> Answer:
    kept = open_unit(unit)
    form = UnitForm(data={**kept.values, "version": kept.version})
    status = 200
    if form.is_submitted():
        failed = attempt(form, lambda: _change(unit, form))
        if failed is None:
            flash("Perubahan tersimpan.")
            return redirect(url_for(".profile", unit=unit), 303)
        status = failed
    return page(form, status, title="Ubah unit", send="Simpan", **_around(unit, kept.name))


def _change(unit: str, form: UnitForm) -> None:
    name, zone = form.name.data or "", form.timezone.data
    entry = edit.unit(name, zone, form.address.data, form.phone.data)
    edit_unit(access.actor(), unit, desk.version(form.version.data), entry, clock.now())


def _around(unit: str, name: str) -> dict[str, Any]:
    back = url_for("desk.units.profile", unit=unit)
    return {"about": name, "back": back, "crumbs": [*desk.crumbs(), (name, back)]}


@bp.route("/unit/<unit>/tutup", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def close(unit: str) -> Answer:
    kept, form, status = open_unit(unit), ReasonForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _close(unit, form))
        if failed is None:
            flash("Unit ditutup. Bila keliru, buka lagi dari halaman ini.")
            return redirect(url_for(".profile", unit=unit), 303)
        status = failed
    intro = [
        "Semua loket unit ini berhenti menerima penilaian, dan QR-nya menunjukkan jalan lain.",
        "Jawaban dan indeks yang sudah ada tetap tersimpan. Unit dapat dibuka lagi.",
    ]
    words = {"title": "Tutup unit", "send": "Tutup unit", "intro": intro, "danger": True}
    return page(form, status, **words, **_around(unit, kept.name))


def _close(unit: str, form: ReasonForm) -> None:
    close_unit(access.actor(), unit, edit.reason(form.reason.data), clock.now())


@bp.post("/unit/<unit>/buka")
@access.needs(Action.EDIT_PLACES, "unit")
def reopen(unit: str) -> Response:
    form = EditForm()
    failed = attempt(form, lambda: reopen_unit(access.actor(), unit, clock.now()))
    flash("Unit dibuka lagi." if failed is None else desk.first(form.faults))
    return redirect(url_for(".profile", unit=unit), 303)
