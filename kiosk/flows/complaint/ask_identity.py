"""Somebody who handles a confidential report asks for its reporter's name, with a reason that the
reporter will read."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, identities, tickets
from kiosk.flows.sealing import Case, Unlocked, pen_of
from kiosk.flows.tickets import Doer, Pen
from kiosk.store.complaint import identities as kept
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import transaction


class AlreadyAsked(Refusal):
    """One request at a time."""


def ask_identity(
    actor: Actor,
    number: str,
    reason: str,
    unlocked: Unlocked | None,
    keys: Keys,
    now: datetime,
) -> None:
    """Raises `UnknownTicket`, `NotAllowed`, `NothingToOpen`, `AlreadyAsked`, `MissingWords`,
    `LockedCase`."""
    told = acting.reason(reason)
    with transaction():
        row = identities.asked_about(cases.held(number, actor, keys), actor)
        pen = pen_of(row, unlocked, actor)
        if kept.waiting_for(row.id) is not None:
            raise AlreadyAsked("Permintaan identitas untuk laporan ini sedang menunggu putusan.")
        request = kept.add(row.id, actor.id, now)
        kept.put_reason(request, _ink(pen, request, told))
        tickets.note_change(row, "minta-identitas", Doer(By.OFFICER, actor.id), now, pen=pen)
        cases.record(actor.id, "minta-identitas", row, now)


def _ink(pen: Pen, request: int, told: str) -> dict[str, Any]:
    if isinstance(pen, Case):
        return {"reason": None, "sealed": pen.seal(request, Place.IDENTITY, told)}
    return {"reason": told, "sealed": None}
