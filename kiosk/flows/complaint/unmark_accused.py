"""The team takes back a mark that was wrong: who bore it, and their offices, may know again.

Nobody does so for themselves: who is marked cannot find the case."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Level
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep import notice
from kiosk.flows import acting, casefiles, cases, keyrings, tellings, tickets
from kiosk.flows.sealing import Unlocked, case_of
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction
from kiosk.store.people import roster, staff


class NotAccused(Refusal):
    """The case does not name this person."""


def unmark_accused(
    actor: Actor,
    number: str,
    staff_code: str,
    reason: str,
    unlocked: Unlocked | None,
    keys: Keys,
    now: datetime,
) -> None:
    """``reason``: sealed, in the history. Who is of the team gets the case's key again. Raises
    `UnknownTicket`, `LockedCase`, `NotAccused`, `MissingWords`."""
    why = acting.reason(reason)
    with transaction():
        row = casefiles.held(number, actor, keys)
        case = case_of(row, unlocked, actor)
        named = staff.by_code(staff_code.strip().upper())
        if named is None or keys.accused(row.id, "orang", named.id) not in kept.accused(row.id):
            raise NotAccused("Pegawai itu tidak ditandai sebagai terlapor pada berkas ini.")
        kept.drop_accused(row.id, _marks(row, named.id, keys))
        told = Told(reason=f"{named.name} ({named.code}): {why}")
        doer = Doer(By.OFFICER, actor.id)
        tickets.note_change(row, "bukan-terlapor", doer, now, told, pen=case)
        new = keyrings.share(row, case.key, keys)
        team = [one for one in tellings.team_of(row, keys) if one.id in new]
        tellings.tell(row, notice.SEALED, team, now)
        cases.record(actor.id, "cabut-terlapor", row, now)


def _marks(row: Any, staff_id: int, keys: Keys) -> list[bytes]:
    """The person's, and of their units those in which no other marked one serves."""
    marks = kept.accused(row.id)
    others = [one.id for one in roster.everybody() if one.id != staff_id]
    marked = [one for one in others if keys.accused(row.id, "orang", one) in marks]
    theirs = {unit for one in marked for unit in _units(one)}
    own = [keys.accused(row.id, "unit", unit) for unit in _units(staff_id) - theirs]
    return [keys.accused(row.id, "orang", staff_id), *own]


def _units(staff_id: int) -> set[int]:
    return {one.place_id for one in staff.grants_of(staff_id) if one.level is Level.UNIT}
