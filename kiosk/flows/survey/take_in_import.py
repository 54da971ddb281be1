"""A waiting spreadsheet as it is mapped: looked at whole, then taken in, all rows or none."""

import json
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

from kiosk.domain.index import period
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey import file_map, footer
from kiosk.domain.survey.entry import RefusedRows
from kiosk.domain.survey.file_map import InvalidMap
from kiosk.domain.survey.source import Source
from kiosk.flows import closings, drafts, keeping_rows, sheets
from kiosk.flows.keeping_rows import File
from kiosk.flows.sheets import Result
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files
from kiosk.store.survey import imports, sheet_drafts
from kiosk.store.survey.imports import Told


@dataclass(frozen=True)
class Preview:
    """``before``: when this very file was taken in already. ``closed``: months (``yyyymm``) whose
    period is closed: their rows come late. ``typed``: the figure somebody typed."""

    unit: UnitCard
    name: str
    sha256: str
    scale: str
    result: Result
    before: datetime | None
    closed: tuple[int, ...]
    typed: str

    @property
    def is_takable(self) -> bool:
        return bool(self.result.months) and not self.result.refused and self.before is None


@dataclass(frozen=True)
class Taken:
    answers: int
    months: tuple[int, ...]


def preview_import(
    actor: Actor, unit_code: str, file: str, instance: Path, now: datetime
) -> Preview:
    """Raises `UnknownSheet`, and `InvalidMap` where the mapping is not finished."""
    found = drafts.held(actor, unit_code, file, instance)
    look = sheets.look(found.book, found.made)
    with reading():
        theirs = footer.figure_of(found.draft.theirs)
        result = sheets.read(look, found.unit, theirs, now)
        return Preview(
            found.unit,
            found.draft.name,
            found.draft.sha256,
            file_map.SCALES[found.made.scale or file_map.AS_IS][0],
            result,
            imports.taken_at(found.unit.id, found.draft.sha256),
            _closed(found.unit.id, found.made.instrument, tuple(result.months)),
            found.draft.theirs,
        )


def _closed(unit_id: int, instrument: str, months: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(
        month
        for month in months
        if any(closings.closing_of(unit_id, instrument, one) for one in period.covering(month))
    )


def note_figure(actor: Actor, unit_code: str, file: str, instance: Path, text: str) -> None:
    """The figure of a printed report, to be explained. Raises `InvalidMap`."""
    clean = text.strip()
    figure: Decimal | None = footer.figure_of(clean) if clean else None
    if clean and (figure is None or not 0 < figure <= 100):
        raise InvalidMap("Tulis angka laporan seperti tercetak, misalnya 84,26.")
    found = drafts.held(actor, unit_code, file, instance)
    with transaction():
        sheet_drafts.put(found.draft.file, found.draft.map, clean[:20])


def take_in_import(actor: Actor, unit_code: str, file: str, instance: Path, now: datetime) -> Taken:
    """Raises `RefusedRows`, `AlreadyImported` and what `preview_import` does; then nothing was
    written."""
    found = drafts.held(actor, unit_code, file, instance)
    look = sheets.look(found.book, found.made)
    with transaction():
        # Of two clicks the second finds the upload gone.
        draft = sheet_drafts.get(found.draft.file, found.unit.id, actor.id)
        result = sheets.read(look, found.unit, footer.figure_of(draft.theirs), now)
        if result.refused:
            raise RefusedRows([why for _, why in result.refused])
        if not result.months:
            raise InvalidMap("Tidak ada baris yang dapat disimpan.")
        made = found.made
        kept = File(draft.name, draft.sha256, made.instrument, Source.SPREADSHEET)
        number = keeping_rows.keep(
            found.unit, result.months, kept, now, actor_id=actor.id, scale=made.scale
        )
        imports.tell(number, _told(actor, result, draft.map))
        sheet_drafts.drop([draft.file])
    document_files.remove(instance / drafts.FOLDER, draft.file)
    return Taken(sum(map(len, result.months.values())), tuple(result.months))


def _told(actor: Actor, result: Result, made: str) -> Told:
    months = {str(month): len(entries) for month, entries in result.months.items()}
    verdict = result.verdict
    return Told(
        actor.id,
        json.dumps(months),
        made,
        "" if verdict.theirs is None else f"{verdict.theirs:f}",
        "" if verdict.ours is None else f"{verdict.ours.ikm:f}",
    )
