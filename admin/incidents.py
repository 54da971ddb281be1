"""Incidents of personal data: the register, its clock, who saw what, and the notices."""

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import DateTimeLocalField, HiddenField, StringField, TextAreaField
from wtforms.validators import InputRequired

from admin import access, callers, desk
from admin.editing import Answer, EditForm, ManyField, attempt, choices, page
from kiosk import clock
from kiosk.domain.people import incident as written
from kiosk.domain.people.incident import Data, Entry, Incident, Seen, UnknownIncident, Words
from kiosk.domain.people.policy import Action
from kiosk.flows.people.keep_incident import (
    Picture,
    edit_incident,
    list_incidents,
    mark_incident,
    open_incident,
    show_incident,
)
from kiosk.flows.people.tell_affected import tell_affected
from kiosk.fronts.house import house
from kiosk.fronts.sheets import csv_answer

bp = Blueprint("incidents", __name__)
TITLES = ("waktu", "kode pegawai", "nama", "kegiatan", "objek", "nomor", "unit", "data")
MOST_SHOWN = 200
_ROWS = {"rows": 4}


class EntryForm(EditForm):
    """Moments are the installation's own time."""

    title = StringField("Nama insiden")
    noticed = DateTimeLocalField("Diketahui pada", [InputRequired()])
    since = DateTimeLocalField("Kejadian sejak", [InputRequired()])
    until = DateTimeLocalField("Kejadian sampai", [InputRequired()])
    accounts = StringField(
        "Kode pegawai yang akunnya dipakai",
        description="Dengan spasi di antaranya. Kosong: semua akun dalam rentang itu.",
    )
    data = ManyField("Data yang terungkap", choices=choices([(d.value, d.label) for d in Data]))
    systems = StringField("Sistem")
    happened = TextAreaField("Bagaimana terjadi", render_kw=_ROWS)
    handling = TextAreaField("Penanganan dan pemulihan", render_kw=_ROWS)
    people_text = TextAreaField(
        "Naskah kepada pelapor",
        description="Sunting seperlunya. Yang tidak disunting mengikuti isian di atas.",
        render_kw={"rows": 8},
    )
    agency_text = TextAreaField(
        "Naskah kepada lembaga",
        description="Sunting seperlunya. Yang tidak disunting mengikuti isian di atas.",
        render_kw={"rows": 8},
    )
    version = HiddenField()


class StepForm(EditForm):
    """A press of one button."""


@bp.get("/insiden")
@access.needs(Action.KEEP_INCIDENTS)
def listed() -> str:
    now = clock.now()
    found = list_incidents(access.actor())
    return render_template(
        "desk/incidents.html", incidents=[_row(one, now) for one in found], crumbs=[], tabs=[]
    )


@bp.route("/insiden/baru", methods=["GET", "POST"])
@access.needs(Action.KEEP_INCIDENTS)
def new() -> Answer:
    form, status, made = EntryForm(), 200, []
    if form.is_submitted():
        failed = attempt(form, lambda: made.append(_open(form)))
        if failed is None:
            return redirect(url_for(".shown", incident=made[0]), 303)
        status = failed
    return _form(form, status, "Catat insiden", url_for(".listed"))


def _open(form: EntryForm) -> int:
    return open_incident(access.actor(), _entry(form), clock.now())


def _form(form: EntryForm, status: int, title: str, back: str) -> Answer:
    crumbs = [("Insiden", url_for(".listed"))]
    return page(form, status, title=title, send="Simpan", back=back, crumbs=crumbs)


def _entry(form: EntryForm) -> Entry:
    def text(name: str) -> str:
        return str(form[name].data or "").replace("\0", "").replace("\r\n", "\n").strip()

    return Entry(
        text("title"),
        _moment(form.noticed.data),
        _moment(form.since.data),
        _moment(form.until.data),
        tuple(text("accounts").upper().split()),
        tuple(Data(one) for one in form["data"].data or ()),
        *(text(one) for one in ("systems", "happened", "handling", "people_text", "agency_text")),
    )


def _moment(typed: datetime | None) -> datetime:
    """Required by the form; what is not there was refused before."""
    return (typed or _local(clock.now())).replace(tzinfo=ZoneInfo(desk.zone()))


def _local(at: datetime) -> datetime:
    return at.astimezone(ZoneInfo(desk.zone())).replace(tzinfo=None, second=0, microsecond=0)


@bp.get("/insiden/<int:incident>")
@access.needs(Action.KEEP_INCIDENTS)
def shown(incident: int) -> Answer:
    """One that is not there, or not this person's to keep, leads back to the register."""
    try:
        found = show_incident(access.actor(), incident, callers.keys())
    except UnknownIncident as unknown:
        return _gone(unknown)
    return _page(found)


def _gone(unknown: UnknownIncident) -> Answer:
    flash(str(unknown))
    return redirect(url_for(".listed"), 303)


