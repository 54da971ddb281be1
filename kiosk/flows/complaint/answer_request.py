"""Requests of reporters about their data, for whoever may answer them: granted, which erases, or
refused with the ground the law gives."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.receipt import spoken_number
from kiosk.domain.complaint.subject_request import (
    Ground,
    Outcome,
    Wish,
    hours_left,
)
from kiosk.domain.complaint.ticket import By
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.erasure import BY_REQUEST, Scope
from kiosk.flows import cases, erasing, requesting, tellings, tickets
from kiosk.flows.receiving import House
from kiosk.flows.tickets import Doer
from kiosk.store.complaint import subjects
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit
from kiosk.store.place import units


class UnknownRequest(Refusal):
    """No such request waits, or none that this person may answer."""

    def __init__(self) -> None:
        super().__init__("Permintaan ini tidak ada atau sudah dijawab. Muat ulang halaman ini.")


class NoGround(Refusal):
    """A refusal has to name the ground the law gives."""

    def __init__(self) -> None:
        super().__init__("Pilih dasar hukum untuk menolak permintaan ini.")


class OwnEntry(Refusal):
    """Whoever entered a report may have kept its receipt: one person would ask and grant."""

    def __init__(self) -> None:
        super().__init__(
            "Laporan ini Anda sendiri yang mencatatnya. Minta rekan lain yang menjawab permintaan "
            "ini."
        )


@dataclass(frozen=True)
class Waiting:
    """``left``: whole hours until it is late, negative once it is. ``on_hold``: a legal hold
    stands, so it cannot be granted."""

    id: int
    number: str
    spoken: str
    unit: str
    sealed: bool
    is_open: bool
    wish: Wish
    asked_at: datetime
    due_at: datetime
    left: int
    on_hold: bool


def list_requests(actor: Actor, keys: Keys, now: datetime) -> list[Waiting]:
    """Those this person may answer, what is due first."""
    with reading():
        pairs = [(one, kept.by_id(one.ticket_id)) for one in subjects.waiting()]
        return [
            _waiting(one, row, now)
            for one, row in pairs
            if row is not None and requesting.may_answer(row, actor, keys)
        ]


def _waiting(one: Any, row: Any, now: datetime) -> Waiting:
    return Waiting(
        one.id,
        row.number,
        spoken_number(row.number),
        units.name_of(row.origin_id if row.sealed else row.unit_id),
        row.sealed,
        row.queue != Queue.DONE,
        Wish(one.wish),
        one.asked_at,
        one.due_at,
        hours_left(one.due_at, now),
        erasing.is_held(row, now),
    )


def answer_request(
    actor: Actor, number: int, ground: Ground | None, house: House, now: datetime, *, grants: bool
) -> None:
    """Raises `UnknownRequest`, for one out of reach as for none; `NoGround`, `OwnEntry`, `Held`."""
    with transaction():
        one = subjects.hold(number)
        row = kept.hold_id(one.ticket_id) if one is not None else None
        if row is None or not requesting.may_answer(row, actor, house.keys):
            raise UnknownRequest
        if not grants and ground is None:
            raise NoGround
        if grants and _was_entered_by(actor, row):
            raise OwnEntry
        what = "hapus-data" if grants else "tolak-hapus"
        outcome = Outcome.GRANTED if grants else Outcome.REFUSED
        subjects.answer(number, outcome, None if grants else ground, now)
        tickets.note_change(row, what, Doer(By.OFFICER, actor.id), now)
        _record(actor, row, one, outcome, ground, now)
        # Before what is erased takes the address along.
        tellings.tell_reporter(row, now)
        if grants:
            _erase(row, Wish(one.wish), actor, house, now)


def _was_entered_by(actor: Actor, row: Any) -> bool:
    kind = cases.SEALED_KIND if row.sealed else cases.KIND
    told = audit.about(kind, row.number, row.received_at)
    return any(one.action == cases.ENTERED and one.actor_id == actor.id for one in told)


def _record(
    actor: Actor, row: Any, one: Any, outcome: Outcome, ground: Ground | None, now: datetime
) -> None:
    details = {"permintaan": one.wish, "jawaban": outcome.value}
    if outcome is Outcome.REFUSED and ground is not None:
        details["dasar"] = ground.value
    cases.record(actor.id, "jawab-permintaan-data", row, now, details)


def _erase(row: Any, wish: Wish, actor: Actor, house: House, now: datetime) -> None:
    """Of a whole report the receipt still opens what is left: that it was granted."""
    scopes = (Scope.IDENTITY,) if wish is Wish.IDENTITY else (Scope.IDENTITY, Scope.TEXTS)
    for scope in scopes:
        erasing.erase_ticket(row.id, scope, BY_REQUEST, actor, now, house.instance)
