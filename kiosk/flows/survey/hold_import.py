"""Somebody uploads an office's spreadsheet: it is opened, a first mapping is guessed, and it waits
for that person to say how it is read."""

from datetime import datetime, timedelta
from pathlib import Path

from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import file_map
from kiosk.domain.survey.file_map import FileMap
from kiosk.flows import sheets
from kiosk.flows.drafts import FOLDER
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files
from kiosk.store.place import units
from kiosk.store.survey import instruments, sheet_drafts, sheet_mappings
from kiosk.store.survey.sheet_drafts import Draft

KEPT_FOR = timedelta(hours=24)
MOST_WAITING = 10


class UnfitUpload(Refusal):
    """Too large, of another kind, or too many wait already."""


def hold_import(
    actor: Actor,
    unit_code: str,
    instrument_code: str,
    name: str,
    content: bytes,
    instance: Path,
    now: datetime,
) -> str:
    """The name under which it waits. Raises `UnfitUpload`, `UnusableFile`, `TooManyRows`."""
    instrument = instruments.by_code(instrument_code)
    shown = _checked(name, content)
    book = sheets.opened(shown, content, instrument)
    with reading():
        unit = units.by_code(unit_code)
        named = sheet_mappings.of(unit.id)
        if sheet_drafts.count(actor.id) >= MOST_WAITING:
            raise UnfitUpload("Terlalu banyak berkas menunggu. Buang yang tidak dipakai.")
    guess = sheets.guessed(book, instrument, FileMap(instrument_code))
    made = sheets.as_named(book, guess, named)
    kept = document_files.keep(instance / FOLDER, content)
    with transaction():
        sheet_drafts.add(
            Draft(kept.name, unit.id, actor.id, shown, kept.sha256, now, file_map.written(made), "")
        )
    return kept.name


def _checked(name: str, content: bytes) -> str:
    """Its name, as far as it can be shown."""
    clean = "".join(one if one.isprintable() else "?" for one in name).strip()[-120:]
    if not content or len(content) > sheets.LARGEST:
        raise UnfitUpload("Pilih berkas CSV atau XLSX, paling besar 5 MB.")
    if not clean.lower().endswith((".csv", ".xlsx")):
        raise UnfitUpload("Berkas harus CSV atau XLSX. Simpan ulang dari lembar kerja Anda.")
    return clean


def drop_import(actor: Actor, unit_code: str, file: str, instance: Path) -> None:
    """Raises `UnknownSheet`."""
    with transaction():
        unit = units.by_code(unit_code)
        draft = sheet_drafts.get(file, unit.id, actor.id)
        sheet_drafts.drop([draft.file])
    document_files.remove(instance / FOLDER, draft.file)


def forget_imports(instance: Path, now: datetime) -> int:
    """Those nobody took in within a day, and files that no row names: how many."""
    with transaction():
        old = sheet_drafts.older(now - KEPT_FOR)
        sheet_drafts.drop(old)
    for file in old:
        document_files.remove(instance / FOLDER, file)
    return len(old) + document_files.sweep(instance / FOLDER, _waiting, now - timedelta(hours=1))


def _waiting() -> frozenset[str]:
    with reading():
        return sheet_drafts.files()
