"""Settings of a unit or of the installation: looked at, and changed."""

from datetime import datetime

from kiosk.domain.place.setting import Setting
from kiosk.domain.place.settings import SETTINGS, check_scope
from kiosk.flows.speaking import check_setting
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import settings, units

OPERATOR = 0
"""Whoever may type commands on the machine."""


def set_setting(name: str, value: str, unit_code: str | None, now: datetime) -> None:
    """Raises `InvalidSetting`, `UnknownUnit`."""
    check_setting(name, value)
    check_scope(name, of_unit=unit_code is not None)
    with transaction():
        scope = _scope(unit_code)
        before = settings.of_unit(scope)[name]
        settings.put(scope, name, value, now)
        spot = reach.spot_of_unit_id(scope)
        audit.append(
            at=now,
            actor_id=OPERATOR,
            action="ubah-pengaturan",
            object_kind="pengaturan",
            object_id=name,
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=scope,
            details={"value": [before, value]},
        )


def list_settings(unit_code: str | None) -> list[tuple[Setting, str]]:
    """Each setting with its value as it holds."""
    with reading():
        values = settings.of_unit(_scope(unit_code))
    return [(one, values[name]) for name, one in SETTINGS.items()]


def _scope(unit_code: str | None) -> int:
    return settings.INSTALLATION if unit_code is None else units.by_code(unit_code).id
