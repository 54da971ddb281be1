"""What a mapped spreadsheet would bring in, what its own formula gave and why, and the deed."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for

from admin import access, desk, import_map
from admin.editing import REFUSED, Answer
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.index.period import of_month
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.file_map import UnknownSheet
from kiosk.flows.sheets import Verdict
from kiosk.flows.survey.take_in_import import (
    Preview,
    note_figure,
    preview_import,
    take_in_import,
)
from kiosk.fronts.house import house
from kiosk.i18n import number

bp = Blueprint("import_result", __name__)
MOST_SHOWN = 50


@bp.get("/impor/<unit>/<draft>/hasil")
@access.needs(Action.IMPORT_SHEETS, "unit")
def page(unit: str, draft: str) -> Answer:
    return _shown(unit, draft, DeskForm())


@bp.post("/impor/<unit>/<draft>/hasil")
@access.needs(Action.IMPORT_SHEETS, "unit")
def act(unit: str, draft: str) -> Answer:
    """The figure of a report is noted, or everything is taken in."""
    form = DeskForm()
    if not form.validate_on_submit():
        return _shown(unit, draft, form, REFUSED)
    who, instance = access.actor(), house().instance
    try:
        if "simpan" not in request.form:
            note_figure(who, unit, draft, instance, request.form.get("angka", ""))
            return redirect(url_for(".page", unit=unit, draft=draft), 303)
        done = take_in_import(who, unit, draft, instance, clock.now())
    except UnknownSheet as gone:
        return import_map.gone(unit, gone)
    except Refusal as why:
        form.tell(str(why))
        return _shown(unit, draft, form, REFUSED)
    flash(f"{number(done.answers)} jawaban tersimpan.")
    return redirect(url_for("desk.imports.listed", unit=unit), 303)


def _shown(unit: str, draft: str, form: DeskForm, status: int = 200) -> Answer:
    try:
        found = preview_import(access.actor(), unit, draft, house().instance, clock.now())
    except UnknownSheet as gone:
        return import_map.gone(unit, gone)
    except Refusal as why:
        # The mapping is not finished: that page says what is missing.
        return import_map.told(unit, draft, str(why))
    return _page(unit, draft, form, found), status


def _page(unit: str, draft: str, form: DeskForm, found: Preview) -> str:
    result = found.result
    back = url_for("desk.import_map.page", unit=unit, draft=draft)
    refused = [why for _, why in result.refused]
    return render_template(
        "desk/import_result.html",
        unit=found.unit,
        name=found.name,
        sha256=found.sha256,
        scale=found.scale,
        form=form,
        months=[
            (of_month(month).title, number(len(entries)), month in found.closed)
            for month, entries in result.months.items()
        ],
        respondents=number(result.respondents),
        refused=refused[:MOST_SHOWN],
        refused_count=number(len(refused)),
        more=max(0, len(refused) - MOST_SHOWN),
        excluded=[(one.row, one.reason) for one in result.excluded[:MOST_SHOWN]],
        excluded_count=number(len(result.excluded)),
        before=desk.moment(found.before, found.unit.zone) if found.before else None,
        takable=found.is_takable,
        typed=found.typed,
        v=_verdict(result.verdict),
        back=back,
        drop_url=url_for("desk.imports.drop", unit=unit, draft=draft),
        crumbs=[
            *desk.crumbs(),
            ("Impor", url_for("desk.imports.listed", unit=unit)),
            ("Pemetaan", back),
        ],
        tabs=[],
    )


def _verdict(found: Verdict) -> dict[str, Any]:
    told = found.explanation
    return {
        "ours": _said(found.ours.ikm) if found.ours else None,
        "mutu": found.ours.grade.mutu if found.ours else None,
        "words": found.ours.grade.words["id"] if found.ours else "",
        "theirs": _said(found.theirs) if found.theirs is not None else None,
        "row": found.printed.row,
        "agrees": told.agrees if told else None,
        "difference": _signed(told.difference) if told else "",
        "ways": [[one.sentence for one in way.deviations] for way in told.ways] if told else [],
        "found": told.found if told else 0,
        "parts": _parts(found),
        "grade": found.grade,
    }


def _parts(found: Verdict) -> list[dict[str, Any]]:
    names = {one.code: one.name["id"] for one in found.ours.unsur} if found.ours else {}
    return [
        {
            "name": names.get(one.code, one.code),
            "theirs": _said(one.theirs),
            "ours": _said(one.ours),
            "agrees": one.agrees,
            "why": one.why,
        }
        for one in found.parts
    ]


def _said(value: Decimal) -> str:
    return f"{value:f}".replace(".", ",")


def _signed(value: Decimal) -> str:
    return f"{value:+f}".replace(".", ",").replace("-", "−")
