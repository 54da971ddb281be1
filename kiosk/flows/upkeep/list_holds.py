"""The legal holds somebody may know of."""

from dataclasses import dataclass
from datetime import date, datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.erasure import Hold, HoldKind
from kiosk.flows import erasing, withholding
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import units
from kiosk.store.retention import holds


@dataclass(frozen=True)
class ShownHold:
    """``what``: a report's number or a unit's name. ``reason``: None but to whoever placed it."""

    number: int
    kind: HoldKind
    what: str
    sealed: bool
    until: date
    by: str
    reason: str | None


def list_holds(actor: Actor, keys: Keys, now: datetime) -> list[ShownHold]:
    """Oldest first."""
    with reading():
        found = [
            one
            for one in holds.standing(erasing.day_of(now))
            if withholding.may_see(one, actor, keys)
        ]
        names = roster.names({one.placed_by for one in found})
        numbers = holds.numbers_of(found)
        return [
            ShownHold(
                one.id,
                one.kind,
                _what(one, numbers),
                one.sealed,
                one.until,
                names.get(one.placed_by, "sistem"),
                one.reason if one.placed_by == actor.id else None,
            )
            for one in found
        ]


def _what(one: Hold, numbers: dict[int, str]) -> str:
    if one.kind is HoldKind.TICKET:
        return numbers.get(one.object_id, "-")
    return units.name_of(one.object_id)
