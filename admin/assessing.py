"""Evaluators beside the unit: every LKE item as the unit, TPI and TPN see it."""

from fractions import Fraction
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from admin import access, desk, zi
from admin.editing import Answer, EditForm, attempt, choices, page
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.zi.assessment import Assessment, Judge, differ
from kiosk.domain.zi.figures import comma, published
from kiosk.domain.zi.lke_points import Score, Scores
from kiosk.domain.zi.lke_sheet import Answered
from kiosk.domain.zi.lke_version import LkeArea, LkeItem
from kiosk.flows.zi.assess_item import assess_item
from kiosk.flows.zi.compare_assessments import Compared, compare_assessments
from kiosk.i18n import number

bp = Blueprint("assessing", __name__)
BY, ONLY, OPENED = "oleh", "hanya", "buka"
DIFFERENT, OPEN = "beda", "belum"
FILTERS = (("", "Semua"), (DIFFERENT, "Berbeda"), (OPEN, "Belum dinilai TPI"))


class AssessForm(EditForm):
    """``answer`` or ``percent``, as the item asks."""

    version = HiddenField()
    answer = RadioField("Penilaian", choices=[], validate_choice=False)
    percent = StringField(
        "Capaian, dalam persen",
        description="0 sampai 100, misalnya 87,5.",
        render_kw={"inputmode": "decimal"},
    )
    note = TextAreaField("Catatan penilai", render_kw={"rows": 4})


@bp.get("/zi/<unit>/<int:year>/penilaian")
@access.needs(Action.SEE_ZI, "unit")
def compared(unit: str, year: int) -> str:
    around = zi.around(unit, year, "desk.assessing.compared")
    found = compare_assessments(unit, year, clock.now())
    only = request.args.get(ONLY, "")
    shown = {item.code for item in found.sheet.version.items if _wanted(item.code, only, found)}
    may = access.actor().may(Action.ASSESS_ZI, access.spot())
    return render_template(
        "desk/zi/compared.html",
        unit=found.unit,
        year=year,
        totals=_totals(found),
        letters=_letters(found),
        judged=[(judge.label, number(len(found.given[judge]))) for judge in Judge],
        items=number(len(found.sheet.version.items)),
        filters=_filters(found, only),
        areas=[_area(area, found, shown) for area in found.sheet.version.areas],
        any_shown=bool(shown),
        opened=request.args.get(OPENED, ""),
        may_assess=may,
        **around,
    )


def _wanted(item: str, only: str, found: Compared) -> bool:
    if only == DIFFERENT:
        return differ(found.values(item))
    return only != OPEN or item not in found.given[Judge.TPI]


def _filters(found: Compared, only: str) -> list[dict[str, Any]]:
    items = [item.code for item in found.sheet.version.items]
    asked = only if only in (DIFFERENT, OPEN) else ""
    return [
        {
            "label": label,
            "url": _url(found.unit.code, found.year, hanya=value or None),
            "current": value == asked,
            "count": number(sum(_wanted(item, value, found) for item in items)),
        }
        for value, label in FILTERS
    ]


def _url(unit: str, year: int, **asked: Any) -> str:
    return url_for("desk.assessing.compared", unit=unit, year=year, **asked)


def _totals(found: Compared) -> list[dict[str, Any]]:
    """A row for each area and one for all of them: points of the unit, TPI, TPN."""
    columns = [found.sheet.scores, *(found.scores[judge] for judge in Judge)]
    rows = [
        _row(f"{area.number}. {area.label}", [_area_score(one, at) for one in columns])
        for at, area in enumerate(found.sheet.version.areas)
    ]
    return [*rows, _row("Pengungkit", [one.total if one else None for one in columns])]


def _area_score(scores: Scores | None, at: int) -> Score | None:
    return scores.areas[at].score if scores else None


def _row(label: str, scores: list[Score | None]) -> dict[str, Any]:
    points = [None if one is None else one.points for one in scores]
    most = next(one.most for one in scores if one is not None)
    return {
        "label": label,
        "most": comma(published(most)),
        "points": [_points(one) for one in points],
        "differs": differ(points),
    }


def _points(value: Fraction | None) -> str:
    return "–" if value is None else comma(published(value))


def _letters(found: Compared) -> list[tuple[str, str]]:
    """Totals as the letters of TPI and TPN say them."""
    facts = found.step.facts if found.step else {}
    named = (("tpi", "TPI"), ("tpn", "TPN"))
    return [
        (label, comma(facts[f"{judge}_total"]))
        for judge, label in named
        if f"{judge}_total" in facts
    ]


