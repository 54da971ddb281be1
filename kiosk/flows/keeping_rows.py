"""Steps that flows share: answers of a file are kept, all in the caller's transaction or none."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.place.code import new_code
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.entry import Entry
from kiosk.domain.survey.source import Source
from kiosk.store.people import audit, reach
from kiosk.store.place import points, units
from kiosk.store.survey import imports, intake

FILES_POINT = "Berkas dan kertas"


class AlreadyImported(Refusal):
    """This very file is in already."""


@dataclass(frozen=True)
class File:
    """``name`` and ``sha256`` of what was sent, and for which instrument (its code)."""

    name: str
    sha256: str
    instrument: str
    source: Source


def require_new(unit_id: int, file: File) -> None:
    """Raises `AlreadyImported`."""
    before = imports.taken_at(unit_id, file.sha256)
    if before is not None:
        raise AlreadyImported(
            "%(file)s: berkas ini sudah diimpor pada %(when)s.",
            file=file.name,
            when=before.strftime("%Y-%m-%d %H.%M UTC"),
        )


def keep(
    unit: UnitCard,
    months: Mapping[int, Sequence[Entry]],
    file: File,
    now: datetime,
    *,
    actor_id: int = 0,
    scale: str = "",
) -> int:
    """The number of the import. ``months``: ``yyyymm`` to its rows. Nothing a cell says goes into
    the audit record. Raises `AlreadyImported`."""
    # Two imports at once: the second sees here what the first has kept.
    units.hold(unit.id)
    require_new(unit.id, file)
    point = points.for_files(unit.id) or points.add(
        unit.id, new_code(secrets.choice), FILES_POINT, points.FILES
    )
    for month, entries in months.items():
        for entry in entries:
            _keep_one(unit.id, point, month, entry, file.source)
    number = imports.record(
        unit_id=unit.id,
        sha256=file.sha256,
        name=file.name[:200],
        month=min(months),
        instrument=file.instrument,
        source=int(file.source),
        answers=sum(map(len, months.values())),
        at=now,
    )
    _record(unit.id, months, file, now, actor_id, scale)
    return number


def _keep_one(unit_id: int, point: int, month: int, entry: Entry, source: Source) -> None:
    intake.keep(
        entry.answer,
        unit_id=unit_id,
        point_id=point,
        service_id=entry.service_id,
        month=month,
        source=source,
        at=entry.at,
        profile=entry.profile,
        suggestion=entry.suggestion,
    )


def _record(
    unit_id: int,
    months: Mapping[int, Sequence[Entry]],
    file: File,
    now: datetime,
    actor_id: int,
    scale: str,
) -> None:
    spot = reach.spot_of_unit_id(unit_id)
    only = next(iter(months)) if len(months) == 1 else sorted(months)
    details: dict[str, object] = {
        "bulan": only,
        "instrumen": file.instrument,
        "jawaban": sum(map(len, months.values())),
    }
    audit.append(
        at=now,
        actor_id=actor_id,
        action="impor-jawaban",
        object_kind="berkas",
        object_id=file.sha256,
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit_id,
        details=details | ({"skala": scale} if scale else {}),
    )
