"""The text of a period's report, section by section beside its draft."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from wtforms import HiddenField, TextAreaField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.index import period as periods
from kiosk.domain.index.period import Period
from kiosk.domain.index.report_text import CHAPTERS, CODES, LONGEST, SECTIONS, mark_of
from kiosk.domain.people.policy import Action
from kiosk.flows.index.edit_report_text import (
    OpenSection,
    OpenText,
    Rewritten,
    open_report_text,
    save_report_text,
)
from kiosk.flows.measuring import DEFAULT_INSTRUMENT

bp = Blueprint("report_text", __name__)
ROOM = 4 * LONGEST * len(SECTIONS)
"""Bytes of a form with every section at its longest."""
LETTERS_A_LINE, FEWEST_ROWS, MOST_ROWS = 64, 3, 24


class TextForm(EditForm):
    """A text and the mark of what was opened for each section; those that differ are saved."""

    version = HiddenField()
    instrumen = HiddenField()
    kembalikan = HiddenField()
    """A button's name: the section to give back to its draft."""


for _one in SECTIONS:
    setattr(TextForm, _one.code, TextAreaField(_one.title))
    setattr(TextForm, f"asal-{_one.code}", HiddenField())


@bp.route("/periode/<unit>/<period>/naskah", methods=["GET", "POST"])
@access.needs(Action.MAKE_REPORTS, "unit")
def edit(unit: str, period: str) -> Answer:
    request.max_content_length = request.max_form_memory_size = ROOM
    wanted = periods.parse(period)
    instrument = request.values.get("instrumen") or DEFAULT_INSTRUMENT
    found = open_report_text(unit, wanted, clock.now(), instrument)
    if request.method == "GET":
        return _page(_opened(found, instrument), found)
    form = TextForm()
    saved: list[tuple[str, ...]] = []
    refused = attempt(form, lambda: saved.append(_save(unit, wanted, form, instrument)))
    if refused:
        return _page(form, found, refused)
    flash(_told(form.kembalikan.data or "", saved[0]))
    return redirect(_address(unit, wanted, instrument), 303)


def _address(unit: str, period: Period, instrument: str) -> str:
    named = None if instrument == DEFAULT_INSTRUMENT else instrument
    return url_for(".edit", unit=unit, period=str(period), instrumen=named)


def _save(unit: str, period: Period, form: TextForm, instrument: str) -> tuple[str, ...]:
    sent = Rewritten(
        {code: form[code].data or "" for code in CODES},
        {code: form[f"asal-{code}"].data or "" for code in CODES},
        frozenset({form.kembalikan.data or ""}),
    )
    version = desk.version(form.version.data)
    return save_report_text(access.actor(), unit, period, version, sent, clock.now(), instrument)


def _told(back: str, saved: tuple[str, ...]) -> str:
    titles = {one.code: one.title for one in SECTIONS}
    if back in saved and len(saved) == 1:
        return f"{titles[back]}: kembali ke draf."
    if not saved:
        return "Tidak ada yang berubah."
    return f"Naskah tersimpan: {', '.join(titles[code] for code in saved)}."


def _opened(found: OpenText, instrument: str) -> TextForm:
    texts = {one.kind.code: one.text for one in found.sections}
    marks = {f"asal-{code}": mark_of(text) for code, text in texts.items()}
    given = {**texts, **marks, "version": str(found.version), "instrumen": instrument}
    return TextForm(data=given)


def _page(form: TextForm, found: OpenText, status: int = 200) -> tuple[str, int]:
    unit, period = found.unit.code, found.period
    around: dict[str, Any] = {"unit": unit, "period": str(period)}
    chapters = [
        (title, [_shown(form, one, found) for one in found.sections if one.kind.chapter == place])
        for place, title in CHAPTERS.items()
    ]
    body = render_template(
        "desk/report_text.html",
        form=form,
        unit=found.unit,
        period=period.title,
        is_draft=found.material.is_draft,
        chapters=chapters,
        documents_url=url_for("desk.documents.listed", **around),
        kop_url=_kop(unit),
        crumbs=[*desk.crumbs(), (period.title, url_for("desk.closing.shown", **around))],
        tabs=desk.tabs(unit, str(period), "desk.closing.listed"),
    )
    return body, status


def _kop(unit: str) -> str | None:
    may = access.actor().may(Action.EDIT_PLACES, access.spot())
    return url_for("desk.letterhead.edit", unit=unit) if may else None


def _shown(form: TextForm, one: OpenSection, found: OpenText) -> dict[str, Any]:
    field = form[one.kind.code]
    text = str(field.data or "")
    lines = sum(1 + len(line) // LETTERS_A_LINE for line in text.split("\n"))
    field.render_kw = {"rows": min(MOST_ROWS, max(FEWEST_ROWS, lines + 1))}
    kept = one.kept
    return {
        "code": one.kind.code,
        "title": one.kind.title,
        "field": field,
        "mark": form[f"asal-{one.kind.code}"],
        "draft": one.draft,
        "edited": one.is_edited,
        "by": kept.by if kept else "",
        "at": desk.moment(kept.at, found.unit.zone) if kept else "",
        "strange": ", ".join(one.strange),
    }
