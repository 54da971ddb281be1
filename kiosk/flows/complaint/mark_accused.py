"""The team says whom a sealed case names: from then on these, and their offices, know nothing."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Level
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep import notice
from kiosk.flows import casefiles, cases, keyrings, tellings, tickets
from kiosk.flows.sealing import Unlocked, case_of
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction
from kiosk.store.people import staff


class UnknownAccused(Refusal):
    """Nobody at the desk has that code."""


def mark_accused(
    actor: Actor,
    number: str,
    staff_code: str,
    unlocked: Unlocked | None,
    keys: Keys,
    now: datetime,
) -> bool:
    """Whether anybody is left who handles the case: where it names the whole team, it goes to
    whoever is above by a role for the whole installation, else it rests with the paper. Raises
    `UnknownTicket`, `LockedCase`, `UnknownAccused`."""
    with transaction():
        row = casefiles.held(number, actor, keys)
        case = case_of(row, unlocked, actor)
        named = staff.by_code(staff_code.strip().upper())
        if named is None:
            raise UnknownAccused("Tidak ada pegawai dengan kode itu. Salin kodenya dari daftar.")
        _mark(row, named.id, keys)
        # By name in the sealed text only: a backup must not say who is accused.
        told = Told(reason=f"{named.name} ({named.code})")
        tickets.note_change(row, "terlapor", Doer(By.OFFICER, actor.id), now, told, pen=case)
        keyrings.drop_excluded(row, keys)
        new = keyrings.share(row, case.key, keys)
        team = tellings.team_of(row, keys)
        tellings.tell(row, notice.SEALED, [one for one in team if one.id in new], now)
        cases.record(actor.id, "tandai-terlapor", row, now)
    return bool(team)


def _mark(row: Any, staff_id: int, keys: Keys) -> None:
    """The person, and every unit they serve in; what is marked already stays."""
    served = [one.place_id for one in staff.grants_of(staff_id) if one.level is Level.UNIT]
    marks = {keys.accused(row.id, "orang", staff_id)}
    marks |= {keys.accused(row.id, "unit", one) for one in served}
    kept.add_accused(row.id, sorted(marks - kept.accused(row.id)))
