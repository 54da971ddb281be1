"""Spreadsheets of offices: uploaded, waiting, and those that are in."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt, choices
from kiosk import clock
from kiosk.domain.index.period import of_month
from kiosk.domain.people.policy import Action
from kiosk.flows.place.use_instrument import list_instruments
from kiosk.flows.survey.hold_import import drop_import, hold_import
from kiosk.flows.survey.list_imports import ListedImport, list_imports
from kiosk.fronts import uploads
from kiosk.fronts.house import house
from kiosk.i18n import number

bp = Blueprint("imports", __name__)
DEFAULT = "skm-2017"
SURVEYS = ("skm", "spkp", "spak")


class UploadForm(EditForm):
    instrumen = SelectField("Instrumen", default=DEFAULT)
    lampiran = FileField(
        "Berkas CSV atau XLSX",
        [FileRequired("Pilih berkasnya.")],
        description="Paling besar 5 MB. Tidak ada rumus atau makro yang dijalankan.",
        render_kw={"accept": ".csv,.xlsx"},
    )


class DropForm(EditForm):
    """Nothing but its stamp."""


@bp.get("/impor/<unit>")
@access.needs(Action.IMPORT_SHEETS, "unit")
def listed(unit: str) -> Answer:
    return shown(unit, _form())


@bp.post("/impor/<unit>")
@access.needs(Action.IMPORT_SHEETS, "unit")
def upload(unit: str) -> Answer:
    uploads.widen()
    form, made = _form(), list[str]()
    failed = attempt(form, lambda: made.append(_hold(unit, form)))
    if failed is not None:
        return shown(unit, form, failed)
    return redirect(url_for("desk.import_map.page", unit=unit, draft=made[0]), 303)


@bp.post("/impor/<unit>/<draft>/buang")
@access.needs(Action.IMPORT_SHEETS, "unit")
def drop(unit: str, draft: str) -> Answer:
    form = DropForm()
    failed = attempt(form, lambda: drop_import(access.actor(), unit, draft, house().instance))
    if failed is not None:
        return shown(unit, form, failed)
    flash("Berkas dibuang. Tidak ada yang disimpan.")
    return redirect(url_for(".listed", unit=unit), 303)


def _form() -> UploadForm:
    form = UploadForm()
    known = {code: name for one in SURVEYS for code, name in list_instruments(one).items()}
    form.instrumen.choices = choices([(code, f"{title} ({code})") for code, title in known.items()])
    return form


def _hold(unit: str, form: UploadForm) -> str:
    sent = uploads.taken()
    name, content = (sent[0].name, sent[0].content) if sent else ("", b"")
    instrument = form.instrumen.data or DEFAULT
    return hold_import(
        access.actor(), unit, instrument, name, content, house().instance, clock.now()
    )


def shown(unit: str, form: EditForm, status: int = 200) -> Answer:
    """The page; ``form`` says what was wrong."""
    found = list_imports(access.actor(), unit)
    upload_form = form if isinstance(form, UploadForm) else _form()
    page = render_template(
        "desk/imports.html",
        unit=found.unit,
        form=upload_form,
        faults=form.faults,
        waiting=[
            {
                "name": one.name,
                "at": desk.moment(one.at, found.unit.zone),
                "url": url_for("desk.import_map.page", unit=unit, draft=one.file),
                "drop_url": url_for("desk.imports.drop", unit=unit, draft=one.file),
            }
            for one in found.waiting
        ],
        rows=[_row(one, found.unit.zone) for one in found.imports],
        exclude_url=url_for("desk.answers.listed", unit=unit),
        crumbs=[*desk.crumbs(), (found.unit.name, url_for("desk.units.profile", unit=unit))],
        tabs=desk.tabs(unit, "", "desk.answers.listed"),
    )
    return page, status


def _row(one: ListedImport, zone: str) -> dict[str, Any]:
    months = sorted(one.months.items())
    return {
        "name": one.name,
        "sha256": one.sha256,
        "at": desk.moment(one.at, zone),
        "by": one.by or "Perintah kiosk",
        "source": "kertas" if one.source.name == "PAPER" else "lembar kerja",
        "answers": number(one.answers),
        "months": [f"{of_month(month).title}: {number(n)}" for month, n in months],
        "theirs": one.theirs.replace(".", ","),
        "ours": one.ours.replace(".", ","),
    }
