"""Points by code, whole, and kept by each worker for as long as no place changes."""

from collections import OrderedDict
from datetime import datetime
from typing import Any
from weakref import WeakKeyDictionary

from sqlalchemy import Engine, bindparam, func, insert, or_, select, update

from kiosk.domain.place import languages
from kiosk.domain.place.point import (
    InstansiCard,
    OpenPoint,
    RetiredCode,
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
    OldCode,
    PlaceRevision,
    Point,
    PointService,
    Service,
    Unit,
)
from kiosk.store.statement import Prepared
from kiosk.store.upkeep import chains

LOKET = "loket"
FILES = "berkas"
_KEPT = 2_000
_kept: WeakKeyDictionary[Engine, OrderedDict[str, OpenPoint]] = WeakKeyDictionary()

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
    found: Any = _revision_of.run({"code": code}).fetchone()
    if found is None or found[1] is None:
        raise UnknownPoint("Tidak ada loket dengan kode itu. Periksa lagi kode di bawah QR.")
    kept = _kept.setdefault(connection().engine, OrderedDict())
    known = kept.get(code)
    if known is not None and known.revision == found[0] and known.id == found[1]:
        return known
    fresh = _read(code, found[0])
    kept[code] = fresh
    if len(kept) > _KEPT:
        kept.popitem(last=False)
    return fresh


def scanned(code: str, now: datetime) -> OpenPoint:
    """The point that a printed code leads to: its own, or one it had until not long ago.

    The second look costs only those who scan an old print. Raises `UnknownPoint`,
    `RetiredCode`."""
    try:
        return opened(code)
    except UnknownPoint:
        query = (
            select(Point.code, OldCode.until, Unit.name)
            .join(OldCode, OldCode.point_id == Point.id)
            .join(Unit, Unit.id == Point.unit_id)
            .where(OldCode.code == code)
        )
        row = connection().execute(query).first()
        if row is None:
            raise
    if now >= row.until:
        raise RetiredCode("Kode QR ini sudah diganti dengan yang baru.", unit=row.name)
    return opened(row.code)


def recode(code: str, new: str, until: datetime) -> int | None:
    """Give a point a new code; the old one is good until ``until``. The version it has now, or
    None where no open point has that code any more."""
    changed = (
        connection()
        .execute(
            update(Point)
            .where(Point.code == code, Point.kind == LOKET, Point.closed_at.is_(None))
            .values(code=new, version=Point.version + 1)
            .returning(Point.id, Point.version)
        )
        .first()
    )
    if changed is None:
        return None
    connection().execute(insert(OldCode).values(code=code, point_id=changed.id, until=until))
    revision.move()
    return int(changed.version)


def old_codes(point_id: int) -> list[tuple[str, datetime]]:
    """Codes a point had, with the moment each ceases to work, the latest first."""
    query = (
        select(OldCode.code, OldCode.until)
        .where(OldCode.point_id == point_id)
        .order_by(OldCode.until.desc(), OldCode.code)
    )
    return [(row.code, row.until) for row in connection().execute(query)]


def _read(code: str, at_revision: int) -> OpenPoint:
    row = connection().execute(_POINT.where(Point.code == code)).one()
    chosen = settings.of_unit(row.unit_id)
    return OpenPoint(
        id=row.id,
        code=row.code,
        name=row.name,
        unit=UnitCard(
            row.unit_id, row.unit_code, row.unit_name, row.timezone, row.address, row.phone
        ),
        instansi=InstansiCard(row.instansi_code, row.instansi_name, row.website, row.colour),
        services=_services(row.id, row.unit_id),
        uses=uses_of(row.unit_id),
        revision=at_revision,
        closed=row.closed_at is not None or row.unit_closed is not None or row.kind != LOKET,
        order=chosen["urutan-pertanyaan"],
        opener=chosen["pembuka"],
        sitting=chosen["gabungan-survei"],
        shared=chosen["butir-bersama"],
        languages=languages.codes(chosen["bahasa"]),
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
        Instansi.colour,
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
    number = int(made.scalar_one())
    # Its answers will join a chain of their own, which begins here.
    chains.start(f"jawaban:{number}")
    revision.move()
    return number


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


def codes_of(unit_ids: list[int]) -> dict[int, str]:
    """Every point of these units by id, those for imported files among them."""
    query = select(Point.id, Point.code).where(Point.unit_id.in_(unit_ids))
    return {row.id: row.code for row in connection().execute(query)}


def for_files(unit_id: int) -> int | None:
    """The unit's point for keyed and imported answers, if it has one already."""
    query = select(Point.id).where(Point.unit_id == unit_id, Point.kind == FILES)
    return connection().scalar(query)


def ids_of(unit_ids: list[int]) -> dict[int, Any]:
    """Counters of these units by id: (code, name, closed_at), by name."""
    query = (
        select(Point.id, Point.code, Point.name, Point.closed_at)
        .where(Point.unit_id.in_(unit_ids), Point.kind == LOKET)
        .order_by(Point.name, Point.code)
    )
    return {row.id: row for row in connection().execute(query)}
