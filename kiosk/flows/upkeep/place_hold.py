"""Keep the data of a report, or of a unit and all below it, from being erased: there is a case."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, NotAllowed
from kiosk.domain.upkeep.erasure import HoldKind, UnfitHold
from kiosk.flows import acting, cases, erasing, withholding
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.retention import holds

LONGEST_DAYS = 3_653
SHORTEST_REASON = 10


def hold_ticket(
    actor: Actor, number: str, reason: str, until: date, keys: Keys, instance: Path, now: datetime
) -> int:
    """The hold's number. Raises `UnknownTicket` for what this person may not know of."""
    told = _fit(reason, until, now)
    with transaction():
        row = cases.held(number, actor, keys)
        _may(actor, row.origin_id)
        cases.record(actor.id, "tahan-data", row, now, {"sampai": until.isoformat()}, told)
        withholding.list_hold(instance, HoldKind.TICKET, row.id, until, sealed=row.sealed, now=now)
        return _add(HoldKind.TICKET, row.id, row.sealed, told, until, actor, now)


def hold_unit(
    actor: Actor, unit: str, reason: str, until: date, instance: Path, now: datetime
) -> int:
    """``unit``: its code. Raises `UnknownUnit`, `NotAllowed`."""
    told = _fit(reason, until, now)
    with transaction():
        card = units.by_code(unit)
        _may(actor, card.id)
        # The installation's record: those of the unit do not read that somebody looks into it.
        audit.append(
            at=now,
            actor_id=actor.id,
            action="tahan-data",
            object_kind="unit",
            object_id=card.code,
            details={"sampai": until.isoformat()},
            reason=told,
        )
        withholding.list_hold(instance, HoldKind.UNIT, card.id, until, sealed=False, now=now)
        return _add(HoldKind.UNIT, card.id, False, told, until, actor, now)


def _add(
    kind: HoldKind, at: int, sealed: bool, reason: str, until: date, actor: Actor, now: datetime
) -> int:
    return holds.add(kind, at, sealed=sealed, reason=reason, until=until, by=actor.id, at=now)


def _fit(reason: str, until: date, now: datetime) -> str:
    """The reason, tidied. Raises `UnfitHold`."""
    told, today = acting.tidy(reason), erasing.day_of(now)
    if not SHORTEST_REASON <= len(told) <= 500:
        raise UnfitHold(
            "Tulis alasannya, 10 sampai 500 karakter: perkara atau surat yang menjadi dasar."
        )
    if not 0 < (until - today).days <= LONGEST_DAYS:
        raise UnfitHold("Isi hari terakhir penahanan, mulai besok sampai sepuluh tahun ke depan.")
    return told


def _may(actor: Actor, unit_id: int) -> Any:
    spot = reach.spot_of_unit_id(unit_id)
    if spot is None or not actor.may(Action.HOLD_DATA, spot):
        raise NotAllowed("Anda tidak dapat menahan data di unit ini.")
    return spot
