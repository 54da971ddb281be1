"""Places as staff edit them: read whole with their version, changed only as they were read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update

from kiosk.domain.place.point import UnknownUnit
from kiosk.store.engine import connection
from kiosk.store.place.tables import Instansi, OldCode, Point, Service, Unit

_TABLES: Mapping[str, Any] = {
    "instansi": Instansi,
    "unit": Unit,
    "layanan": Service,
    "loket": Point,
}
FIELDS: Mapping[str, tuple[str, ...]] = {
    "instansi": ("name", "website", "colour"),
    "unit": ("name", "timezone", "address", "phone"),
    "layanan": ("name", "asks_fee"),
    "loket": ("name",),
}
"""What staff may change of each kind; nothing else is ever written by `change`."""


class UnknownPlace(UnknownUnit):
    """Nothing of this kind has this code."""


@dataclass(frozen=True)
class Kept:
    """A row as kept. ``kind`` and ``code`` name it in the audit record; ``unit_id`` 0: none."""

    kind: str
    id: int
    code: str
    instansi_id: int
    unit_id: int
    version: int
    closed_at: datetime | None
    values: Mapping[str, Any]

    @property
    def name(self) -> str:
        return str(self.values["name"])


def instansi(code: str) -> Kept:
    """Raises `UnknownPlace`."""
    row = _row(select(Instansi).where(Instansi.code == code), code)
    return _kept("instansi", row, row.id, 0)


def unit(code: str) -> Kept:
    """Open or closed; raises `UnknownPlace`."""
    row = _row(select(Unit).where(Unit.code == code), code)
    return _kept("unit", row, row.instansi_id, row.id)


def service(unit_code: str, code: str) -> Kept:
    """Raises `UnknownPlace`, also for a service of another unit."""
    query = select(Service, Unit.instansi_id).join(Unit, Unit.id == Service.unit_id)
    row = _row(query.where(Unit.code == unit_code, Service.code == code), code)
    return _kept("layanan", row, row.instansi_id, row.unit_id)


def point(code: str) -> Kept:
    """A counter, not a unit's place for files; raises `UnknownPlace`."""
    query = select(Point, Unit.instansi_id).join(Unit, Unit.id == Point.unit_id)
    row = _row(query.where(Point.code == code, Point.kind == "loket"), code)
    return _kept("loket", row, row.instansi_id, row.unit_id)


def _row(query: Any, code: str) -> Any:
    row = connection().execute(query).first()
    if row is None:
        raise UnknownPlace('Tidak ada yang berkode "%(code)s".', code=code[:40])
    return row


def _kept(kind: str, row: Any, instansi_id: int, unit_id: int) -> Kept:
    return Kept(
        kind=kind,
        id=row.id,
        code=row.code,
        instansi_id=instansi_id,
        unit_id=unit_id,
        version=row.version,
        closed_at=getattr(row, "closed_at", None),
        values={name: getattr(row, name) for name in FIELDS[kind]},
    )


def change(kept: Kept, values: Mapping[str, Any]) -> bool:
    """Write these fields if the row is still at the version it was read at, and move it on."""
    unknown = values.keys() - set(FIELDS[kept.kind])
    if unknown:
        raise KeyError(f"not to be edited: {sorted(unknown)}")
    return _write(kept, dict(values))


def mark_closed(kept: Kept, at: datetime | None) -> bool:
    """Close, or open again with None."""
    return _write(kept, {"closed_at": at})


def put_crest(kept: Kept, png: bytes | None) -> bool:
    """``png``: one we encoded ourselves."""
    return _write(kept, {"crest": png})


def touch(kept: Kept) -> bool:
    """Move the version on after a change outside the row itself."""
    return _write(kept, {})


def _write(kept: Kept, values: dict[str, Any]) -> bool:
    table = _TABLES[kept.kind]
    same = update(table).where(table.id == kept.id, table.version == kept.version)
    return connection().execute(same.values(**values, version=kept.version + 1)).rowcount == 1


def crest(instansi_code: str) -> bytes | None:
    found = connection().scalar(select(Instansi.crest).where(Instansi.code == instansi_code))
    return bytes(found) if found is not None else None


def codes_of(kind: str) -> set[str]:
    """Every code of instansi or units ever given, open or closed."""
    return set(connection().scalars(select(_TABLES[kind].code)))


def is_taken(point_code: str) -> bool:
    """Whether a counter has this code or ever had it: printed codes are never given again."""
    now = select(func.count()).select_from(Point).where(Point.code == point_code)
    once = select(func.count()).select_from(OldCode).where(OldCode.code == point_code)
    return bool(connection().scalar(now)) or bool(connection().scalar(once))
