"""Steps that flows share: which document of a period is wanted, and its file made."""

import secrets
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from kiosk.domain.index.document import (
    MOST_WAITING,
    OF_YEAR,
    Document,
    DocumentKind,
    UnfitDocument,
)
from kiosk.domain.index.period import Period
from kiosk.domain.index.seal import new_code
from kiosk.flows import closings
from kiosk.flows.gathering import material_of
from kiosk.flows.gathering_rows import sheet_of
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.paper import makers
from kiosk.paper.makers import Told
from kiosk.store.index import documents
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.survey import instruments

Gather = Callable[[Document, str], Any]
_GATHERED: Mapping[DocumentKind, Gather] = {
    kind: sheet_of if kind.has_rows else material_of for kind in DocumentKind if not kind.of_year
}
"""What each kind is made of. Rows of answers are read only for those that show them."""


def wish(
    unit_code: str,
    period: Period,
    kind: DocumentKind,
    instrument_code: str | None,
    asked_by: int | None,
    now: datetime,
) -> Document:
    """Of the closing as it stands, or a draft where there is none. Inside a look. Raises
    `UnknownUnit`, `UnknownInstrument`."""
    unit = units.by_code(unit_code)
    instrument = instruments.by_code(instrument_code or DEFAULT_INSTRUMENT).code
    closing = closings.closing_of(unit.id, instrument, period)
    return Document(
        id=0,
        unit_id=unit.id,
        unit=unit.code,
        period=period,
        instrument=instrument,
        kind=kind,
        closing_id=closing.id if closing else None,
        seal=new_code(secrets.choice),
        digest=closing.digest if closing else "",
        head=closing.head if closing else "",
        asked_by=asked_by,
        asked_at=now,
    )


def wish_of_year(
    unit_code: str, year: Period, kind: DocumentKind, asked_by: int | None, now: datetime
) -> Document:
    """Of a unit's ZI dossier. Inside a look. Raises `UnknownUnit`."""
    unit = units.by_code(unit_code)
    return Document(
        id=0,
        unit_id=unit.id,
        unit=unit.code,
        period=year,
        instrument=OF_YEAR,
        kind=kind,
        closing_id=None,
        seal=new_code(secrets.choice),
        asked_by=asked_by,
        asked_at=now,
    )


def check_kind(kind: DocumentKind, *, of_year: bool) -> None:
    """Raises `UnfitDocument` for what is not made here, or is of something else."""
    if kind not in makers.offered() or kind.of_year is not of_year:
        raise UnfitDocument("Dokumen jenis ini belum dapat dibuat di pemasangan ini.")


def put(wanted: Document, asked_by: int, now: datetime) -> Document:
    """The wish in the queue, or the same one that is there already; in the caller's transaction.
    Raises `UnfitDocument` where a unit has too many waiting."""
    if documents.waiting_of(wanted.unit_id) >= MOST_WAITING:
        raise UnfitDocument(
            "Masih ada %(many)s dokumen unit ini yang antre. Tunggu sampai sebagian siap.",
            many=MOST_WAITING,
        )
    number = documents.add(wanted)
    found = documents.waiting_at(wanted.spot)
    assert found is not None
    if number is not None:
        record("minta", found, asked_by, now)
    return found


def record(act: str, one: Document, actor_id: int, now: datetime) -> None:
    """Into the audit chain; in the caller's transaction."""
    spot = reach.spot_of_unit_id(one.unit_id)
    audit.append(
        at=now,
        actor_id=actor_id,
        action=f"{act}-dokumen",
        object_kind="dokumen",
        object_id=str(one.id),
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=one.unit_id,
        details={"jenis": one.kind.value, "periode": f"{one.period} {one.instrument}"},
    )


def made(one: Document, public_url: str, told: Told) -> bytes:
    """The file. Outside any transaction: it takes seconds. Raises what its maker raises, and
    `UnfitDocument` for a kind that is not made here."""
    make = makers.maker_of(one.kind)
    return make(_GATHERED[one.kind](one, public_url), told)
