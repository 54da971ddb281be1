"""How a unit's own spreadsheets are read, by name."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import insert, select, update

from kiosk.store.engine import connection
from kiosk.store.survey.import_tables import SheetMapping


@dataclass(frozen=True)
class Named:
    name: str
    titles: str
    map: str


def of(unit_id: int) -> tuple[Named, ...]:
    """The newest first."""
    query = (
        select(SheetMapping.name, SheetMapping.titles, SheetMapping.map)
        .where(SheetMapping.unit_id == unit_id)
        .order_by(SheetMapping.at.desc(), SheetMapping.id.desc())
    )
    return tuple(Named(*row) for row in connection().execute(query))


def keep(unit_id: int, one: Named, by: int, at: datetime) -> None:
    """Under its name, in place of what was there."""
    values = {"titles": one.titles, "map": one.map, "by": by, "at": at}
    same = SheetMapping.unit_id == unit_id, SheetMapping.name == one.name
    done = connection().execute(update(SheetMapping).where(*same).values(**values))
    if not done.rowcount:
        connection().execute(insert(SheetMapping).values(unit_id=unit_id, name=one.name, **values))
