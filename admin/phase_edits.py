"""A phase is written, corrected, taken back or shown to everybody; a monitoring is written."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, abort, flash, redirect, url_for
from wtforms import Field as FormField
from wtforms import HiddenField, SelectField, StringField, TextAreaField
from wtforms.widgets import DateInput

from admin import access, desk, zi
from admin.editing import Answer, EditForm, attempt, choices, page
from admin.phases import SECTION
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.phase import FIELDS, MONITORED, ORDER, RESULTS, Field, Kind, Phase
from kiosk.flows.zi.open_phase import open_phase
from kiosk.flows.zi.show_phases import PhaseView, show_phases
from kiosk.flows.zi.take_back_phase import turn_back as take_back
from kiosk.flows.zi.take_back_phase import withdraw_phase
from kiosk.flows.zi.write_monitoring import write_monitoring
from kiosk.flows.zi.write_phase import write_phase

bp = Blueprint("phase_edits", __name__)
WHY = "Masuk riwayat tahap dan catatan audit."
WHEN = f"Wajib bila yang sudah tertulis diubah. {WHY}"


class ReasonForm(EditForm):
    reason = TextAreaField("Alasan", description=WHY, render_kw={"rows": 3})


class ShowForm(EditForm):
    publik = HiddenField()


class MonitoringForm(EditForm):
    version = HiddenField()
    on = StringField("Tanggal pemantauan", widget=DateInput())
    by = StringField("Oleh")
    result = SelectField(
        "Hasil", choices=choices([("", "Pilih"), *RESULTS.items()]), validate_choice=False
    )
    note = TextAreaField("Catatan", render_kw={"rows": 4})
    reason = TextAreaField("Alasan koreksi", description=WHY, render_kw={"rows": 2})


_KEYS = {Kind.COUNT: "numeric", Kind.POINTS: "decimal"}
"""Which keys a tablet offers."""


def _field(one: Field) -> FormField:
    hint = one.hint or ("Boleh kosong." if not one.needed else "")
    if one.kind is Kind.TEXT:
        return TextAreaField(one.label, description=hint, render_kw={"rows": 3})
    if one.kind is Kind.DAY:
        return StringField(one.label, description=hint, widget=DateInput())
    if one.kind is Kind.CHOICE:
        known = choices([("", "Pilih"), *one.choices])
        return SelectField(one.label, description=hint, choices=known, validate_choice=False)
    mode = {"inputmode": _KEYS[one.kind]} if one.kind in _KEYS else {}
    return StringField(one.label, description=hint, render_kw=mode)


def _made(phase: Phase, *, corrects: bool) -> type[EditForm]:
    """The form of a phase; of a correction it asks why."""
    fields: dict[str, Any] = {"version": HiddenField()}
    fields |= {one.name: _field(one) for one in FIELDS[phase]}
    if corrects:
        fields["reason"] = TextAreaField("Alasan koreksi", description=WHEN, render_kw={"rows": 2})
    return type(f"{phase.name.title()}Form", (EditForm,), fields)


@bp.route("/zi/<unit>/<int:year>/tahap/<phase>", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def write(unit: str, year: int, phase: str) -> Answer:
    known, around = _known(phase), zi.around(unit, year, "desk.phases.timeline")
    view, status = show_phases(unit, year, clock.now()), 200
    step = view.walk.get(known)
    own = step is not None and step.year == year
    form = _made(known, corrects=own)(data=_data(known, view, kept=own))
    if form.is_submitted():
        failed = attempt(form, lambda: _write(unit, year, known, form))
        if failed is None:
            flash(f"{known.label} tersimpan.")
            return _back(unit, year, known)
        status = failed
    verb = ("Lengkapi" if view.lacks.get(known) else "Koreksi") if own else "Catat"
    title = f"{verb} {known}"
    intro = () if own else INTRO[known]
    words = {"title": title, "send": "Simpan", "intro": intro}
    return page(form, status, **{**words, **_words(view, around)})


INTRO = {
    Phase.DECLARED: (
        "Boleh disimpan sebagian. Tahap ini lengkap setelah semua isian dan satu bukti ada.",
    ),
    Phase.BUILT: (
        "Boleh disimpan sebagian. Tahap ini lengkap setelah setiap area mempunyai tim dan rencana "
        "aksi, dan SK-nya dilampirkan.",
    ),
    Phase.PROPOSED: (
        "Angka hari ini (pengungkit, hasil, dan putusan WBK serta WBBM) dibekukan bersama usulan "
        "ini, dan tidak berubah lagi.",
    ),
    Phase.ASSESSED: ("Nilai per butir dicatat pada halaman Penilaian, di samping nilai mandiri.",),
    Phase.GRANTED: ("Sesudah ini, pemantauan diingatkan setiap tahun.",),
}


def _data(phase: Phase, view: PhaseView, *, kept: bool) -> dict[str, Any]:
    step = view.walk.get(phase)
    facts: Mapping[str, str] = step.facts if step and kept else {}
    return {"version": view.rows.get(phase, 0), **facts}


def _write(unit: str, year: int, phase: Phase, form: EditForm) -> None:
    typed = {one.name: form[one.name].data or "" for one in FIELDS[phase]}
    version = desk.version(str(form["version"].data))
    reason = (form["reason"].data or "") if "reason" in form else ""
    write_phase(access.actor(), unit, year, phase, version, typed, reason, clock.now())


@bp.route("/zi/<unit>/<int:year>/tahap/kembalikan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def turn_back(unit: str, year: int) -> Answer:
    """Belum memenuhi, dibina kembali."""
    intro = [
        "Pengusulan dan penilaian tahun ini tidak berlaku lagi dan tetap terbaca dalam riwayat. "
        "Rencana aksi dan tim kerjanya tetap."
    ]
    words = {"title": "Kembalikan ke pembangunan", "intro": intro}
    return _reasoned(
        unit,
        year,
        words,
        lambda reason: take_back(access.actor(), unit, year, reason, clock.now()),
    )


@bp.route("/zi/<unit>/<int:year>/tahap/<phase>/batalkan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def withdraw(unit: str, year: int, phase: str) -> Answer:
    known = _known(phase)
    intro = ["Untuk tahap yang keliru dicatat. Isinya tetap terbaca dalam riwayat."]
    words = {"title": f"Batalkan catatan {known}", "intro": intro}
    return _reasoned(
        unit,
        year,
        words,
        lambda reason: withdraw_phase(access.actor(), unit, year, known, reason, clock.now()),
    )


def _reasoned(unit: str, year: int, words: dict[str, Any], act: Any) -> Answer:
    around = zi.around(unit, year, "desk.phases.timeline")
    view, form, status = show_phases(unit, year, clock.now()), ReasonForm(), 200
    if form.is_submitted():
        failed = attempt(form, lambda: act(form.reason.data or ""))
        if failed is None:
            flash("Tersimpan dalam riwayat tahap.")
            return _back(unit, year)
        status = failed
    shown = {"send": words["title"], "danger": True, **words}
    return page(form, status, **{**shown, **_words(view, around)})


@bp.post("/zi/<unit>/<int:year>/tahap/<phase>/publik")
@access.needs(Action.PUBLISH_PERIOD, "unit")
def publish(unit: str, year: int, phase: str) -> Answer:
    known, form = _known(phase), ShowForm()
    public = form.publik.data == "1"

    def act() -> None:
        open_phase(access.actor(), unit, year, known, clock.now(), public=public)

    if attempt(form, act) is None:
        flash(
            f"{known.label} sekarang {'tampil' if public else 'tidak tampil'} pada halaman publik "
            "unit ini."
        )
    else:
        flash(desk.first(form.faults) or "Formulir kedaluwarsa. Kirim sekali lagi.")
    return _back(unit, year, known)


@bp.route("/zi/<unit>/<int:year>/pemantauan", methods=["GET", "POST"])
@access.needs(Action.KEEP_ZI, "unit")
def monitor(unit: str, year: int) -> Answer:
    around = zi.around(unit, year, "desk.phases.timeline")
    view, status = show_phases(unit, year, clock.now()), 200
    kept = next((one for one in view.monitorings if one.year == year), None)
    fields = ("on", "by", "result", "note", "version")
    data = {name: getattr(kept, name) for name in fields} if kept else {"version": 0}
    form = MonitoringForm(data={name: str(value) for name, value in data.items()})
    if not kept:
        del form.reason
    if form.is_submitted():
        failed = attempt(form, lambda: _monitor(unit, year, form))
        if failed is None:
            flash("Pemantauan tersimpan.")
            return redirect(_home(unit, year, f"tahap-{MONITORED}"), 303)
        status = failed
    words = {"title": f"Pemantauan tahun {year}", "send": "Simpan"}
    return page(form, status, **{**words, **_words(view, around)})


def _monitor(unit: str, year: int, form: MonitoringForm) -> None:
    typed = {name: form[name].data or "" for name in ("on", "by", "result", "note")}
    version = desk.version(str(form.version.data))
    reason = (form["reason"].data or "") if "reason" in form else ""
    write_monitoring(access.actor(), unit, year, version, typed, reason, clock.now())


def _known(phase: str) -> Phase:
    if phase not in list(ORDER):
        abort(404)
    return Phase(phase)


def _words(view: PhaseView, around: dict[str, Any]) -> dict[str, Any]:
    home = url_for("desk.phases.timeline", unit=view.unit.code, year=view.year)
    crumbs = [*around["crumbs"], (f"Tahapan {view.year}", home)]
    return {
        "about": f"{view.unit.name} · {view.year}",
        "back": home,
        "crumbs": crumbs,
        "tabs": around["tabs"],
    }


def _back(unit: str, year: int, phase: Phase | None = None) -> Answer:
    return redirect(_home(unit, year, SECTION[phase] if phase else None), 303)


def _home(unit: str, year: int, anchor: str | None) -> str:
    return url_for("desk.phases.timeline", unit=unit, year=year, _anchor=anchor)
