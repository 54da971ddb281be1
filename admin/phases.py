"""The five phases of Zona Integritas as a timeline: what is done, with its proof, and what is
next."""

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access, desk, zi, zi_proofs
from admin.editing import EditForm
from admin.zi import short_day
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.figures import comma
from kiosk.domain.zi.phase import (
    FAILED,
    FIELDS,
    MONITORED,
    ORDER,
    RESULTS,
    Field,
    Kind,
    Monitoring,
    Phase,
    Step,
    furthest,
    proof_key,
)
from kiosk.domain.zi.phase_entry import day
from kiosk.domain.zi.proof import Subject
from kiosk.flows.zi.show_phases import Past, PhaseView, show_phases
from kiosk.i18n import number

bp = Blueprint("phases", __name__)
MOVES = {
    "catat": "Dicatat",
    "ubah": "Dikoreksi",
    "kembalikan": "Dikembalikan ke pembangunan",
    "batalkan": "Catatan dibatalkan",
    "buka": "Dibuka untuk publik",
    "tutup": "Ditutup dari publik",
}
SECTION = {phase: f"tahap-{phase}" for phase in ORDER}


@dataclass(frozen=True)
class Next:
    """The one thing to do now. ``url`` None: nothing here, ``why`` says what is waited for."""

    why: str
    label: str = ""
    url: str | None = None


@bp.get("/zi/<unit>/<int:year>/tahap")
@access.needs(Action.SEE_ZI, "unit")
def timeline(unit: str, year: int) -> str:
    around = zi.around(unit, year, "desk.phases.timeline")
    view = show_phases(unit, year, clock.now())
    actor, spot = access.actor(), access.spot()
    may_keep = actor.may(Action.KEEP_ZI, spot)
    return render_template(
        "desk/zi/timeline.html",
        unit=view.unit,
        year=year,
        predicate=_held(view),
        phases=[_phase(one, view, may_keep=may_keep) for one in ORDER],
        following=_next(view),
        may_keep=may_keep,
        may_publish=actor.may(Action.PUBLISH_PERIOD, spot),
        form=EditForm(),
        monitorings=[_monitoring(one, view, may_keep=may_keep) for one in view.monitorings],
        due=short_day(view.due) if view.due else None,
        overdue=view.due is not None and view.due < view.today,
        monitor_url=url_for("desk.phase_edits.monitor", unit=unit, year=year),
        history=[_past(one, view) for one in view.history],
        **around,
    )


def _held(view: PhaseView) -> str | None:
    found = view.standing
    if found.predicate is None or found.predicate_on is None:
        return None
    return f"Predikat {found.predicate}, ditetapkan {short_day(found.predicate_on)}"


def _phase(phase: Phase, view: PhaseView, *, may_keep: bool) -> dict[str, Any]:
    step, unit = view.walk.get(phase), view.unit.code
    own = step is not None and step.year == view.year
    here: dict[str, Any] = {"unit": unit, "year": view.year, "phase": phase.value}
    key = proof_key(step.year if step else view.year, phase)
    last = furthest(view.walk)
    return {
        "id": SECTION[phase],
        "label": phase.label,
        "step": step,
        "own": own,
        "on": short_day(step.on) if step else None,
        "facts": facts_of(phase, step) if step else [],
        "frozen": _frozen(step) if step and step.frozen else None,
        "lacks": view.lacks.get(phase, ()),
        "proofs": zi_proofs.shown(
            unit, view.unit.zone, view.proofs_of(phase), may_keep=may_keep and own
        ),
        "add_url": zi_proofs.add_url(unit, Subject.PHASE, key) if may_keep and own else None,
        "edit_url": url_for("desk.phase_edits.write", **here),
        "undo_url": url_for("desk.phase_edits.withdraw", **here) if own and step is last else None,
        "public_url": url_for("desk.phase_edits.publish", **here) if own else None,
        "earlier_url": None if own or step is None else timeline_url(unit, step.year),
    }


def facts_of(phase: Phase, step: Step) -> list[tuple[str, str]]:
    """Label and text of all that was written but the day, which stands above."""
    return [
        (one.label, worded(one, step.facts[one.name]))
        for one in FIELDS[phase]
        if one.name != "on" and step.facts.get(one.name)
    ]


def worded(one: Field, text: str) -> str:
    """As people read it."""
    if one.kind is Kind.DAY:
        return short_day(day(text))
    if one.kind is Kind.CHOICE:
        return dict(one.choices).get(text, text)
    if one.kind is Kind.COUNT:
        return number(int(text))
    return number(Decimal(text)) if one.kind is Kind.POINTS else text


