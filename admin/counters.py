"""A unit's counters: added several at once, edited, closed and opened again."""

from typing import Any

from flask import Blueprint, flash, redirect, url_for
from werkzeug.wrappers import Response
from wtforms import HiddenField, StringField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, ManyField, attempt, choices, page
from admin.units import ReasonForm
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit
from kiosk.domain.place.code import spoken
from kiosk.flows.place.close_point import close_point
from kiosk.flows.place.edit_point import OpenCounter, edit_point, open_counter
from kiosk.flows.place.edit_unit import open_unit
from kiosk.flows.place.make_point import make_points
from kiosk.flows.place.reopen_point import reopen_point

bp = Blueprint("counters", __name__)


class NewPointsForm(EditForm):
    points = TextAreaField(
        "Loket", description="Satu baris satu loket. Kode QR dibuat otomatis.",
        render_kw={"rows": 6},
    )  # fmt: skip


class PointForm(EditForm):
    version = HiddenField()
    name = StringField("Nama loket")
    services = ManyField(
        "Layanan di loket ini",
        description="Tanpa pilihan: semua layanan unit, juga yang ditambahkan kemudian.",
    )


@bp.route("/loket/<unit>/tambah", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def make(unit: str) -> Answer:
    form, status = NewPointsForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _make(unit, form))
        if failed is None:
            flash("Loket ditambahkan. Cetak QR-nya, lalu tempel di tempatnya.")
            return redirect(url_for("desk.points.listed", unit=unit), 303)
        status = failed
    words = {"title": "Tambah loket", "send": "Tambah loket", "about": open_unit(unit).name}
    return page(form, status, **words, **_around(unit))


def _make(unit: str, form: NewPointsForm) -> None:
    make_points(access.actor(), unit, form.points.data or "", clock.now())


def _around(unit: str) -> dict[str, Any]:
    back = url_for("desk.points.listed", unit=unit)
    return {"back": back, "crumbs": [*desk.crumbs(), ("Loket dan QR", back)]}


@bp.route("/titik/<point>/ubah", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "point")
def change(point: str) -> Answer:
    found, status = open_counter(point), 200
    form = _form(found)
    if form.is_submitted():
        failed = attempt(form, lambda: _change(point, form))
        if failed is None:
            flash("Perubahan tersimpan.")
            return redirect(url_for("desk.points.listed", unit=found.unit_code), 303)
        status = failed
    words = {"title": "Ubah loket", "send": "Simpan", "about": _about(found)}
    return page(form, status, **words, **_around(found.unit_code))


def _form(found: OpenCounter) -> PointForm:
    opened = {
        "version": found.kept.version,
        "name": found.kept.name,
        "services": list(found.chosen),
    }
    form = PointForm(data=opened)
    form.services.choices = choices(found.services)
    return form


def _about(found: OpenCounter) -> str:
    return f"{found.kept.name} · {spoken(found.kept.code)}"


def _change(point: str, form: PointForm) -> None:
    edit_point(
        access.actor(),
        point,
        desk.version(form.version.data),
        form.name.data or "",
        form.services.data or [],
        clock.now(),
    )


@bp.route("/titik/<point>/tutup", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "point")
def close(point: str) -> Answer:
    found, form, status = open_counter(point), ReasonForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _close(point, form))
        if failed is None:
            flash("Loket ditutup. Bila keliru, buka lagi dari daftar ini.")
            return redirect(url_for("desk.points.listed", unit=found.unit_code), 303)
        status = failed
    intro = [
        "Loket ini berhenti menerima penilaian. QR yang sudah tercetak menunjukkan jalan lain.",
        "Jawaban yang sudah ada tetap tersimpan. Loket dapat dibuka lagi dengan kode yang sama.",
    ]
    words = {"title": "Tutup loket", "send": "Tutup loket", "intro": intro, "danger": True}
    return page(form, status, about=_about(found), **words, **_around(found.unit_code))


def _close(point: str, form: ReasonForm) -> None:
    close_point(access.actor(), point, edit.reason(form.reason.data), clock.now())


@bp.post("/titik/<point>/buka")
@access.needs(Action.EDIT_PLACES, "point")
def reopen(point: str) -> Response:
    found, form = open_counter(point), EditForm()
    failed = attempt(form, lambda: reopen_point(access.actor(), point, clock.now()))
    flash("Loket dibuka lagi." if failed is None else desk.first(form.faults))
    return redirect(url_for("desk.points.listed", unit=found.unit_code), 303)
