"""Documents of a unit's ZI dossier: asked for, listed with how far each is, and taken."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.data import periksa
from kiosk.domain.index.document import (
    IDLE,
    OF_YEAR,
    Document,
    DocumentKind,
    DocumentState,
    UnknownDocument,
)
from kiosk.domain.index.period import Period
from kiosk.domain.place.point import UnitCard
from kiosk.flows import papering
from kiosk.paper import makers
from kiosk.store.engine import reading, transaction
from kiosk.store.index import document_files, documents
from kiosk.store.people import roster
from kiosk.store.place import units
from kiosk.store.upkeep import signing

MOST = 30


@dataclass(frozen=True)
class DossierDocuments:
    """``documents``: the newest first; ``names``: of whoever asked; ``fingerprint``: of the key
    that signs packs; ``is_stuck``: one waits although nobody makes any."""

    unit: UnitCard
    offered: tuple[DocumentKind, ...]
    documents: tuple[Document, ...]
    names: Mapping[int, str]
    fingerprint: str
    is_stuck: bool

    @property
    def is_moving(self) -> bool:
        return any(not one.state.is_over for one in self.documents)


def ask_dossier(
    unit_code: str, year: Period, kind: DocumentKind, asked_by: int, now: datetime
) -> Document:
    """The one that is waiting or being made already, if there is such. Raises `UnknownUnit`,
    `UnfitDocument`."""
    papering.check_kind(kind, of_year=True)
    with transaction():
        wanted = papering.wish_of_year(unit_code, year, kind, asked_by, now)
        return papering.put(wanted, asked_by, now)


def list_dossier(unit_code: str, year: Period, instance: Path, now: datetime) -> DossierDocuments:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        found = documents.of_period(unit.id, OF_YEAR, str(year), MOST)
        names = roster.names({one.asked_by for one in found if one.asked_by is not None})
        is_making = bool(documents.in_hand())
    return DossierDocuments(
        unit=unit,
        offered=tuple(one for one in makers.offered() if one.of_year),
        documents=found,
        names=names,
        fingerprint=periksa.fingerprint(signing.public_key(instance)),
        is_stuck=not is_making and any(_is_stuck(one, now) for one in found),
    )


def _is_stuck(one: Document, now: datetime) -> bool:
    asked = one.asked_at
    return one.state is DocumentState.WAITING and asked is not None and now - asked > IDLE


def fetch_dossier(
    actor_id: int, unit_code: str, number: int, instance: Path, now: datetime
) -> tuple[Document, Path]:
    """The file, to be sent piece by piece: a pack may be large. Who took it is in the audit record.
    Raises `UnknownDocument`, `LostFile`."""
    with reading():
        one = documents.by_id(number)
    ready = one is not None and one.state is DocumentState.READY and one.unit == unit_code
    if one is None or not ready or not one.kind.of_year or one.file is None:
        raise UnknownDocument
    path = document_files.path_of(document_files.folder(instance), one.file)
    with transaction():
        papering.record("unduh", one, actor_id, now)
    return one, path


def key_fingerprint(instance: Path) -> str:
    """What an evaluator compares a pack's key with."""
    return periksa.fingerprint(signing.public_key(instance))
