"""Somebody who handles a confidential report asks for its reporter's name, with a reason that the
reporter will read."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep import notice
from kiosk.flows import acting, cases, identities, tellings, tickets
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
        _tell(row, actor, keys, now)


def _tell(row: Any, asker: Actor, keys: Keys, now: datetime) -> None:
    """Those who may decide, but for whoever asks; of a sealed case without a word of it."""
    kind, known = notice.SEALED, tellings.team_of(row, keys) if row.sealed else []
    if not row.sealed:
        kind, known = notice.IDENTITY_ASKED, tellings.handlers_of(row, Action.APPROVE_IDENTITY)
    others = [one for one in known if one.id != asker.id]
    may = [one for one in others if identities.may_decide(row, one, keys)]
    tellings.tell(row, kind, may, now)


def _ink(pen: Pen, request: int, told: str) -> dict[str, Any]:
    if isinstance(pen, Case):
        return {"reason": None, "sealed": pen.seal(request, Place.IDENTITY, told)}
    return {"reason": told, "sealed": None}
