"""Steps that flows for machines share: whose key it is, and where it may be used."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.place.point import OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.store.people import reach
from kiosk.store.place import api_keys


class UnknownKey(Refusal):
    """No key of ours, or one that was revoked: nobody learns which."""

    def __init__(self) -> None:
        super().__init__(
            "Kunci API ini tidak dikenal. Minta kunci baru kepada pengelola unit di meja kerja."
        )


@dataclass(frozen=True)
class Machine:
    """A queue machine that proved whose it is. ``unit_id``: there and below it may it offer."""

    id: int
    unit_id: int


def known(secret: str, now: datetime) -> Machine:
    """In the caller's transaction. Raises `UnknownKey`."""
    row = api_keys.by_secret(secret) if secret else None
    if row is None:
        raise UnknownKey
    api_keys.touch(row.id, now)
    return Machine(row.id, row.unit_id)


def reaches(machine: Machine, point: OpenPoint) -> bool:
    spot = reach.spot_of_unit_id(point.unit.id)
    return spot is not None and machine.unit_id in spot.path
