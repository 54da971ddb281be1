"""Points by code, whole, and kept by each worker for as long as no place changes."""

from collections import OrderedDict
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func, insert, or_, select, update

from kiosk.domain.place.point import (
    InstansiCard,
    OpenPoint,
    ServiceCard,
    UnitCard,
    UnknownPoint,
    Use,
)
from kiosk.store.engine import connection
from kiosk.store.place import revision, settings, units
from kiosk.store.place.tables import (
    Instansi,
    InstrumentUse,
    PlaceRevision,
    Point,
    PointService,
    Service,
    Unit,
)
from kiosk.store.statement import Prepared

LOKET = "loket"
FILES = "berkas"
_KEPT = 2_000
_kept: OrderedDict[tuple[str, str], OpenPoint] = OrderedDict()

_revision_of = Prepared(
    lambda _dialect: (
        select(PlaceRevision.number, Point.id)
        .select_from(PlaceRevision)
        .outerjoin(Point, Point.code == bindparam("code"))
    )
)


def opened(code: str) -> OpenPoint:
    """The point with this code, closed or not; raises `UnknownPoint`.

    One small query where the worker has read the point before: the revision says whether
    what it kept still holds.
    """
    found: Any = _revision_of.run({"code": code}).first()
    if found is None or found[1] is None:
        raise UnknownPoint("Tidak ada loket dengan kode itu. Periksa lagi kode di bawah QR.")
    address = (str(connection().engine.url), code)
    known = _kept.get(address)
    if known is not None and known.revision == found[0] and known.id == found[1]:
        return known
    fresh = _read(code, found[0])
    _kept[address] = fresh
    if len(_kept) > _KEPT:
        _kept.popitem(last=False)
    return fresh


def _read(code: str, at_revision: int) -> OpenPoint:
    row = connection().execute(_POINT.where(Point.code == code)).one()
    return OpenPoint(
        id=row.id,
        code=row.code,
        name=row.name,
        unit=UnitCard(
            row.unit_id, row.unit_code, row.unit_name, row.timezone, row.address, row.phone
        ),
        instansi=InstansiCard(row.instansi_code, row.instansi_name, row.website),
        services=_services(row.id, row.unit_id),
        uses=uses_of(row.unit_id),
        revision=at_revision,
        closed=row.closed_at is not None or row.unit_closed is not None or row.kind != LOKET,
        order=settings.of_unit(row.unit_id)["urutan-pertanyaan"],
    )


_POINT = (
    select(
        Point.id,
        Point.code,
        Point.name,
        Point.kind,
        Point.closed_at,
        Unit.id.label("unit_id"),
        Unit.code.label("unit_code"),
        Unit.name.label("unit_name"),
        Unit.timezone,
        Unit.address,
        Unit.phone,
        Unit.closed_at.label("unit_closed"),
        Instansi.code.label("instansi_code"),
        Instansi.name.label("instansi_name"),
        Instansi.website,
    )
    .join(Unit, Unit.id == Point.unit_id)
    .join(Instansi, Instansi.id == Unit.instansi_id)
)


def _services(point_id: int, unit_id: int) -> tuple[ServiceCard, ...]:
    here = select(PointService.service_id).where(PointService.point_id == point_id)
    chosen = select(func.count()).select_from(here.subquery()).scalar_subquery()
    query = (
        select(Service.id, Service.code, Service.name, Service.asks_fee)
        .where(Service.unit_id == unit_id, Service.closed_at.is_(None))
        .where(or_(chosen == 0, Service.id.in_(here)))
        .order_by(Service.name)
    )
    return tuple(ServiceCard(*row) for row in connection().execute(query))


def uses_of(unit_id: int) -> tuple[Use, ...]:
    """The instruments of a unit: its own, or those of the nearest unit above that has any."""
    for candidate in units.upward(unit_id):
        rows = connection().execute(
            select(
                InstrumentUse.instrument,
                InstrumentUse.first_month,
                InstrumentUse.last_month,
                InstrumentUse.on_form,
            )
            .where(InstrumentUse.unit_id == candidate)
            .order_by(InstrumentUse.id)
        )
        uses = tuple(Use(*row) for row in rows)
        if uses:
            return uses
    return ()


def add(unit_id: int, code: str, name: str, kind: str = LOKET) -> int:
    made = connection().execute(
        insert(Point).values(unit_id=unit_id, code=code, name=name, kind=kind).returning(Point.id)
    )
    revision.move()
    return int(made.scalar_one())


def close(code: str, at: datetime) -> None:
    connection().execute(update(Point).where(Point.code == code).values(closed_at=at))
    revision.move()


def offer(point_id: int, service_ids: list[int]) -> None:
    """Narrow a point to some of its unit's services."""
    rows = [{"point_id": point_id, "service_id": one} for one in service_ids]
    if rows:
        connection().execute(insert(PointService), rows)
    revision.move()


def of_units(unit_ids: list[int]) -> list[Any]:
    """The counters of these units: (unit_id, code, name, closed_at), by name."""
    query = (
        select(Point.unit_id, Point.code, Point.name, Point.closed_at)
        .where(Point.unit_id.in_(unit_ids), Point.kind == LOKET)
        .order_by(Point.name, Point.code)
    )
    return list(connection().execute(query))


def for_files(unit_id: int) -> int | None:
    """The unit's point for keyed and imported answers, if it has one already."""
    query = select(Point.id).where(Point.unit_id == unit_id, Point.kind == FILES)
    return connection().scalar(query)
