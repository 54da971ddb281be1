"""The mapping of a waiting spreadsheet: which column is what, which word is worth how much."""

from collections.abc import Mapping
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.datastructures import MultiDict

from admin import access, desk, imports
from admin.editing import CLASHED, REFUSED, Answer
from admin.forms import DeskForm
from kiosk import clock
from kiosk.domain.index.period import of_month
from kiosk.domain.month import month_of, shift
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map, sheet
from kiosk.domain.survey.columns import plain
from kiosk.domain.survey.file_map import (
    AS_IS,
    BLANK,
    FIELDS,
    SCALES,
    FileMap,
    UnknownSheet,
    name_of,
)
from kiosk.domain.survey.guessing import PERSONAL
from kiosk.flows.survey.map_import import (
    ImportView,
    reread_import,
    save_mapping,
    show_import,
    use_mapping,
)
from kiosk.fronts.house import house
from kiosk.i18n import number

bp = Blueprint("import_map", __name__)
MONTHS = 24
BY_DATE = "tanggal"


@bp.get("/impor/<unit>/<draft>")
@access.needs(Action.IMPORT_SHEETS, "unit")
def page(unit: str, draft: str) -> Answer:
    try:
        return _page(unit, draft, DeskForm(), None)
    except UnknownSheet as why:
        return gone(unit, why)


@bp.post("/impor/<unit>/<draft>")
@access.needs(Action.IMPORT_SHEETS, "unit")
def save(unit: str, draft: str) -> Answer:
    form, said = DeskForm(), request.form
    try:
        return _saved(unit, draft, form, said)
    except UnknownSheet as why:
        return gone(unit, why)


def _saved(unit: str, draft: str, form: DeskForm, said: MultiDict[str, str]) -> Answer:
    """What is typed comes back with whatever was wrong."""
    who, instance = access.actor(), house().instance
    made = None
    try:
        if not form.validate_on_submit():
            return _page(unit, draft, form, None, REFUSED)
        if "baca" in said:
            reread_import(who, unit, draft, instance, said.get("lembar", ""), _whole(said, "judul"))
        elif "pakai" in said:
            use_mapping(who, unit, draft, instance, said.get("pemetaan", ""))
        else:
            made = _said(show_import(who, unit, draft, instance).made, said)
            name = said.get("nama", "")
            if save_mapping(who, unit, draft, instance, made, name, clock.now()):
                return redirect(url_for("desk.import_result.page", unit=unit, draft=draft), 303)
            return _page(unit, draft, form, made, REFUSED)
    except UnknownSheet:
        raise
    except Refusal as why:
        form.tell(str(why))
        return _page(unit, draft, form, made, REFUSED)
    return redirect(url_for(".page", unit=unit, draft=draft), 303)


def told(unit: str, draft: str, why: str) -> Answer:
    """This page, with what is still missing."""
    form = DeskForm(formdata=None)
    form.tell(why)
    return _page(unit, draft, form, None, REFUSED)


def gone(unit: str, why: UnknownSheet) -> Answer:
    """The page of uploads, told why this one is not there."""
    form = imports.DropForm()
    form.tell(str(why))
    return imports.shown(unit, form, CLASHED)


def _said(before: FileMap, said: MultiDict[str, str]) -> FileMap:
    """Of the posted form. Raises `InvalidMap` where it is no mapping at all."""
    columns = {
        str(place): said[f"k{place}"]
        for place in range(file_map.MOST_COLUMNS)
        if said.get(f"k{place}")
    }
    month = said.get("bulan", "")
    document = {
        "instrument": before.instrument,
        "sheet": before.sheet,
        "header": before.header,
        "columns": columns,
        "words": _words(said),
        "zero": said.get("nol", ""),
        "scale": said.get("skala", ""),
        "order": said.get("urutan", ""),
        "service": said.get("layanan", ""),
        "month": "" if month == BY_DATE else month,
    }
    return file_map.of_document(document)


