"""What the Ombudsman found and recommended of a unit: the register, one entry, its steps."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, url_for
from wtforms import HiddenField, SelectField, TextAreaField

from admin import access, desk, register_forms, zi_proofs
from admin import zi as dossier
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.finding import State, next_states
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import FIELDS, Entry
from kiosk.flows.zi.keep_entry import add_entry, edit_entry
from kiosk.flows.zi.list_entries import Register, list_entries, show_entry
from kiosk.flows.zi.move_finding import move_finding
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import number

bp = Blueprint("findings", __name__)
KIND, HERE = Subject.FINDING, "desk.findings.listed"
zi_proofs.HOMES[KIND] = register_forms.home("desk.findings.entry")


class MoveForm(EditForm):
    version = HiddenField()
    to = SelectField("Keadaan sekarang")
    note = TextAreaField(
        "Catatan",
        description="Wajib bila tidak dilaksanakan atau mundur selangkah.",
        render_kw={"rows": 3},
    )


@bp.get("/zi/<unit>/<int:year>/ombudsman")
@access.needs(Action.SEE_FINDINGS, "unit")
def listed(unit: str, year: int) -> str:
    around = dossier.around(unit, year, HERE)
    found = list_entries(unit, KIND, year, clock.now())
    urls = {"csv_url": url_for(".table", unit=unit, year=year)}
    if _may_keep():
        urls["add_url"] = url_for(".add", unit=unit, year=year)
    return render_template(
        "desk/zi/findings.html",
        unit=found.unit,
        year=year,
        entries=[_line(one, found, year) for one in found.entries],
        counts=_counts(found),
        opini_url=url_for("desk.opini.shown", unit=unit, year=year),
        **urls,
        **around,
    )


def _may_keep() -> bool:
    return access.actor().may(Action.KEEP_FINDINGS, access.spot())


def _counts(found: Register) -> list[tuple[str, str, bool]]:
    """Label, how many, and whether that asks for somebody."""
    there = [one for one in found.entries if not one.retracted]
    still = [one for one in there if one.is_open]
    late = [one for one in still if _days_late(one, found)]
    return [
        ("terbuka", number(len(still)), False),
        ("lewat tenggat", number(len(late)), bool(late)),
        ("selesai", number(sum(one.state == State.DONE for one in there)), False),
    ]


def _days_late(one: Entry, found: Register) -> int:
    due = one.values["due"]
    return max(0, (found.today - due).days) if one.is_open and due else 0  # type: ignore[operator]


def _line(one: Entry, found: Register, year: int) -> dict[str, Any]:
    values = dict(zip((field.name for field in FIELDS[KIND]), _cells(one), strict=True))
    late = _days_late(one, found)
    return {
        **values,
        "url": url_for(".entry", unit=found.unit.code, year=year, entry=one.id),
        "state": State(one.state).label,
        "late": f"lewat {number(late)} hari" if late else None,
        "done": dossier.short_day(one.done_on) if one.done_on else None,
        "retracted": one.retracted,
        "proofs": number(found.proofs.get(one.id, 0)),
    }


def _cells(one: Entry) -> list[str]:
    return [register_forms.shown(field, one.values[field.name]) for field in FIELDS[KIND]]


@bp.get("/zi/<unit>/<int:year>/ombudsman.csv")
@access.needs(Action.SEE_FINDINGS, "unit")
def table(unit: str, year: int) -> Response:
    dossier.around(unit, year, HERE)
    found = list_entries(unit, KIND, year, clock.now())
    titles = [*(field.label for field in FIELDS[KIND]), "Keadaan", "Selesai pada", "Bukti"]
    rows = [
        [
            *(_cell(field, one) for field in FIELDS[KIND]),
            "Ditarik" if one.retracted else State(one.state).label,
            one.done_on,
            found.proofs.get(one.id, 0),
        ]
        for one in found.entries
    ]
    return csv_answer(f"ombudsman-{unit}-{year}", titles, rows)


def _cell(field: Any, one: Entry) -> Any:
    value = one.values[field.name]
    return field.words(value) if field.choices else value


@bp.get("/zi/<unit>/<int:year>/ombudsman/<int:entry>")
@access.needs(Action.SEE_FINDINGS, "unit")
def entry(unit: str, year: int, entry: int) -> str:
    around = dossier.around(unit, year, HERE)
    view = show_entry(unit, KIND, entry, clock.now())
    here: dict[str, Any] = {"unit": unit, "year": year, "entry": entry}
    steps = {"change": ".change", "move": ".move", "retract": ".retract"} if _may_keep() else {}
    due = view.entry.values["due"]
    is_late = view.entry.is_open and due is not None and due < view.today  # type: ignore[operator]
    return render_template(
        "desk/zi/entry.html",
        unit=view.unit,
        year=year,
        title=dict(FIELDS[KIND][0].choices)[str(view.entry.values["kind"])],
        state="Ditarik" if view.entry.retracted else State(view.entry.state).label,
        marks=[("lewat tenggat", "")] if is_late else [],
        lines=register_forms.lines(view.entry),
        urls={name: url_for(to, **here) for name, to in steps.items()},
        retracted=view.entry.retracted,
        history=register_forms.history(view),
        back_url=url_for(HERE, unit=unit, year=year),
        **register_forms.proofs(view, Action.KEEP_FINDINGS),
        **around,
    )


@bp.route("/zi/<unit>/<int:year>/ombudsman/baru", methods=["GET", "POST"])
@access.needs(Action.KEEP_FINDINGS, "unit")
def add(unit: str, year: int) -> Answer:
    form, status, made = register_forms.form_of(KIND), 200, list[int]()
    if form.is_submitted():
        typed = register_forms.sent(form, KIND)
        failed = attempt(
            form, lambda: made.append(add_entry(access.actor(), unit, KIND, typed, clock.now()))
        )
        if failed is None:
            flash("Tercatat. Lampirkan suratnya sebagai bukti.")
            return redirect(url_for(".entry", unit=unit, year=year, entry=made[0]), 303)
        status = failed
    back = url_for(HERE, unit=unit, year=year)
    words = {"title": "Catat dari Ombudsman", "send": "Catat", "about": str(year)}
    crumbs = [*desk.crumbs(), ("Ombudsman", back)]
    return page(form, status, **words, back=back, crumbs=crumbs)


@bp.route("/zi/<unit>/<int:year>/ombudsman/<int:entry>/ubah", methods=["GET", "POST"])
@access.needs(Action.KEEP_FINDINGS, "unit")
def change(unit: str, year: int, entry: int) -> Answer:
    view, status = show_entry(unit, KIND, entry, clock.now()), 200
    form = register_forms.form_of(KIND, view.entry)
    back = url_for(".entry", unit=unit, year=year, entry=entry)
    if form.is_submitted():
        typed, seen = register_forms.sent(form, KIND), desk.version(form.version.data)
        failed = attempt(
            form, lambda: edit_entry(access.actor(), unit, KIND, entry, seen, typed, clock.now())
        )
        if failed is None:
            flash("Tersimpan. Isian sebelumnya tetap ada dalam riwayat.")
            return redirect(back, 303)
        status = failed
    return page(form, status, title="Ubah catatan", send="Simpan", back=back)


@bp.route("/zi/<unit>/<int:year>/ombudsman/<int:entry>/keadaan", methods=["GET", "POST"])
@access.needs(Action.KEEP_FINDINGS, "unit")
def move(unit: str, year: int, entry: int) -> Answer:
    view, status = show_entry(unit, KIND, entry, clock.now()), 200
    form = MoveForm(data={"version": view.entry.version})
    offered = next_states(State(view.entry.state))
    form.to.choices = choices([(one.value, one.label) for one in offered])
    back = url_for(".entry", unit=unit, year=year, entry=entry)
    if form.is_submitted():
        failed = attempt(form, lambda: _move(unit, entry, form))
        if failed is None:
            flash("Keadaan diubah.")
            return redirect(back, 303)
        status = failed
    words = {"title": "Ubah keadaan", "about": State(view.entry.state).label, "send": "Simpan"}
    return page(form, status, **words, back=back)


def _move(unit: str, entry: int, form: MoveForm) -> None:
    seen, note = desk.version(form.version.data), form.note.data or ""
    move_finding(access.actor(), unit, entry, seen, State(form.to.data), note, clock.now())


@bp.route("/zi/<unit>/<int:year>/ombudsman/<int:entry>/tarik", methods=["GET", "POST"])
@access.needs(Action.KEEP_FINDINGS, "unit")
def retract(unit: str, year: int, entry: int) -> Answer:
    view = show_entry(unit, KIND, entry, clock.now())
    back = url_for(".entry", unit=unit, year=year, entry=entry)
    return register_forms.retracting(view.entry, unit, back)
