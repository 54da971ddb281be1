"""Forms, lines and history of registers, made from the fields the register has."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from flask import flash, redirect, url_for
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, desk, zi_proofs
from admin import zi as dossier
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi import register
from kiosk.domain.zi.finding import State
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import FIELDS, Entry
from kiosk.domain.zi.register_fields import Field, Sort, Value
from kiosk.flows.zi.keep_entry import retract_entry
from kiosk.flows.zi.list_entries import EntryView, Past
from kiosk.i18n import number

DAYS = (Sort.DAY, Sort.AHEAD)
MOVES = {
    register.ADDED: "Dicatat",
    register.EDITED: "Diubah",
    register.MOVED: "Keadaan diubah",
    register.RETRACTED: "Ditarik",
    register.RESTORED: "Dipulihkan",
}


class EntryForm(EditForm):
    version = HiddenField()


class ReasonForm(EditForm):
    version = HiddenField()
    note = TextAreaField(
        "Alasan",
        description="Masuk riwayat catatan ini. Catatan tidak pernah dihapus.",
        render_kw={"rows": 3},
    )


def form_of(subject: Subject, one: Entry | None = None) -> EntryForm:
    """Of a new entry, or filled with what one holds."""
    asked = [field for field in FIELDS[subject] if one or not field.later]
    made = {field.name: _input(field) for field in asked}
    kept = {name: _typed(value) for name, value in one.values.items()} if one else {}
    data = {**kept, "version": one.version if one else 0}
    form: EntryForm = type("RegisterForm", (EntryForm,), made)(data=data)
    return form


def _input(field: Field) -> Any:
    label = field.label if field.required else f"{field.label} (boleh kosong)"
    if field.sort is Sort.CHOICE:
        offered = choices([("", "Pilih"), *field.choices])
        return SelectField(label, description=field.help, choices=offered)
    if field.sort is Sort.TEXT:
        return TextAreaField(label, description=field.help, render_kw={"rows": 4})
    if field.sort in DAYS:
        return StringField(label, description=field.help, widget=DateInput())
    mode = {"inputmode": "numeric"} if field.sort is Sort.RUPIAH else {}
    return StringField(label, description=field.help, render_kw=mode)


def _typed(value: Value) -> str:
    return "" if value is None else str(value)


def sent(form: EntryForm, subject: Subject) -> Mapping[str, str]:
    """What the form does not ask is empty."""
    return {one.name: form[one.name].data or "" for one in FIELDS[subject] if one.name in form}


def shown(field: Field, value: Value) -> str:
    """As people read it; "" for nothing."""
    if value is None or value == "":
        return ""
    if field.sort in DAYS:
        return dossier.short_day(value)  # type: ignore[arg-type]
    if field.sort is Sort.RUPIAH:
        return f"Rp{number(int(str(value)))}"
    return field.words(value)


def lines(one: Entry) -> list[tuple[str, str]]:
    """Label and value of every field that is filled."""
    found = [(field.label, shown(field, one.values[field.name])) for field in FIELDS[one.subject]]
    return [(label, text) for label, text in found if text]


def history(view: EntryView) -> list[dict[str, Any]]:
    return [_past(one, view) for one in view.history]


def _past(one: Past, view: EntryView) -> dict[str, Any]:
    moved = one.state and one.move == register.MOVED
    return {
        "at": desk.moment(one.at, view.unit.zone),
        "who": one.who,
        "what": MOVES.get(one.move, one.move),
        "to": State(one.state).label if moved else None,
        "note": one.note,
        "changes": list(_changes(one.changes, view.entry.subject)),
    }


def _changes(text: str, subject: Subject) -> list[tuple[str, str, str]]:
    """(label, before, after) of a correction."""
    found = json.loads(text)
    return [
        (one.label, _words(one, found[one.name][0]), _words(one, found[one.name][1]))
        for one in FIELDS[subject]
        if one.name in found
    ]


def _words(field: Field, value: Any) -> str:
    if value is None or value == "":
        return "kosong"
    return field.words(value) if field.sort is Sort.CHOICE else str(value)


def proofs(view: EntryView, keeps: Action) -> dict[str, Any]:
    """What `parts/zi.html` draws of an entry's proof."""
    may = access.actor().may(keeps, access.spot()) and not view.entry.retracted
    unit, subject = view.unit.code, view.entry.subject
    return {
        "proofs_shown": zi_proofs.shown(unit, view.unit.zone, view.proofs, may_keep=may),
        "proof_url": zi_proofs.add_url(unit, subject, str(view.entry.id)) if may else None,
    }


def home(endpoint: str, **more: Any) -> Callable[[str, str], str]:
    """Where a proof's page leads back to (`zi_proofs.HOMES`)."""

    def address(unit: str, key: str) -> str:
        year = desk.today_in(desk.zone()).year
        if key.isdigit() and len(key) < 10:
            return url_for(endpoint, unit=unit, year=year, entry=int(key), **more)
        return url_for("desk.units.profile", unit=unit)

    return address


def retracting(one: Entry, unit: str, back: str) -> Answer:
    """The page that takes an entry of any register back, or puts it back."""
    form, status = ReasonForm(data={"version": one.version}), 200
    if form.is_submitted():
        seen, note = desk.version(form.version.data), form.note.data or ""
        failed = attempt(
            form,
            lambda: retract_entry(
                access.actor(), unit, one.subject, one.id, seen, note, clock.now()
            ),
        )
        if failed is None:
            flash("Dipulihkan." if one.retracted else "Ditarik; tidak dihitung lagi.")
            return redirect(back, 303)
        status = failed
    title = "Pulihkan catatan" if one.retracted else "Tarik catatan"
    return page(form, status, title=title, send=title, danger=not one.retracted, back=back)