def _words(said: MultiDict[str, str]) -> dict[str, int]:
    found = {}
    for place in range(file_map.MOST_WORDS):
        text, value = said.get(f"t{place}"), said.get(f"w{place}", "")
        if text and value.isascii() and value.isdigit() and len(value) < 3:
            found[plain(text)] = int(value)
    return found


def _whole(said: Mapping[str, str], name: str) -> int:
    text = said.get(name, "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 0


def _page(unit: str, draft: str, form: DeskForm, made: FileMap | None, status: int = 200) -> Answer:
    found = show_import(access.actor(), unit, draft, house().instance, made)
    if status == REFUSED:
        for one in found.wrong:
            if one not in form.told:
                form.tell(one)
    page = render_template(
        "desk/import_map.html",
        unit=found.unit,
        name=found.name,
        form=form,
        made=found.made,
        sheets=found.sheets,
        named=found.named,
        services=found.services,
        months=_months(found),
        columns=_columns(found),
        kinds=_kinds(found),
        words=_word_rows(found),
        values=_values(found),
        asks=found.look.questions if found.look else None,
        scales=[(key, text) for key, (text, _) in SCALES.items()],
        zeros=number(found.look.questions.zeros) if found.look else "0",
        has_dates="tanggal" in found.made.columns.values(),
        drop_url=url_for("desk.imports.drop", unit=unit, draft=draft),
        crumbs=[*desk.crumbs(), ("Impor", url_for("desk.imports.listed", unit=unit))],
        tabs=[],
        as_is=AS_IS,
        by_date=BY_DATE,
    )
    return page, status


def _months(found: ImportView) -> list[tuple[str, str]]:
    now = month_of(clock.now(), found.unit.zone)
    periods = [of_month(shift(now, -back)) for back in range(MONTHS)]
    return [(str(one), one.title) for one in periods]


def _columns(found: ImportView) -> list[dict[str, Any]]:
    if found.look is None:
        return []
    made, sample = found.made, found.look.sample
    shown = []
    for place, title in enumerate(found.look.table.titles):
        cells = [row[place] if place < len(row) else None for _, row in sample]
        if not title and all(sheet.is_blank(cell) for cell in cells):
            continue
        personal = place not in made.columns and bool(PERSONAL.search(plain(title)))
        shown.append(
            {
                "place": place,
                "letter": sheet.letters(place),
                "title": title or "(tanpa judul)",
                "chosen": made.columns.get(place, ""),
                "personal": personal,
                # Somebody's name or number is not repeated on a page that does not take it.
                "sample": [] if personal else [_cell(cell) for cell in cells],
            }
        )
    return shown


def _cell(cell: object) -> str:
    if sheet.is_blank(cell):
        return "–"
    return "rumus" if isinstance(cell, sheet.Uncomputed) else sheet.short(sheet.text_of(cell))


def _kinds(found: ImportView) -> list[tuple[str, list[tuple[str, str]]]]:
    instrument = found.look.instrument if found.look else None
    items = [] if instrument is None else [(c, name_of(c, instrument)) for c in instrument.items]
    return [("Unsur", items), ("Tentang responden", list(FIELDS.items()))]


def _word_rows(found: ImportView) -> list[dict[str, Any]]:
    if found.look is None:
        return []
    said = found.made.words
    return [
        {
            "text": one.text[: file_map.LONGEST_WORD],
            "count": number(one.count),
            "titles": ", ".join(one.titles[:4]) + (" …" if len(one.titles) > 4 else ""),
            "value": said.get(one.text, one.proposed),
            "is_new": one.text not in said and one.proposed is None,
        }
        for one in found.look.questions.words
    ]


def _values(found: ImportView) -> list[tuple[int, str]]:
    scale = found.look.instrument.scale.values if found.look else range(1, 5)
    return [*((value, str(value)) for value in scale), (BLANK, "tidak dijawab")]
