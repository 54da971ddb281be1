"""Keys with which queue machines offer visits of a unit and those below it."""

import secrets
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.device import tidy_device_name
from kiosk.domain.place.edit import InvalidEntry
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import api_keys, units

PREFIX = "loket-"
MOST = 20


@dataclass(frozen=True)
class KeptKey:
    id: int
    name: str
    made_at: datetime
    revoked_at: datetime | None
    used_at: datetime | None


def list_api_keys(unit_code: str) -> tuple[UnitCard, list[KeptKey]]:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        return unit, [KeptKey(*row) for row in api_keys.of_unit(unit.id)]


def make_api_key(actor: Actor, unit_code: str, name: str, now: datetime) -> str:
    """The key, which is told this once and kept nowhere. Raises `UnknownUnit`, `InvalidEntry`."""
    tidied, key = _name(name), PREFIX + secrets.token_urlsafe(32)
    with transaction():
        unit = units.by_code(unit_code)
        if sum(1 for row in api_keys.of_unit(unit.id) if row.revoked_at is None) >= MOST:
            raise InvalidEntry({"name": "Unit ini sudah punya banyak kunci. Cabut yang lama dulu."})
        made = api_keys.add(unit.id, tidied, key, actor.id, now)
        _record(actor, "buat-kunci-api", made, unit, {"nama": [None, tidied]}, now)
    return key


def revoke_api_key(actor: Actor, unit_code: str, key_id: int, now: datetime) -> bool:
    """From the next request on it opens nothing. False where no such key worked. Raises
    `UnknownUnit`."""
    with transaction():
        unit = units.by_code(unit_code)
        name = api_keys.revoke(key_id, unit.id, actor.id, now)
        if name is None:
            return False
        _record(actor, "cabut-kunci-api", key_id, unit, {"nama": [name, None]}, now)
        return True


def _name(given: str) -> str:
    try:
        return tidy_device_name(given)
    except Refusal as wrong:
        raise InvalidEntry(
            {"name": "Tulis nama mesin, misalnya Mesin antrean lobi, paling banyak 60 huruf."}
        ) from wrong


def _record(
    actor: Actor, action: str, key_id: int, unit: UnitCard, details: object, now: datetime
) -> None:
    spot = reach.spot_of_unit_id(unit.id)
    audit.append(
        at=now,
        actor_id=actor.id,
        action=action,
        object_kind="kunci-api",
        object_id=str(key_id),
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit.id,
        details={"perubahan": details},
    )
