"""Settings as kept: of a unit, or of the installation."""

from datetime import datetime

from sqlalchemy import delete, insert, select

from kiosk.domain.place.settings import SETTINGS
from kiosk.store.engine import connection
from kiosk.store.place import revision, units
from kiosk.store.place.tables import Setting

INSTALLATION = 0


def of_unit(unit_id: int) -> dict[str, str]:
    """Every setting as it holds for a unit: its own, the nearest above, or the default."""
    values = {name: one.default for name, one in SETTINGS.items()}
    for scope in (INSTALLATION, *reversed(units.upward(unit_id))):
        values.update(_kept(scope))
    return values


def _kept(scope: int) -> dict[str, str]:
    rows = connection().execute(select(Setting.name, Setting.value).where(Setting.scope == scope))
    return {row.name: row.value for row in rows if row.name in SETTINGS}


def put(scope: int, name: str, value: str, at: datetime) -> None:
    connection().execute(delete(Setting).where(Setting.scope == scope, Setting.name == name))
    connection().execute(insert(Setting).values(scope=scope, name=name, value=value, changed_at=at))
    revision.move()
