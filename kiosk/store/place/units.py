"""Instansi and their unit trees."""

from typing import Any

from sqlalchemy import bindparam, insert, or_, select

from kiosk.domain.place.point import UnitCard, UnknownUnit
from kiosk.store.engine import connection
from kiosk.store.place import revision
from kiosk.store.place.tables import Instansi, InstrumentUse, Service, Unit

_CARD = select(Unit.id, Unit.code, Unit.name, Unit.timezone, Unit.address, Unit.phone)


def by_code(code: str) -> UnitCard:
    """Raises `UnknownUnit`."""
    row = connection().execute(_CARD.where(Unit.code == code)).first()
    if row is None:
        raise UnknownUnit(
            'Unit dengan kode "%(code)s" tidak ada. Lihat kode unit dengan: kiosk place list.',
            code=code[:40],
        )
    return UnitCard(*row)


def hold(unit_id: int) -> None:
    """Keep others who call this for the unit waiting until this transaction ends. On SQLite a
    writing transaction is alone anyway."""
    connection().execute(select(Unit.id).where(Unit.id == unit_id).with_for_update(key_share=True))


def _upward() -> Any:
    """Built once: making it costs more than asking it."""
    start = select(Unit.id, Unit.parent_id).where(Unit.id == bindparam("unit"))
    tree = start.cte("up", recursive=True)
    tree = tree.union_all(select(Unit.id, Unit.parent_id).join(tree, Unit.id == tree.c.parent_id))
    return select(tree.c.id)


_UPWARD = _upward()
_NAME_OF = select(Unit.name).where(Unit.id == bindparam("unit"))


def upward(unit_id: int) -> list[int]:
    """This unit and those above it, nearest first."""
    return [row.id for row in connection().execute(_UPWARD, {"unit": unit_id})]


def below(unit_id: int) -> list[int]:
    """This unit and all below it."""
    tree = select(Unit.id).where(Unit.id == unit_id).cte("down", recursive=True)
    tree = tree.union_all(select(Unit.id).join(tree, Unit.parent_id == tree.c.id))
    return [row.id for row in connection().execute(select(tree.c.id))]


def all_with_parents() -> list[Any]:
    """(id, code, name, parent code, timezone, instansi name) of every open unit."""
    above = Unit.__table__.alias("above")
    query = (
        select(
            Unit.id,
            Unit.code,
            Unit.name,
            above.c.code.label("parent"),
            Unit.timezone,
            Instansi.name.label("instansi"),
        )
        .join(Instansi, Instansi.id == Unit.instansi_id)
        .outerjoin(above, above.c.id == Unit.parent_id)
        .where(Unit.closed_at.is_(None))
        .order_by(Unit.id)
    )
    return list(connection().execute(query))


def search(words: str, limit: int = 20) -> list[Any]:
    """Open units whose name, code or instansi contains every word: (id, code, name, instansi)."""
    query = (
        select(Unit.id, Unit.code, Unit.name, Instansi.name.label("instansi"))
        .join(Instansi, Instansi.id == Unit.instansi_id)
        .where(Unit.closed_at.is_(None))
        .order_by(Unit.name)
        .limit(limit)
    )
    for word in words.split()[:6]:
        query = query.where(
            or_(
                Unit.name.icontains(word, autoescape=True),
                Unit.code.icontains(word, autoescape=True),
                Instansi.name.icontains(word, autoescape=True),
            )
        )
    return list(connection().execute(query))


def count() -> int:
    return len(connection().execute(select(Unit.id)).all())


def add_instansi(
    code: str, name: str, website: str | None = None, colour: str | None = None
) -> int:
    values = {"code": code, "name": name, "website": website, "colour": colour}
    made = connection().execute(insert(Instansi).values(values).returning(Instansi.id))
    return int(made.scalar_one())


def add(
    instansi_id: int,
    code: str,
    name: str,
    timezone: str,
    parent_id: int | None = None,
    address: str | None = None,
    phone: str | None = None,
) -> int:
    values = {
        "instansi_id": instansi_id,
        "code": code,
        "name": name,
        "timezone": timezone,
        "parent_id": parent_id,
        "address": address,
        "phone": phone,
    }
    made = connection().execute(insert(Unit).values(**values).returning(Unit.id))
    revision.move()
    return int(made.scalar_one())


def add_service(unit_id: int, code: str, name: str, *, asks_fee: bool = True) -> int:
    made = connection().execute(
        insert(Service)
        .values(unit_id=unit_id, code=code, name=name, asks_fee=asks_fee)
        .returning(Service.id)
    )
    revision.move()
    return int(made.scalar_one())


def use_instrument(
    unit_id: int, instrument: str, first: int, last: int | None = None, *, on_form: bool = True
) -> None:
    connection().execute(
        insert(InstrumentUse).values(
            unit_id=unit_id,
            instrument=instrument,
            first_month=first,
            last_month=last,
            on_form=on_form,
        )
    )
    revision.move()


def services_of(unit_ids: list[int]) -> list[Any]:
    """Open services of these units: (unit_id, code, name, id), by name."""
    query = (
        select(Service.unit_id, Service.code, Service.name, Service.id)
        .where(Service.unit_id.in_(unit_ids), Service.closed_at.is_(None))
        .order_by(Service.name)
    )
    return list(connection().execute(query))


def every_service(unit_ids: list[int]) -> dict[int, Any]:
    """Services of these units by id, closed ones too: (id, code, name)."""
    query = select(Service.id, Service.code, Service.name).where(Service.unit_id.in_(unit_ids))
    return {row.id: row for row in connection().execute(query)}


def named(unit_ids: list[int]) -> dict[int, tuple[str, str]]:
    """Id to code and name."""
    query = select(Unit.id, Unit.code, Unit.name).where(Unit.id.in_(unit_ids))
    return {row.id: (row.code, row.name) for row in connection().execute(query)}


def code_of(unit_id: int) -> str:
    return str(connection().scalar(select(Unit.code).where(Unit.id == unit_id)))


def name_of(unit_id: int) -> str:
    return str(connection().scalar(_NAME_OF, {"unit": unit_id}))


def zone_of(unit_id: int) -> str:
    return str(connection().scalar(select(Unit.timezone).where(Unit.id == unit_id)))


def open_in(instansi_id: int) -> list[Any]:
    """(id, code, name) of the open units of an instansi, by name."""
    query = select(Unit.id, Unit.code, Unit.name).where(
        Unit.instansi_id == instansi_id, Unit.closed_at.is_(None)
    )
    return list(connection().execute(query.order_by(Unit.name, Unit.id)))
