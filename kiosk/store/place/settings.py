"""Settings as kept: of a unit, or of the installation."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, delete, insert, select

from kiosk.domain.place.settings import SETTINGS
from kiosk.store.engine import connection
from kiosk.store.place import revision, units
from kiosk.store.place.tables import Setting

INSTALLATION = 0
_OF_SCOPES = select(Setting.scope, Setting.name, Setting.value).where(
    Setting.scope.in_(bindparam("scopes", expanding=True))
)


def of_unit(unit_id: int) -> dict[str, str]:
    """Every setting as it holds for a unit: its own, the nearest above, or the default."""
    path = units.upward(unit_id)
    rows = connection().execute(_OF_SCOPES, {"scopes": [INSTALLATION, *path]})
    kept: dict[int, dict[str, str]] = {}
    for row in rows:
        kept.setdefault(row.scope, {})[row.name] = row.value
    values = {name: one.default for name, one in SETTINGS.items()}
    for scope in (INSTALLATION, *reversed(path)):
        values.update(kept.get(scope, {}))
    return {name: values[name] for name in SETTINGS}


def of_units(paths: Mapping[int, Sequence[int]]) -> dict[int, dict[str, str]]:
    """The same for many units at once; ``paths``: a unit's id to itself and those above it,
    nearest first."""
    kept: dict[int, dict[str, str]] = {}
    for row in connection().execute(select(Setting.scope, Setting.name, Setting.value)):
        if row.name in SETTINGS:
            kept.setdefault(row.scope, {})[row.name] = row.value
    defaults = {name: one.default for name, one in SETTINGS.items()}
    found = {}
    for unit, path in paths.items():
        values = dict(defaults)
        for scope in (INSTALLATION, *reversed(path)):
            values.update(kept.get(scope, {}))
        found[unit] = values
    return found


@dataclass(frozen=True)
class Own:
    """A value as one scope (a unit's id, or INSTALLATION) set it. ``changed_by``: a staff id."""

    scope: int
    value: str
    changed_at: datetime
    changed_by: int


def chosen(unit_id: int) -> dict[str, list[Own]]:
    """Setting to every value set at or above a unit, nearest first, the installation's last."""
    scopes = [*units.upward(unit_id), INSTALLATION]
    rows = connection().execute(select(Setting).where(Setting.scope.in_(scopes))).all()
    found: dict[str, list[Own]] = {}
    for row in sorted(rows, key=lambda row: scopes.index(row.scope)):
        one = Own(row.scope, row.value, row.changed_at, row.changed_by)
        found.setdefault(row.name, []).append(one)
    return found


def put(scope: int, name: str, value: str, at: datetime, by: int = 0) -> None:
    """``by``: a staff id; 0 is the operator at the command line."""
    connection().execute(delete(Setting).where(Setting.scope == scope, Setting.name == name))
    made = {"scope": scope, "name": name, "value": value, "changed_at": at, "changed_by": by}
    connection().execute(insert(Setting).values(made))
    revision.move()


def remove(scope: int, name: str) -> None:
    """Let what is set above hold again."""
    connection().execute(delete(Setting).where(Setting.scope == scope, Setting.name == name))
    revision.move()
