"""Steps that flows share about an upload that waits: found, and its file read."""

from dataclasses import dataclass
from pathlib import Path

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey import file_map
from kiosk.domain.survey.file_map import FileMap, UnknownSheet
from kiosk.flows import sheets
from kiosk.flows.sheets import Book
from kiosk.store.engine import reading
from kiosk.store.index import document_files
from kiosk.store.place import units
from kiosk.store.survey import instruments, sheet_drafts
from kiosk.store.survey.sheet_drafts import Draft

FOLDER = "imports"


@dataclass(frozen=True)
class Held:
    draft: Draft
    unit: UnitCard
    made: FileMap
    book: Book


def held(actor: Actor, unit_code: str, file: str, instance: Path) -> Held:
    """Only for whoever uploaded it. Raises `UnknownSheet`, `UnusableFile`."""
    with reading():
        unit = units.by_code(unit_code)
        draft = sheet_drafts.get(file, unit.id, actor.id)
    try:
        content = document_files.read(instance / FOLDER, draft.file, draft.sha256)
    except LostFile as gone:
        raise UnknownSheet from gone
    made = file_map.parsed(draft.map)
    book = sheets.opened(draft.name, content, instruments.by_code(made.instrument))
    return Held(draft, unit, made, book)
