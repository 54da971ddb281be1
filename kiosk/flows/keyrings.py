"""Steps that flows of the protected lane share: who leads a team, and whose keys open a case.

A team is an instansi's: its recovery key is made and used by members whose role holds for that
instansi or the whole installation. Who is of the inspectorate of one unit has a key of their own
and the cases below that unit, and no say over the team's paper.
"""

import hashlib
import logging
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.conflict import Accused, may_know
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, NotAllowed, Spot
from kiosk.flows import cases
from kiosk.store.complaint import casekeys, keyholders, sealed, seals, tickets
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.people import audit, holders, reach, staff
from kiosk.store.people.kept import BrokenSeal

log = logging.getLogger("kiosk.sealed")
KIND = "kunci"
"""Records of keys belong to no unit: a swapped key shows to whoever verifies the chain."""
_SOMEBODY = Accused(units=frozenset({-1}))
"""Of a case that names somebody elsewhere: only the impartial know of it."""


def leads(actor: Actor, instansi_id: int) -> bool:
    """Whether this member may make or use the recovery key of that instansi's team. An
    administrator of the place never, whatever else they are."""
    spot = Spot(instansi_id)
    is_impartial = may_know(actor.id, actor.grants, spot, _SOMEBODY)
    return is_impartial and actor.may(Action.HANDLE_SEALED, spot)


def check_leads(actor: Actor, instansi_id: int) -> None:
    """Raises `NotAllowed`."""
    if not leads(actor, instansi_id):
        raise NotAllowed(
            "Kunci pemulihan dibuat oleh anggota tim integritas tingkat instansi yang tidak "
            "sekaligus menjadi administrator di sana."
        )


class Teams:
    """Who may be told of many cases, asked for each case anew; whom the policy lets handle cases
    of a unit is read once."""

    def __init__(self, keys: Keys) -> None:
        self._keys = keys
        self._known: dict[int, list[Actor]] = {}

    def lacking(self, row: Any) -> list[Actor]:
        """Members who may see this very case and have no wrap of it."""
        have = set(sealed.handlers(row.id))
        others = [one for one in self._of(row.origin_id) if one.id not in have]
        return [one for one in others if cases.may_see(row, one, self._keys)]

    def _of(self, unit_id: int) -> list[Actor]:
        if unit_id not in self._known:
            spot = reach.spot_of_unit_id(unit_id) or Spot(-1)
            self._known[unit_id] = holders.allowed(Action.HANDLE_SEALED, spot)
        return self._known[unit_id]


def share(row: Any, case_key: bytes, keys: Keys, teams: Teams | None = None) -> list[int]:
    """Wrap the case's key to every member of its team who has a key and not yet this case: whom
    it names, and who works where, is asked for each case anew. Ids of those who got it."""
    lacking = (teams or Teams(keys)).lacking(row)
    new = casekeys.public_keys([one.id for one in lacking])
    for staff_id, public in new.items():
        casekeys.add(row.id, Holder.HANDLER, staff_id, seals.wrap(case_key, public))
    return sorted(new)


def drop_excluded(row: Any, keys: Keys) -> list[int]:
    """Take the case from every holder who may not know of it any more; their ids."""
    gone = [one for one in sealed.handlers(row.id) if not _may_see(row, one, keys)]
    for staff_id in gone:
        casekeys.drop(row.id, Holder.HANDLER, staff_id)
    return gone


def _may_see(row: Any, staff_id: int, keys: Keys) -> bool:
    actor = staff.actor(staff_id)
    return actor is not None and cases.may_see(row, actor, keys)


def drop_wraps(staff_id: int) -> None:
    """Somebody's roles changed: every case they may not handle any more is taken from their key.
    Whom a case names lost it when it was marked."""
    held = casekeys.held_by(Holder.HANDLER, staff_id)
    actor = staff.actor(staff_id) if held else None
    for one in held:
        if actor is None or not _may_handle(tickets.by_id(one.ticket_id), actor):
            casekeys.drop(one.ticket_id, Holder.HANDLER, staff_id)


def _may_handle(row: Any, actor: Actor) -> bool:
    spot = reach.spot_of_unit_id(row.origin_id) or Spot(-1)
    concerned = Accused(units=frozenset({row.origin_id}))
    knows = may_know(actor.id, actor.grants, spot, concerned)
    return knows and actor.may(Action.HANDLE_SEALED, spot)


def take_over(keys: Keys, instance: Path) -> int:
    """Cases held by the installation for a team that has keys by now: wrapped to its recovery key
    and members, and the installation's wrap deleted. How many."""
    waiting = casekeys.held_by(Holder.HOLDING)
    if not waiting or not (instance / keyholders.HOLDING_FILE).exists():
        return 0
    private, teams = keyholders.holding_pair(instance).private, Teams(keys)
    return sum(_take_over(one.ticket_id, private, keys, teams) for one in waiting)


def _take_over(ticket_id: int, private: bytes, keys: Keys, teams: Teams) -> bool:
    row = tickets.hold_id(ticket_id)
    recovery = casekeys.recovery_key(row.instansi_id)
    wrapped = casekeys.wrapped(ticket_id, Holder.HOLDING)
    if recovery is None or wrapped is None:
        return False
    try:
        case_key = seals.unwrap(wrapped, private)
    except BrokenSeal:
        log.error("a case is held by another holding key than this installation's")
        return False
    if casekeys.wrapped(ticket_id, Holder.RECOVERY, row.instansi_id) is None:
        again = seals.wrap(case_key, recovery)
        casekeys.add(ticket_id, Holder.RECOVERY, row.instansi_id, again)
    share(row, case_key, keys, teams)
    casekeys.drop(ticket_id, Holder.HOLDING)
    return True


def fingerprint(public: bytes) -> str:
    """What two people compare by eye: 64 bits in four groups."""
    digest = hashlib.sha256(b"suara-loket:sidik:" + bytes(public)).hexdigest()[:16]
    return " ".join(digest[at : at + 4] for at in range(0, 16, 4))


def record(
    actor_id: int, action: str, whose: str, now: datetime, details: dict[str, Any] | None = None
) -> None:
    """What was done with a key; ``whose``: a staff code or an instansi's."""
    audit.append(
        at=now,
        actor_id=actor_id,
        action=action,
        object_kind=KIND,
        object_id=whose,
        details=details,
    )