def _area(area: LkeArea, found: Compared, shown: set[str]) -> dict[str, Any]:
    items = [item for one in area.indicators for item in one.items if item.code in shown]
    return {
        "number": area.number,
        "label": area.label,
        "items": [_item(item, found) for item in items],
    }


def _item(item: LkeItem, found: Compared) -> dict[str, Any]:
    here: dict[str, Any] = {"unit": found.unit.code, "year": found.year, "item": item.code}
    answered = found.sheet.item(item.code)
    said = [found.given[judge].get(item.code) for judge in Judge]
    return {
        "code": item.code,
        "question": item.question,
        "url": url_for("desk.assessing.item", **here),
        "own": _own(answered),
        "said": [_said(one, found) for one in said],
        "differs": differ(found.values(item.code)),
    }


def _own(one: Answered) -> str | None:
    return None if one.value is None else worded(one.answer, one.value)


def _said(one: Assessment | None, found: Compared) -> dict[str, str] | None:
    if one is None:
        return None
    return {
        "by": one.by,
        "text": worded(one.answer, one.value),
        "note": one.note,
        "who": found.names.get(one.actor_id, "–"),
        "at": desk.moment(one.at, found.unit.zone),
    }


def worded(answer: str | None, value: Fraction) -> str:
    """ "B (0,75)", or "87,5 persen"."""
    if answer:
        return f"{answer} ({comma(published(value))})"
    return f"{number(half_up(value * 100, 2))} persen"


@bp.route("/zi/<unit>/<int:year>/penilaian/<item>", methods=["GET", "POST"])
@access.needs(Action.ASSESS_ZI, "unit")
def item(unit: str, year: int, item: str) -> Answer:
    around = zi.around(unit, year, "desk.assessing.compared")
    found = compare_assessments(unit, year, clock.now())
    asked, status = found.sheet.item(item), 200
    judge = Judge.TPN if request.args.get(BY) == Judge.TPN else Judge.TPI
    form = _form(asked.item, found.given[judge].get(item))
    if form.is_submitted():
        failed = attempt(form, lambda: _assess(unit, year, item, judge, form))
        if failed is None:
            flash("Penilaian tersimpan.")
            return redirect(_url(unit, year, buka=item.partition(".")[0], _anchor=f"b-{item}"), 303)
        status = failed
    home = _url(unit, year)
    return page(
        form,
        status,
        template="desk/zi/assess.html",
        title=f"Penilaian {judge.label}: {item}",
        about=f"{found.unit.name} · {year}",
        send="Simpan penilaian",
        back=home,
        question=asked.item.question,
        own=_own(asked),
        own_note=asked.kept.note if asked.kept else "",
        said=[one for one in _item(asked.item, found)["said"] if one],
        judges=_judges(unit, year, item, judge),
        sheet_url=url_for("desk.lke.item", unit=unit, year=year, item=item),
        crumbs=[*around["crumbs"], (f"Penilaian {year}", home)],
        tabs=around["tabs"],
    )


def _form(item: LkeItem, kept: Assessment | None) -> AssessForm:
    percent = number(half_up(kept.value * 100, 4)) if kept and not kept.answer else ""
    form = AssessForm(
        data={
            "version": kept.version if kept else 0,
            "answer": (kept.answer or "") if kept else "",
            "percent": percent,
            "note": kept.note if kept else "",
        }
    )
    if not item.options:
        del form.answer
        return form
    del form.percent
    labels = [(one.code, f"{one.code}. {one.text}") for one in item.options]
    form.answer.choices = choices([*labels, ("", "Belum dinilai")])
    return form


def _assess(unit: str, year: int, item: str, judge: Judge, form: AssessForm) -> None:
    answer = (form["answer"].data or "") if "answer" in form else ""
    percent = (form["percent"].data or "") if "percent" in form else ""
    said = (answer, percent, form.note.data or "")
    version = desk.version(str(form.version.data))
    assess_item(access.actor(), unit, year, item, judge, version, said, clock.now())


def _judges(unit: str, year: int, item: str, current: Judge) -> list[tuple[str, str, bool]]:
    return [
        (
            one.label,
            url_for("desk.assessing.item", unit=unit, year=year, item=item, oleh=one.value),
            one is current,
        )
        for one in Judge
    ]
