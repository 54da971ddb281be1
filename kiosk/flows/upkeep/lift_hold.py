"""End a legal hold: what is over by then goes with the next run."""

from datetime import datetime
from pathlib import Path

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.erasure import Hold, HoldKind, UnfitHold, UnknownHold
from kiosk.flows import acting, cases, withholding
from kiosk.store.complaint import tickets
from kiosk.store.engine import transaction
from kiosk.store.people import audit
from kiosk.store.place import units
from kiosk.store.retention import holds

SHORTEST_REASON = 10


def lift_hold(
    actor: Actor, number: int, reason: str, keys: Keys, instance: Path, now: datetime
) -> None:
    """Raises `UnknownHold` for one this person may not know of, `UnfitHold`."""
    told = acting.tidy(reason)
    with transaction():
        one = holds.by_id(number)
        if one is None or not withholding.may_see(one, actor, keys):
            raise UnknownHold("Penahanan itu tidak ada lagi. Muat ulang halaman ini.")
        if not SHORTEST_REASON <= len(told) <= 500:
            raise UnfitHold("Tulis alasan mencabutnya, 10 sampai 500 karakter.")
        _record(one, actor, told, now)
        withholding.list_hold(instance, one.kind, one.object_id, None, sealed=one.sealed, now=now)
        holds.lift(number, actor.id, now)


def _record(one: Hold, actor: Actor, reason: str, now: datetime) -> None:
    if one.kind is HoldKind.TICKET:
        row = tickets.by_id(one.object_id)
        cases.record(actor.id, "lepas-data", row, now, None, reason)
        return
    audit.append(
        at=now,
        actor_id=actor.id,
        action="lepas-data",
        object_kind="unit",
        object_id=units.code_of(one.object_id),
        reason=reason,
    )