PARTS = (
    ("pengungkit", "Pengungkit"),
    ("bersih_akuntabel", "Birokrasi yang Bersih dan Akuntabel"),
    ("pelayanan_prima", "Pelayanan Publik yang Prima"),
    ("hasil", "Hasil"),
    ("total", "Nilai total"),
)


def _frozen(step: Step) -> dict[str, Any]:
    """The figures of the day of a proposal, as they were kept."""
    kept = json.loads(step.frozen)
    return {
        "rows": [(label, comma(kept.get(name) or "–")) for name, label in PARTS],
        "verdicts": [
            (code.upper(), one["lulus"], one["kurang"]) for code, one in kept["putusan"].items()
        ],
    }


def _next(view: PhaseView) -> Next:
    last = furthest(view.walk)
    if last is None:
        return _write(view, Phase.DECLARED, "Belum ada tahap yang tercatat.")
    missing = view.lacks.get(last.phase, ())
    if last.phase is Phase.ASSESSED and last.facts.get("result") == FAILED:
        url = url_for("desk.phase_edits.turn_back", unit=view.unit.code, year=view.year)
        return Next("TPN menilai unit ini belum memenuhi.", "Kembalikan ke pembangunan", url)
    if missing:
        return _complete(view, last, missing)
    after = last.phase.following
    if after is None:
        return _monitor(view)
    return _write(view, after, f"{last.phase.label} sudah lengkap.")


def _write(view: PhaseView, phase: Phase, why: str) -> Next:
    url = url_for("desk.phase_edits.write", unit=view.unit.code, year=view.year, phase=phase.value)
    return Next(why, f"Catat {phase}", url)


def _complete(view: PhaseView, step: Step, missing: tuple[str, ...]) -> Next:
    """To where the first thing that is missing is written."""
    unit, why = view.unit.code, f"{step.phase.label} belum lengkap: {'; '.join(missing)}."
    if missing[0].startswith("bukti"):
        key = proof_key(step.year, step.phase)
        return Next(why, "Tambah bukti", zi_proofs.add_url(unit, Subject.PHASE, key))
    if missing[0].startswith("rencana aksi"):
        return Next(
            why, "Susun rencana aksi", url_for("desk.actions.listed", unit=unit, year=view.year)
        )
    here: dict[str, Any] = {"unit": unit, "year": step.year, "phase": step.phase.value}
    return Next(why, f"Lengkapi {step.phase}", url_for("desk.phase_edits.write", **here))


def _monitor(view: PhaseView) -> Next:
    if view.due is None:
        return Next("Predikat ini tidak berlaku lagi menurut pemantauan.")
    if view.due > view.today:
        return Next(f"Pemantauan tahunan berikutnya paling lambat {short_day(view.due)}.")
    url = url_for("desk.phase_edits.monitor", unit=view.unit.code, year=view.today.year)
    return Next(f"Pemantauan tahunan jatuh tempo {short_day(view.due)}.", "Catat pemantauan", url)


def _monitoring(one: Monitoring, view: PhaseView, *, may_keep: bool) -> dict[str, Any]:
    unit, key = view.unit.code, proof_key(one.year, MONITORED)
    files = view.proofs_of_monitoring(one.year)
    return {
        "year": one.year,
        "on": short_day(one.on),
        "by": one.by,
        "result": RESULTS.get(one.result, one.result),
        "note": one.note,
        "proofs": zi_proofs.shown(unit, view.unit.zone, files, may_keep=may_keep),
        "add_url": zi_proofs.add_url(unit, Subject.PHASE, key) if may_keep else None,
        "edit_url": url_for("desk.phase_edits.monitor", unit=unit, year=one.year),
    }


def _past(one: Past, view: PhaseView) -> dict[str, Any]:
    labels = {field.name: field for field in FIELDS[one.phase]}
    return {
        "what": MOVES.get(one.move, one.move),
        "phase": one.phase.label,
        "at": desk.moment(one.at, view.unit.zone),
        "who": one.who,
        "note": one.note,
        "facts": [
            (labels[name].label, worded(labels[name], text))
            for name, text in one.facts.items()
            if name in labels
        ],
    }


def timeline_url(unit: str, year: int) -> str:
    return url_for("desk.phases.timeline", unit=unit, year=year)


def _home(unit: str, key: str) -> str:
    """Of the proof of a phase or a monitoring: "2026:pencanangan"."""
    text, _, what = key.partition(":")
    year = int(text) if text.isascii() and text.isdigit() and len(text) == 4 else clock.now().year
    anchor = f"tahap-{what}" if what in (*ORDER, MONITORED) else None
    return url_for("desk.phases.timeline", unit=unit, year=year, _anchor=anchor)


zi_proofs.HOMES[Subject.PHASE] = _home
