"""Instruments in use by units."""

from sqlalchemy import ColumnElement, delete, select, update

from kiosk.domain.place.point import Use
from kiosk.store.engine import connection
from kiosk.store.place import revision, units
from kiosk.store.place.tables import InstrumentUse


def own(unit_id: int) -> tuple[Use, ...]:
    """Newest first."""
    rows = connection().execute(
        select(
            InstrumentUse.instrument,
            InstrumentUse.first_month,
            InstrumentUse.last_month,
            InstrumentUse.on_form,
        )
        .where(InstrumentUse.unit_id == unit_id)
        .order_by(InstrumentUse.first_month.desc(), InstrumentUse.instrument)
    )
    return tuple(Use(*row) for row in rows)


def of_all() -> dict[int, tuple[Use, ...]]:
    """Unit id to the instruments it names itself, for every unit that names any."""
    query = select(
        InstrumentUse.unit_id,
        InstrumentUse.instrument,
        InstrumentUse.first_month,
        InstrumentUse.last_month,
        InstrumentUse.on_form,
    ).order_by(InstrumentUse.id)
    found: dict[int, tuple[Use, ...]] = {}
    for row in connection().execute(query):
        found[row.unit_id] = (*found.get(row.unit_id, ()), Use(*row[1:]))
    return found


def giver(unit_id: int) -> int | None:
    """The unit whose instruments hold here: itself, or the nearest above that has any."""
    for candidate in units.upward(unit_id):
        query = select(InstrumentUse.id).where(InstrumentUse.unit_id == candidate).limit(1)
        if connection().scalar(query) is not None:
            return candidate
    return None


def end(unit_id: int, use: Use, last: int) -> None:
    connection().execute(update(InstrumentUse).where(*_same(unit_id, use)).values(last_month=last))
    revision.move()


def remove(unit_id: int, use: Use) -> None:
    """Only of a use that has not begun: what was asked stays on record."""
    connection().execute(delete(InstrumentUse).where(*_same(unit_id, use)))
    revision.move()


def _same(unit_id: int, use: Use) -> tuple[ColumnElement[bool], ...]:
    return (
        InstrumentUse.unit_id == unit_id,
        InstrumentUse.instrument == use.instrument,
        InstrumentUse.first_month == use.first,
    )
