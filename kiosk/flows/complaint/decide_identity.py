"""Two people, neither of them who asked, decide whether a name is opened; one no ends it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import NotAllowed
from kiosk.flows import cases, identities, tickets
from kiosk.flows.casefiles import opened
from kiosk.flows.identities import NEEDED
from kiosk.flows.sealing import Unlocked, case_of
from kiosk.flows.tickets import PLAIN, Doer
from kiosk.store.complaint import identities as kept
from kiosk.store.complaint import tickets as rows
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading, transaction
from kiosk.store.people import roster


@dataclass(frozen=True)
class Asked:
    """A request that waits. ``reason`` None: the key is locked. ``may_decide``: not one's own,
    and not decided by this person yet."""

    number: str
    spoken: str
    who: str
    at: datetime
    reason: str | None
    approvals: int
    may_decide: bool


def list_asked(actor: Actor, unlocked: Unlocked | None, keys: Keys) -> list[Asked]:
    """Of tickets this person may decide about."""
    with reading():
        pairs = [(one, rows.by_id(one.ticket_id)) for one in kept.waiting()]
        mine = [(one, row) for one, row in pairs if identities.may_decide(row, actor, keys)]
        names = roster.names({one.asked_by for one, _ in mine})
        return [_asked(one, row, names, actor, unlocked) for one, row in mine]


def _asked(
    one: Any, row: Any, names: dict[int, str], actor: Actor, unlocked: Unlocked | None
) -> Asked:
    said = kept.approvals(one.id)
    decided = {each.staff_id for each in said} | {one.asked_by}
    return Asked(
        row.number,
        spoken_number(row.number),
        names.get(one.asked_by, "pegawai lain"),
        one.asked_at,
        _reason(one, row, actor, unlocked),
        len(said),
        actor.id not in decided,
    )


def _reason(one: Any, row: Any, actor: Actor, unlocked: Unlocked | None) -> str | None:
    if one.sealed is None:
        return str(one.reason)
    case = opened(row, unlocked, actor)
    return case.unseal(one.id, Place.IDENTITY, bytes(one.sealed)) if case else None


def decide_identity(
    actor: Actor,
    number: str,
    unlocked: Unlocked | None,
    keys: Keys,
    now: datetime,
    *,
    agrees: bool,
) -> bool:
    """Whether it is granted now. Raises `NoRequest`, `NotAllowed` for whoever asked or has decided
    already, `LockedCase`: who cannot read the reason cannot agree to it."""
    with transaction():
        row = identities.decided_about(number, actor, keys)
        request = kept.waiting_for(row.id)
        if request is None:
            raise identities.no_request()
        _check(actor, request)
        pen = case_of(row, unlocked, actor) if row.sealed else PLAIN
        kept.add_approval(request.id, actor.id, now, agrees=agrees)
        granted = agrees and len(kept.approvals(request.id)) >= NEEDED
        if granted:
            kept.grant(request.id, now)
        elif not agrees:
            kept.refuse(request.id, now)
        what = "setuju-identitas" if agrees else "tolak-identitas"
        tickets.note_change(row, what, Doer(By.OFFICER, actor.id), now, pen=pen)
        cases.record(actor.id, what, row, now)
    return granted


def _check(actor: Actor, request: Any) -> None:
    if actor.id == request.asked_by:
        raise NotAllowed("Yang meminta tidak ikut memutus. Dua orang lain yang memutus.")
    if any(one.staff_id == actor.id for one in kept.approvals(request.id)):
        raise NotAllowed("Anda sudah memutus. Satu orang lain masih harus memutus.")
