"""The five components of good service at the counter: the checklist of a unit and year."""

from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from wtforms import HiddenField, RadioField, TextAreaField

from admin import access, desk, zi_proofs
from admin import zi as dossier
from admin.editing import Answer, EditForm, attempt, choices, page
from admin.standards import may_keep
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.components import Line, Progress
from kiosk.domain.zi.proof import Subject
from kiosk.flows.component_steps import ComponentSheet, proof_key
from kiosk.flows.dossier import YEARS
from kiosk.flows.zi.mark_component import Said, mark_component
from kiosk.flows.zi.name_people import names_of
from kiosk.flows.zi.show_components import show_components

bp = Blueprint("components", __name__)
_PAGES = {
    "standar": ("desk.standards.listed", Action.SEE_COMPONENTS),
    "loket": ("desk.points.listed", Action.SEE_PLACES),
    "pegawai": ("desk.staff.of_unit", Action.SEE_STAFF),
    "instrumen": ("desk.instruments.listed", Action.SEE_PLACES),
    "periode": ("desk.closing.listed", Action.SEE_INDEX),
    "penanganan": ("desk.handling.of_unit", Action.SEE_HANDLING),
    "rtl": ("desk.plans.listed", Action.SEE_PLANS),
}
"""Where the next step of a point is done, for whoever may open it."""


class MarkForm(EditForm):
    version = HiddenField()
    done = RadioField(
        "Keadaan",
        choices=choices([("sudah", "Sudah ada"), ("belum", "Belum ada"), ("", "Ikut data")]),
        default="",
        validate_choice=False,
    )
    note = TextAreaField(
        "Catatan",
        description="Apa yang ada, di mana, sejak kapan. Bila berbeda dari data, tulis alasannya.",
        render_kw={"rows": 4},
    )

    @property
    def said(self) -> Said:
        known = {"sudah": True, "belum": False}.get(self.done.data or "")
        return Said(known, self.note.data or "", desk.version(self.version.data))


@bp.get("/zi/<unit>/<int:year>/komponen")
@access.needs(Action.SEE_COMPONENTS, "unit")
def checklist(unit: str, year: int) -> str:
    around = dossier.around(unit, year, "desk.components.checklist")
    sheet = show_components(unit, year, clock.now())
    who = names_of({mark.actor_id for mark in _marks(sheet)})
    return render_template(
        "desk/zi/components.html",
        unit=sheet.unit,
        year=year,
        done=sheet.done,
        whole=sheet.whole,
        parts=[_part(one, sheet, who) for one in sheet.parts],
        opened=request.args.get("buka", ""),
        times_url=url_for("desk.service_times.shown", unit=unit, year=year),
        **around,
    )


def _marks(sheet: ComponentSheet) -> list[Any]:
    return [line.said for part in sheet.parts for line in part.lines if line.said]


def _part(one: Progress, sheet: ComponentSheet, who: dict[int, str]) -> dict[str, Any]:
    code, unit = one.component.code, sheet.unit
    key = proof_key(sheet.year, code)
    proofs = sheet.proofs.get(code, ())
    return {
        "code": code,
        "label": one.component.label,
        "why": one.component.why,
        "indicator": one.component.indicator,
        "done": one.done,
        "whole": len(one.lines),
        "next": _next(one, unit.code),
        "lines": [_line(line, sheet, who) for line in one.lines],
        "proofs": zi_proofs.shown(unit.code, unit.zone, proofs, may_keep=may_keep()),
        "add_url": zi_proofs.add_url(unit.code, Subject.COMPONENT, key) if may_keep() else None,
    }


def _next(one: Progress, unit: str) -> dict[str, Any] | None:
    if one.next is None:
        return None
    check = one.next.check
    return {"text": check.next, "url": _page_url(check.page, unit)}


def _page_url(name: str, unit: str) -> str | None:
    endpoint, action = _PAGES.get(name, ("", None))
    if action is None or not access.actor().may(action, access.spot()):
        return None
    return url_for(endpoint, unit=unit)


def _line(one: Line, sheet: ComponentSheet, who: dict[int, str]) -> dict[str, Any]:
    said = one.said
    unit = sheet.unit
    return {
        "text": one.check.text,
        "source": one.check.source,
        "done": one.done,
        "basis": one.found.basis,
        "automatic": one.found.done is not None,
        "differs": one.differs,
        "note": said.note if said else "",
        "who": who.get(said.actor_id, "–") if said else None,
        "at": desk.moment(said.at, unit.zone) if said else None,
        "edit_url": url_for(".mark", unit=unit.code, year=sheet.year, check=one.check.code)
        if may_keep()
        else None,
    }


@bp.route("/zi/<unit>/<int:year>/komponen/<check>", methods=["GET", "POST"])
@access.needs(Action.KEEP_COMPONENTS, "unit")
def mark(unit: str, year: int, check: str) -> Answer:
    if year not in YEARS:
        abort(404)
    sheet, status = show_components(unit, year, clock.now()), 200
    line = _find(sheet, check)
    form = MarkForm(data=_filled(line))
    if form.is_submitted():
        failed = attempt(form, lambda: _mark(unit, year, check, form))
        if failed is None:
            flash("Butir tersimpan.")
            part = check.partition(".")[0]
            home = url_for(".checklist", unit=unit, year=year, buka=part, _anchor=part)
            return redirect(home, 303)
        status = failed
    back = url_for(".checklist", unit=unit, year=year)
    intro = [line.check.text]
    if line.found.basis:
        intro.append(f"Menurut data: {line.found.basis}")
    words = {"title": "Butir komponen pelayanan", "send": "Simpan", "intro": intro, "back": back}
    crumbs = [*desk.crumbs(), ("Komponen pelayanan", back)]
    return page(form, status, **words, about=f"{sheet.unit.name} · {year}", crumbs=crumbs)


def _find(sheet: ComponentSheet, code: str) -> Line:
    for part in sheet.parts:
        for line in part.lines:
            if line.check.code == code:
                return line
    abort(404)


def _filled(line: Line) -> dict[str, str]:
    kept = line.mark
    if kept is None:
        return {"version": "0", "done": "", "note": ""}
    done = "" if kept.done is None else "sudah" if kept.done else "belum"
    return {"version": str(kept.version), "done": done, "note": kept.note}


def _mark(unit: str, year: int, check: str, form: MarkForm) -> None:
    mark_component(access.actor(), unit, year, check, form.said, clock.now())
