"""Gifts and conflicts of interest that officers declared: two lists, read by few."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for

from admin import access, desk, register_forms, zi_proofs
from admin import zi as dossier
from admin.editing import Answer, attempt, page
from kiosk import clock
from kiosk.domain.complaint import gratification
from kiosk.domain.people.policy import Action
from kiosk.domain.zi import conflict, gift
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import FIELDS, Entry
from kiosk.flows.zi.keep_entry import add_entry, edit_entry
from kiosk.flows.zi.list_entries import EntryView, Register, list_entries, show_entry
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import number

bp = Blueprint("registers", __name__)
HERE = "desk.registers.listed"
NAMES = {Subject.GRATIFICATION: "Gratifikasi", Subject.CONFLICT: "Benturan kepentingan"}
PART = "<any(gratifikasi,benturan):register>"
for _one in NAMES:
    zi_proofs.HOMES[_one] = register_forms.home("desk.registers.entry", register=_one.value)


@bp.get("/zi/<unit>/<int:year>/register")
@access.needs(Action.SEE_REGISTERS, "unit")
def listed(unit: str, year: int) -> str:
    around = dossier.around(unit, year, HERE)
    found = {one: list_entries(unit, one, year, clock.now()) for one in NAMES}
    return render_template(
        "desk/zi/registers.html",
        unit=found[Subject.GRATIFICATION].unit,
        year=year,
        lists=[_list(one, those, year) for one, those in found.items()],
        free=gratification.NOT_REPORTED,
        duties=gratification.DUTIES,
        regulation=gratification.REGULATION,
        **around,
    )


def _list(subject: Subject, found: Register, year: int) -> dict[str, Any]:
    here: dict[str, Any] = {"unit": found.unit.code, "year": year, "register": subject.value}
    there = [one for one in found.entries if not one.retracted]
    return {
        "id": subject.value,
        "title": NAMES[subject],
        "entries": [_line(one, found, year) for one in found.entries],
        "count": number(len(there)),
        "still": number(sum(one.is_open for one in there)),
        "add_url": url_for(".add", **here) if _may_keep() else None,
        "csv_url": url_for(".table", **here),
    }


def _may_keep() -> bool:
    return access.actor().may(Action.KEEP_REGISTERS, access.spot())


def _line(one: Entry, found: Register, year: int) -> dict[str, Any]:
    is_gift = one.subject is Subject.GRATIFICATION
    told = "giver" if is_gift else "kind"
    by_name = {field.name: field for field in FIELDS[one.subject]}
    words = [register_forms.shown(by_name[name], one.values[name]) for name in _BRIEF[one.subject]]
    return {
        "url": url_for(
            ".entry", unit=found.unit.code, year=year, register=one.subject.value, entry=one.id
        ),
        "officer": one.values["officer"],
        "told": register_forms.shown(by_name[told], one.values[told]),
        "brief": " · ".join(word for word in words if word),
        "day": dossier.short_day(one.day),
        "state": _state(one),
        "marks": _marks(one, found),
        "proofs": number(found.proofs.get(one.id, 0)),
    }


_BRIEF = {Subject.GRATIFICATION: ("form", "value"), Subject.CONFLICT: ("situation",)}


def _state(one: Entry) -> str:
    if one.retracted:
        return "Ditarik"
    if one.subject is Subject.GRATIFICATION:
        return gift.state(one.values)
    return conflict.state(one.values)


def _marks(one: Entry, found: Register | EntryView) -> list[tuple[str, str]]:
    """(mark, words) of what is to be done, and by when; mark "" where it is not late."""
    if one.retracted:
        return []
    if one.subject is Subject.CONFLICT:
        due = conflict.review_due(one.values, found.today)
        return [("waktunya", "ditinjau lagi")] if due else []
    late = gift.was_late(one.values, found.calendar)
    marks = [("terlambat", "dilaporkan lewat 30 hari kerja")] if late else []
    todo = gift.due(one.values, found.calendar)
    if todo is not None:
        mark = "lewat tenggat" if todo.day < found.today else ""
        marks.append((mark, f"{todo.what} paling lambat {dossier.short_day(todo.day)}"))
    return marks


@bp.get(f"/zi/<unit>/<int:year>/register/{PART}.csv")
@access.needs(Action.SEE_REGISTERS, "unit")
def table(unit: str, year: int, register: str) -> Response:
    dossier.around(unit, year, HERE)
    subject = Subject(register)
    found = list_entries(unit, subject, year, clock.now())
    titles = [*(field.label for field in FIELDS[subject]), "Keadaan", "Bukti"]
    rows = [
        [
            *(_cell(field, one) for field in FIELDS[subject]),
            _state(one),
            found.proofs.get(one.id, 0),
        ]
        for one in found.entries
    ]
    return csv_answer(f"{register}-{unit}-{year}", titles, rows)


def _cell(field: Any, one: Entry) -> Any:
    value = one.values[field.name]
    return field.words(value) if field.choices else value


@bp.get(f"/zi/<unit>/<int:year>/register/{PART}/<int:entry>")
@access.needs(Action.SEE_REGISTERS, "unit")
def entry(unit: str, year: int, register: str, entry: int) -> str:
    around = dossier.around(unit, year, HERE)
    view = show_entry(unit, Subject(register), entry, clock.now())
    here: dict[str, Any] = {"unit": unit, "year": year, "register": register, "entry": entry}
    steps = {"change": ".change", "retract": ".retract"} if _may_keep() else {}
    return render_template(
        "desk/zi/entry.html",
        unit=view.unit,
        year=year,
        title=f"{NAMES[view.entry.subject]} nomor {view.entry.id}",
        state=_state(view.entry),
        marks=_marks(view.entry, view),
        lines=register_forms.lines(view.entry),
        urls={name: url_for(to, **here) for name, to in steps.items()},
        retracted=view.entry.retracted,
        history=register_forms.history(view),
        back_url=url_for(HERE, unit=unit, year=year),
        **register_forms.proofs(view, Action.KEEP_REGISTERS),
        **around,
    )


@bp.route(f"/zi/<unit>/<int:year>/register/{PART}/baru", methods=["GET", "POST"])
@access.needs(Action.KEEP_REGISTERS, "unit")
def add(unit: str, year: int, register: str) -> Answer:
    subject, status, made = Subject(register), 200, list[int]()
    form = register_forms.form_of(subject)
    if form.is_submitted():
        typed = register_forms.sent(form, subject)
        failed = attempt(
            form, lambda: made.append(add_entry(access.actor(), unit, subject, typed, clock.now()))
        )
        if failed is None:
            flash("Tercatat. Lampirkan buktinya bila ada.")
            here: dict[str, Any] = {"unit": unit, "year": year, "register": register}
            return redirect(url_for(".entry", entry=made[0], **here), 303)
        status = failed
    back = url_for(HERE, unit=unit, year=year)
    words = {"title": f"Catat {NAMES[subject].lower()}", "send": "Catat", "about": str(year)}
    crumbs = [*desk.crumbs(), ("Register", back)]
    return page(form, status, **words, back=back, crumbs=crumbs)


@bp.route(f"/zi/<unit>/<int:year>/register/{PART}/<int:entry>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_REGISTERS, "unit")
def change(unit: str, year: int, register: str, entry: int) -> Answer:
    subject, status = Subject(register), 200
    view = show_entry(unit, subject, entry, clock.now())
    form = register_forms.form_of(subject, view.entry)
    back = url_for(".entry", unit=unit, year=year, register=register, entry=entry)
    if form.is_submitted():
        typed, seen = register_forms.sent(form, subject), desk.version(form.version.data)
        failed = attempt(
            form,
            lambda: edit_entry(access.actor(), unit, subject, entry, seen, typed, clock.now()),
        )
        if failed is None:
            flash("Tersimpan. Isian sebelumnya tetap ada dalam riwayat.")
            return redirect(back, 303)
        status = failed
    return page(form, status, title="Ubah catatan", send="Simpan", back=back)


@bp.route(f"/zi/<unit>/<int:year>/register/{PART}/<int:entry>/tarik", methods=["GET", "POST"])
@access.needs(Action.KEEP_REGISTERS, "unit")
def retract(unit: str, year: int, register: str, entry: int) -> Answer:
    view = show_entry(unit, Subject(register), entry, clock.now())
    back = url_for(".entry", unit=unit, year=year, register=register, entry=entry)
    return register_forms.retracting(view.entry, unit, back)
