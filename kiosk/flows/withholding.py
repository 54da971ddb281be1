"""Steps that flows of legal holds share: who may know of one, and its line beside the database."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Role
from kiosk.domain.upkeep.erasure import Hold, HoldKind
from kiosk.flows import cases, erasing
from kiosk.store.complaint import tickets
from kiosk.store.people import reach
from kiosk.store.retention import erased_list


def list_hold(
    instance: Path,
    kind: HoldKind,
    object_id: int,
    until: date | None,
    *,
    sealed: bool,
    now: datetime,
) -> None:
    """A restored backup does not know of a hold placed since. ``until`` None: it was lifted."""
    line: dict[str, Any] = {"hari": erasing.day_of(now).isoformat(), "tahan": kind.value}
    line |= {"id": object_id, "tersegel": sealed, "sampai": until and until.isoformat()}
    erased_list.append(instance, [line])


def may_see(one: Hold, actor: Actor, keys: Keys) -> bool:
    """Their own, and to the inspectorate what lies in its reach. Who administers a body may be of
    the accused's chain: that somebody looks into a unit is not theirs to read (F50)."""
    if one.placed_by == actor.id:
        return True
    row = tickets.by_id(one.object_id) if one.kind is HoldKind.TICKET else None
    if one.kind is HoldKind.TICKET:
        return (
            row is not None and _inspects(actor, row.origin_id) and cases.may_see(row, actor, keys)
        )
    return _inspects(actor, one.object_id)


def _inspects(actor: Actor, unit_id: int) -> bool:
    spot = reach.spot_of_unit_id(unit_id)
    held = [one for one in actor.grants if one.role is Role.INSPECTORATE]
    return spot is not None and any(one.covers(spot) for one in held)