@bp.route("/insiden/<int:incident>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_INCIDENTS)
def edit(incident: int) -> Answer:
    try:
        found = show_incident(access.actor(), incident, callers.keys())
    except UnknownIncident as unknown:
        return _gone(unknown)
    form, status = EntryForm(data=_fields(found)), 200
    if form.is_submitted():
        failed = attempt(form, lambda: _edit(found, form))
        if failed is None:
            flash("Insiden disimpan.")
            return redirect(url_for(".shown", incident=incident), 303)
        status = failed
    return _form(form, status, "Ubah insiden", url_for(".shown", incident=incident))


def _edit(found: Picture, form: EntryForm) -> None:
    """A draft nobody changed stays one, and follows what is written above it."""
    one, drafts, entry = found.incident, _texts(found), _entry(form)
    kept = replace(
        entry,
        people_text=_edited(entry.people_text, drafts["people_text"], one.entry.people_text),
        agency_text=_edited(entry.agency_text, drafts["agency_text"], one.entry.agency_text),
    )
    version = desk.version(form.version.data)
    edit_incident(access.actor(), one.id, version, kept, clock.now())


def _edited(typed: str, shown: str, kept: str) -> str:
    return "" if typed == shown and not kept else typed


def _texts(found: Picture) -> dict[str, str]:
    """Both notices, as edited or as drafted."""
    one, words = found.incident, _words(found.incident)
    persons = sum(not each.sealed for each in found.affected)
    return {
        "people_text": one.entry.people_text or written.people_draft(one.entry, words),
        "agency_text": one.entry.agency_text or written.agency_draft(one.entry, words, persons),
    }


def _fields(found: Picture) -> dict[str, Any]:
    one, told = found.incident, found.incident.entry
    moments = {name: _local(getattr(told, name)) for name in ("since", "until")}
    names = ("title", "systems", "happened", "handling")
    return {
        **moments,
        **_texts(found),
        **{name: getattr(told, name) for name in names},
        "noticed": _local(told.noticed_at),
        "accounts": " ".join(told.accounts),
        "data": [item.value for item in told.data],
        "version": one.version,
    }


@bp.post("/insiden/<int:incident>/kabari")
@access.needs(Action.KEEP_INCIDENTS)
@access.fresh
def tell(incident: int) -> Answer:
    return _stepped(incident, _tell)


def _tell(found: Picture) -> None:
    text = _texts(found)["people_text"]
    sent = tell_affected(access.actor(), found.incident.id, text, house(), clock.now())
    flash(f"{sent.people} laporan diberi tahu. Tim berkas terlindungi dihubungi terpisah.")


@bp.post("/insiden/<int:incident>/lembaga")
@access.needs(Action.KEEP_INCIDENTS)
def reported(incident: int) -> Answer:
    """The letter to the agency went out."""
    return _marked(incident, "lembaga")


@bp.post("/insiden/<int:incident>/tutup")
@access.needs(Action.KEEP_INCIDENTS)
def close(incident: int) -> Answer:
    return _marked(incident, "tutup")


def _marked(number: int, what: str) -> Answer:
    return _stepped(number, lambda _: mark_incident(access.actor(), number, what, clock.now()))


def _stepped(number: int, act: Any) -> Answer:
    try:
        found = show_incident(access.actor(), number, callers.keys())
    except UnknownIncident as unknown:
        return _gone(unknown)
    form = StepForm()
    failed = attempt(form, lambda: act(found))
    if failed is not None:
        return _page(found, desk.first(form.faults)), failed
    return redirect(url_for(".shown", incident=number), 303)


@bp.get("/insiden/<int:incident>/akses.csv")
@access.needs(Action.KEEP_INCIDENTS)
@access.fresh
def exported(incident: int) -> Answer:
    """Who saw what in the window, as a file; no cell can be read as a formula."""
    try:
        found = show_incident(access.actor(), incident, callers.keys())
    except UnknownIncident as unknown:
        return _gone(unknown)
    rows = ([one.at.isoformat(), *_cells(one)] for one in found.seen)
    return csv_answer(f"insiden-{incident}-akses", TITLES, rows)


def _cells(one: Seen) -> list[str]:
    data = one.data.label if one.data else ""
    return [one.code, one.who, desk.act(one.action), one.object_kind, one.number, one.unit, data]


def _page(found: Picture, error: str | None = None) -> str:
    one, now = found.incident, clock.now()
    words = _words(one)
    return render_template(
        "desk/incident.html",
        one=one,
        row=_row(one, now),
        words=words,
        data=written.data_words(one.entry.data),
        seen=[(desk.moment(each.at), *_cells(each)) for each in found.seen[:MOST_SHOWN]],
        deeds=len(found.seen),
        people=sorted({f"{each.who} ({each.code})" for each in found.seen}),
        affected=found.affected,
        **_texts(found),
        error=error,
        form=StepForm(formdata=None),
        crumbs=[("Insiden", url_for(".listed"))],
        tabs=[],
    )


def _words(one: Incident) -> Words:
    told = one.entry
    moments = (told.noticed_at, told.since, told.until)
    return Words("Pengelola Suara Loket", *(desk.moment(each) for each in moments))


def _row(one: Incident, now: datetime) -> dict[str, Any]:
    left = int((one.due_at - now).total_seconds() // 3600)
    return {
        "id": one.id,
        "title": one.entry.title,
        "noticed": desk.moment(one.entry.noticed_at),
        "due": desk.moment(one.due_at),
        "left": left,
        "told": one.is_told,
        "people_told": one.people_told_at and desk.moment(one.people_told_at),
        "agency_told": one.agency_told_at and desk.moment(one.agency_told_at),
        "closed": one.closed_at and desk.moment(one.closed_at),
    }
