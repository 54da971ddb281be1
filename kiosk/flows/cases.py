"""Steps that flows of complaints share: whether somebody may know of a ticket at all, and act.

Every look at a ticket passes here: the policy at its place, and for a sealed case the conflict
of interest as well. What somebody may not know of answers as what does not exist.
"""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.receipt import tidy_number
from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.conflict import Accused, may_know
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Level, NotAllowed, Spot
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint import tickets
from kiosk.store.people import audit, reach

KIND = "laporan"
SEALED_KIND = audit.SEALED_KIND
ENTERED = "masukkan-laporan"
"""Of whoever wrote down what somebody told at the counter, by telephone or in a letter."""
"""Records of sealed cases belong to no unit and no instansi: no auditor of the accused's reads
that there is one."""


class UnknownTicket(Refusal):
    """No ticket of that number, or none that this person may know of."""


def unknown() -> UnknownTicket:
    return UnknownTicket("Laporan dengan nomor ini tidak ada.")


def accused_of(row: Any, actor: Actor, keys: Keys) -> Accused:
    """Whom the case names, as far as it concerns ``actor``; nobody for an ordinary complaint.
    The unit a sealed case was brought at is always concerned."""
    if not row.sealed:
        return Accused()
    marks = tickets.accused(row.id)
    own = keys.accused(row.id, "orang", actor.id) in marks
    served = {one.place_id for one in actor.grants if one.level is Level.UNIT}
    close = {unit for unit in served if keys.accused(row.id, "unit", unit) in marks}
    return Accused(frozenset({actor.id} if own else ()), frozenset({*close, row.origin_id}))


def may_see(row: Any, actor: Actor, keys: Keys) -> bool:
    if row.sealed:
        spot = _spot(row.origin_id)
        knows = may_know(actor.id, actor.grants, spot, accused_of(row, actor, keys))
        return knows and actor.may(Action.HANDLE_SEALED, spot)
    places = {row.unit_id, row.origin_id}
    return any(actor.may(Action.SEE_TICKETS, _spot(place)) for place in places)


def _spot(unit_id: int) -> Spot:
    found = reach.spot_of_unit_id(unit_id)
    return found if found is not None else Spot(-1)


def seen(number: str, actor: Actor, keys: Keys) -> Any:
    """The row of a ticket this person may see. Raises `UnknownTicket`."""
    row = tickets.by_number(tidy_number(number) or "")
    if row is None or not may_see(row, actor, keys):
        raise unknown()
    return row


def held(number: str, actor: Actor, keys: Keys) -> Any:
    """The same, kept from others who change it until the transaction ends."""
    row = tickets.hold(tidy_number(number) or "")
    if row is None or not may_see(row, actor, keys):
        raise unknown()
    return row


def role_in(row: Any, actor: Actor) -> By:
    """As whom this person moves the ticket. Raises `NotAllowed` for one who only reads."""
    if row.sealed:
        return By.OFFICER
    spot = _spot(row.unit_id)
    if actor.may(Action.HANDLE_TICKETS, spot):
        return By.OFFICER
    if actor.may(Action.VERIFY_TICKETS, spot):
        return By.VERIFIER
    raise NotAllowed("Anda dapat membaca laporan ini, tetapi unit lain yang menanganinya.")


def record(
    actor_id: int,
    action: str,
    row: Any,
    now: datetime,
    details: dict[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Write down who did or read what. Never a word of the case: of a sealed one not even its
    reason."""
    place = {"instansi_id": 0, "unit_id": 0}
    if not row.sealed:
        place = {"instansi_id": row.instansi_id, "unit_id": row.unit_id}
    audit.append(
        at=now,
        actor_id=actor_id,
        action=action,
        object_kind=SEALED_KIND if row.sealed else KIND,
        object_id=row.number,
        details=details,
        reason=None if row.sealed else reason,
        **place,
    )
