"""Steps that flows share about whose ticket it is: one ticket has one owner."""

from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases, tellings, tickets
from kiosk.flows.tickets import Doer, Told
from kiosk.store.people import roster


class AlreadyOwned(Refusal):
    """Somebody was faster; one ticket has one owner."""


class NoHandler(Refusal):
    """That colleague may not handle this ticket."""


def claim(row: Any, doer: Doer, actor: Actor, now: datetime) -> None:
    """Free or one's own already. Raises `AlreadyOwned`."""
    if row.owner_id == actor.id:
        return
    if row.owner_id is not None:
        raise AlreadyOwned(
            "Laporan ini sudah diambil %(who)s. Pilih laporan lain, atau minta dialihkan.",
            who=name_of(row.owner_id),
        )
    hand_over(row, actor.id, doer, "ambil", now)


def assign(row: Any, doer: Doer, code: str, keys: Keys, now: datetime) -> None:
    """To the colleague of this code; "": nobody's for now. Raises `NoHandler`, `StaleTicket`."""
    owner = _handler(row, code, keys)
    if owner != row.owner_id:
        hand_over(row, owner, doer, "tugaskan" if owner else "lepas", now)


def _handler(row: Any, code: str, keys: Keys) -> int | None:
    if not code:
        return None
    found = next((one for one in could_hold(row, keys) if one.code == code), None)
    if found is None:
        raise NoHandler("Pegawai itu tidak dapat menangani laporan ini. Pilih pegawai lain.")
    return found.id


def hand_over(row: Any, owner: int | None, doer: Doer, what: str, now: datetime) -> None:
    """``what``: the word for the history. Raises `StaleTicket`."""
    details = {"pemegang": [row.owner_id, owner]}
    tickets.note_change(row, what, doer, now, Told(details=details), owner_id=owner)
    assert doer.actor_id is not None
    cases.record(doer.actor_id, f"{what}-laporan", row, now, details)


def could_hold(row: Any, keys: Keys) -> list[Actor]:
    """Everybody whom this ticket may be given to."""
    return tellings.team_of(row, keys) if row.sealed else tellings.handlers_of(row)


def name_of(staff_id: int) -> str:
    return roster.names([staff_id]).get(staff_id, "pegawai lain")
