"""A unit's services: listed, added several at once, edited, closed and opened again."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from werkzeug.wrappers import Response
from wtforms import BooleanField, HiddenField, StringField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, page
from admin.units import ReasonForm
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit
from kiosk.flows.place.close_service import close_service
from kiosk.flows.place.edit_service import edit_service, open_service
from kiosk.flows.place.list_units import ListedService, list_services
from kiosk.flows.place.make_service import make_services
from kiosk.flows.place.reopen_service import reopen_service

bp = Blueprint("services", __name__)
ASKS_FEE = "Tanyakan unsur biaya. Lepas tandanya bila layanan ini gratis."


class NewServicesForm(EditForm):
    services = TextAreaField(
        "Layanan", description="Satu baris satu layanan.", render_kw={"rows": 8}
    )
    asks_fee = BooleanField(ASKS_FEE, default=True)


class ServiceForm(EditForm):
    version = HiddenField()
    name = StringField("Nama layanan")
    asks_fee = BooleanField(ASKS_FEE)


@bp.get("/layanan/<unit>")
@access.needs(Action.SEE_PLACES, "unit")
def listed(unit: str) -> str:
    kept, found = list_services(unit)
    may_edit = access.actor().may(Action.EDIT_PLACES, access.spot())
    shown = [_shown(unit, one, kept.values["timezone"], may_edit) for one in found]
    return render_template(
        "desk/services.html",
        unit=kept,
        services=[one for one in shown if not one["closed_at"]],
        closed=[one for one in shown if one["closed_at"]],
        add_url=url_for(".make", unit=unit) if may_edit else None,
        standards_url=_standards_url(unit),
        form=EditForm(),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.services.listed"),
    )


def _standards_url(unit: str) -> str | None:
    may = access.actor().may(Action.SEE_COMPONENTS, access.spot())
    return url_for("desk.standards.listed", unit=unit) if may else None


def _shown(unit: str, one: ListedService, zone: str, may_edit: bool) -> dict[str, Any]:
    here: dict[str, Any] = {"unit": unit, "service": one.code}
    return {
        "name": one.name,
        "asks_fee": one.asks_fee,
        "closed_at": desk.day(one.closed_at, zone),
        "edit_url": url_for(".change", **here) if may_edit else None,
        "close_url": url_for(".close", **here) if may_edit else None,
        "reopen_url": url_for(".reopen", **here) if may_edit else None,
    }


@bp.route("/layanan/<unit>/tambah", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def make(unit: str) -> Answer:
    form, status = NewServicesForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _make(unit, form))
        if failed is None:
            flash("Layanan ditambahkan.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    return page(form, status, title="Tambah layanan", send="Tambah layanan", **_around(unit))


def _make(unit: str, form: NewServicesForm) -> None:
    typed, asks_fee = form.services.data or "", form.asks_fee.data
    make_services(access.actor(), unit, typed, clock.now(), asks_fee=asks_fee)


def _around(unit: str) -> dict[str, Any]:
    back = url_for(".listed", unit=unit)
    kept, _ = list_services(unit)
    return {"about": kept.name, "back": back, "crumbs": [*desk.crumbs(), ("Layanan", back)]}


@bp.route("/layanan/<unit>/<service>/ubah", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def change(unit: str, service: str) -> Answer:
    kept, status = open_service(unit, service), 200
    opened = {"version": kept.version, "name": kept.name, "asks_fee": kept.values["asks_fee"]}
    form = ServiceForm(data=opened)
    if form.is_submitted():
        failed = attempt(form, lambda: _change(unit, service, form))
        if failed is None:
            flash("Perubahan tersimpan.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    return page(form, status, title="Ubah layanan", send="Simpan", **_around(unit))


def _change(unit: str, service: str, form: ServiceForm) -> None:
    edit_service(
        access.actor(),
        unit,
        service,
        desk.version(form.version.data),
        form.name.data or "",
        clock.now(),
        asks_fee=form.asks_fee.data,
    )


@bp.route("/layanan/<unit>/<service>/tutup", methods=["GET", "POST"])
@access.needs(Action.EDIT_PLACES, "unit")
def close(unit: str, service: str) -> Answer:
    kept, form, status = open_service(unit, service), ReasonForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _close(unit, service, form))
        if failed is None:
            flash("Layanan ditutup. Bila keliru, buka lagi dari daftar di bawah.")
            return redirect(url_for(".listed", unit=unit), 303)
        status = failed
    intro = ["Warga tidak lagi dapat memilih layanan ini. Jawaban yang sudah ada tetap tersimpan."]
    words = {"title": "Tutup layanan", "send": "Tutup layanan", "intro": intro, "danger": True}
    return page(form, status, **{**_around(unit), "about": kept.name}, **words)


def _close(unit: str, service: str, form: ReasonForm) -> None:
    close_service(access.actor(), unit, service, edit.reason(form.reason.data), clock.now())


@bp.post("/layanan/<unit>/<service>/buka")
@access.needs(Action.EDIT_PLACES, "unit")
def reopen(unit: str, service: str) -> Response:
    form = EditForm()
    failed = attempt(form, lambda: reopen_service(access.actor(), unit, service, clock.now()))
    flash("Layanan dibuka lagi." if failed is None else desk.first(form.faults))
    return redirect(url_for(".listed", unit=unit), 303)
