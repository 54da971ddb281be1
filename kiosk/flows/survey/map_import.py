"""Somebody says how a waiting spreadsheet is read: which column is what, which word is worth how
much."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map, mapped
from kiosk.domain.survey.file_map import FileMap, InvalidMap
from kiosk.flows import drafts, sheets
from kiosk.flows.sheets import Look
from kiosk.store.engine import reading, transaction
from kiosk.store.place import units
from kiosk.store.survey import sheet_drafts, sheet_mappings
from kiosk.store.survey.sheet_mappings import Named

LONGEST_NAME = 80


@dataclass(frozen=True)
class ImportView:
    """``wrong``: sentences of why ``look`` cannot be gone on with; ``look`` None where even its
    titles cannot be read. ``services``: code, name."""

    unit: UnitCard
    name: str
    sheets: tuple[str, ...]
    made: FileMap
    look: Look | None
    wrong: tuple[str, ...]
    named: tuple[str, ...]
    services: tuple[tuple[str, str], ...]


def show_import(
    actor: Actor, unit_code: str, file: str, instance: Path, made: FileMap | None = None
) -> ImportView:
    """``made``: as somebody has just said it; else as it is kept. Raises `UnknownSheet`."""
    found = drafts.held(actor, unit_code, file, instance)
    said = made or found.made
    with reading():
        named = sheet_mappings.of(found.unit.id)
        services: list[Any] = units.services_of([found.unit.id])
    look, wrong = _looked(found, said)
    return ImportView(
        found.unit,
        found.draft.name,
        tuple(found.book.sheets),
        said,
        look,
        wrong,
        tuple(one.name for one in named),
        tuple((row.code, row.name) for row in services),
    )


def _looked(found: drafts.Held, made: FileMap) -> tuple[Look | None, tuple[str, ...]]:
    try:
        look = sheets.look(found.book, made)
    except Refusal as why:
        return None, (str(why),)
    try:
        file_map.check(made, look.instrument)
    except InvalidMap as why:
        return look, (str(why), *look.wanting)
    return look, look.wanting


def reread_import(
    actor: Actor, unit_code: str, file: str, instance: Path, sheet: str, header: int
) -> None:
    """Another sheet or another row of titles: the columns are guessed anew."""
    found = drafts.held(actor, unit_code, file, instance)
    if sheet not in found.book.sheets:
        raise InvalidMap("Lembar yang dipilih tidak ada di berkas ini.")
    look = sheets.look(found.book, found.made)
    wished = FileMap(found.made.instrument, sheet, header)
    made = sheets.guessed(found.book, look.instrument, wished)
    with transaction():
        sheet_drafts.put(found.draft.file, file_map.written(made), found.draft.theirs)


def use_mapping(actor: Actor, unit_code: str, file: str, instance: Path, name: str) -> None:
    """One that was kept under a name, whatever its titles were. Raises `InvalidMap`."""
    found = drafts.held(actor, unit_code, file, instance)
    with transaction():
        one = next((one for one in sheet_mappings.of(found.unit.id) if one.name == name), None)
        if one is None:
            raise InvalidMap("Pemetaan itu tidak ada di unit ini.")
        made = sheets.fitted(found.made, one)
        sheet_drafts.put(found.draft.file, file_map.written(made), found.draft.theirs)


def save_mapping(
    actor: Actor,
    unit_code: str,
    file: str,
    instance: Path,
    made: FileMap,
    name: str,
    now: datetime,
) -> bool:
    """Kept with the upload; whether nothing more is to be said. ``name``: under which the unit
    finds it again, "" for none. Raises `UnknownSheet`, `InvalidMap`."""
    found = drafts.held(actor, unit_code, file, instance)
    look, wrong = _looked(found, made)
    clean = " ".join(name.split())
    if len(clean) > LONGEST_NAME or not clean.isprintable():
        raise InvalidMap("Nama pemetaan paling panjang %(most)s huruf.", most=LONGEST_NAME)
    done = look is not None and not wrong
    with transaction():
        sheet_drafts.put(found.draft.file, file_map.written(made), found.draft.theirs)
        if look is not None and done and clean:
            titles = file_map.digest_of(look.table.titles)
            kept = Named(clean, titles, file_map.written(mapped.ordered(made)))
            sheet_mappings.keep(found.unit.id, kept, actor.id, now)
    return done
