"""A ticket goes to another unit of the same instansi, or back to where it came from.

Its clocks stay those of the unit it was brought at: handing on wins nobody time."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import Move, State, possible
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep import notice
from kiosk.flows import acting, cases, tellings, tickets, viewing
from kiosk.flows.acting import Taken
from kiosk.flows.tickets import Told
from kiosk.store.complaint import drafts, search
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach
from kiosk.store.place import units


class NoSuchDestination(Refusal):
    """The ticket cannot go there."""


def list_destinations(actor: Actor, number: str, keys: Keys) -> list[tuple[str, str]]:
    """(code, name) of the open units of its instansi, without the one it is at."""
    with reading():
        row = cases.seen(number, actor, keys)
        return [
            (one.code, one.name) for one in units.open_in(row.instansi_id) if one.id != row.unit_id
        ]


def forward_ticket(
    actor: Actor, number: str, unit_code: str, version: int, reason: str, keys: Keys, now: datetime
) -> None:
    """Raises `UnknownTicket`, `NotAllowed`, `StaleTicket`, `ForbiddenMove`, `MissingWords`,
    `NoSuchDestination`, `MergedTicket`, `SealedHere`."""
    told = acting.reason(reason)
    with transaction():
        taken = acting.take_ordinary(number, actor, keys, version)
        target = _destination(taken.row, unit_code)
        _go(taken, Move.FORWARD, target, told, actor, now)


def send_back(
    actor: Actor, number: str, version: int, reason: str, keys: Keys, now: datetime
) -> None:
    """To the unit that forwarded it last. Raises as `forward_ticket`."""
    told = acting.reason(reason)
    with transaction():
        taken = acting.take_ordinary(number, actor, keys, version)
        target = _destination(taken.row, viewing.previous_unit(taken.row.id) or "")
        _go(taken, Move.SEND_BACK, target, told, actor, now)


def _destination(row: Any, code: str) -> UnitCard:
    known = {one.code: one.id for one in units.open_in(row.instansi_id)}
    if code not in known or known[code] == row.unit_id:
        raise NoSuchDestination("Pilih unit lain yang masih buka di instansi ini.")
    return units.by_code(code)


def _go(
    taken: Taken, move: Move, target: UnitCard, reason: str, actor: Actor, now: datetime
) -> None:
    row, doer = taken
    details = {"dari": units.code_of(row.unit_id), "ke": target.code}
    told = Told(reason=reason, details=details)
    tickets.make_move(row, move, doer, now, told, unit_id=target.id, owner_id=None)
    search.move(row.id, target.id)
    for child in kept.children(row.id):
        _take_along(child, move, taken, target, told, now)
    cases.record(actor.id, f"{move.value}-laporan", row, now, details)
    drafts.drop(actor.id, row.id, f"{move.value}:a")
    there = reach.spot_of_unit_id(target.id)
    if there is not None:
        people = tellings.handlers_of(kept.by_id(row.id), Action.VERIFY_TICKETS)
        tellings.tell(kept.by_id(row.id), notice.NEW_TICKET, people, now)


def _take_along(
    child: Any, move: Move, taken: Taken, target: UnitCard, told: Told, now: datetime
) -> None:
    """What is merged into it goes with it, whatever state it is in."""
    values: dict[str, Any] = {"unit_id": target.id, "owner_id": None}
    steps = possible(State(child.state), taken.doer.by)
    if any(one.move is move for one in steps):
        tickets.make_move(child, move, taken.doer, now, told, **values)
    else:
        tickets.note_change(child, move.value, taken.doer, now, told, **values)
    search.move(child.id, target.id)
