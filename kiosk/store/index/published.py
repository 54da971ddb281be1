"""Whose periods were published at some time: where the public's search looks first."""

from typing import Any

from sqlalchemy import func, or_, select

from kiosk.domain.index.closing import Event
from kiosk.domain.place.point import InstansiCard
from kiosk.store.engine import connection
from kiosk.store.index.period_tables import PeriodEvent
from kiosk.store.place.tables import Instansi, Unit


def units(words: str, limit: int) -> list[Any]:
    """(id, code, name, instansi) of units with an event of publishing, closed units too, whose
    name, code or instansi has every word; whose newest such event is the newest come first."""
    newest = func.max(PeriodEvent.seq)
    query = (
        select(Unit.id, Unit.code, Unit.name, Instansi.name.label("instansi"))
        .join(Instansi, Instansi.id == Unit.instansi_id)
        .join(PeriodEvent, PeriodEvent.unit_id == Unit.id)
        .where(PeriodEvent.kind == Event.PUBLISH)
        .group_by(Unit.id, Unit.code, Unit.name, Instansi.name)
        .order_by(newest.desc())
        .limit(limit)
    )
    for word in words.split()[:6]:
        columns = (Unit.name, Unit.code, Instansi.name)
        query = query.where(or_(*(one.icontains(word, autoescape=True) for one in columns)))
    return list(connection().execute(query))


def instruments(unit_id: int) -> set[int]:
    """Ids of the surveys of which the unit published something at some time."""
    query = select(PeriodEvent.instrument_id).where(
        PeriodEvent.unit_id == unit_id, PeriodEvent.kind == Event.PUBLISH
    )
    return set(connection().scalars(query.distinct()))


def owner(unit_id: int) -> InstansiCard:
    """The instansi a unit belongs to."""
    query = (
        select(Instansi.code, Instansi.name, Instansi.website, Instansi.colour)
        .join(Unit, Unit.instansi_id == Instansi.id)
        .where(Unit.id == unit_id)
    )
    return InstansiCard(*connection().execute(query).one())
