"""A ticket was brought under the wrong class: it gets the right one, and that one's limit, counted
from when it came in."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.kinds import Kind, TicketClass
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import acting, cases, reclocking, running, tickets
from kiosk.flows.acting import Taken
from kiosk.flows.tickets import Seq, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction

_KIND = {
    TicketClass.INFORMATION: Kind.INFORMATION,
    TicketClass.ASPIRATION: Kind.ASPIRATION,
    TicketClass.ORDINARY: Kind.COMPLAINT,
}


class CannotReclass(Refusal):
    """The class cannot be changed to that, or not any more."""


def set_class(
    actor: Actor,
    number: str,
    wanted: TicketClass,
    version: int,
    reason: str,
    keys: Keys,
    now: datetime,
) -> None:
    """One of the three ordinary classes; a fourth is `protect_ticket`. Raises `UnknownTicket`,
    `NotAllowed`, `StaleTicket`, `MissingWords`, `CannotReclass`, `SealedHere`."""
    told = acting.reason(reason)
    if wanted not in _KIND:
        raise CannotReclass("Laporan berkadar pengawasan diserahkan ke jalur terlindungi.")
    with transaction():
        taken = acting.take_ordinary(number, actor, keys, version)
        if taken.row.ticket_class == wanted:
            return
        if not State(taken.row.state).is_open:
            raise CannotReclass("Kelas hanya dapat diubah selama laporan masih berjalan.")
        _change(taken, wanted, told, now)
        details = {"kelas": [taken.row.ticket_class, wanted.value]}
        cases.record(actor.id, "ubah-kelas-laporan", taken.row, now, details)


def _change(taken: Taken, wanted: TicketClass, reason: str, now: datetime) -> None:
    row, doer = taken
    desk = running.desk_of(row.origin_id)
    details = {"kelas": [row.ticket_class, wanted.value]}
    values: dict[str, Any] = {"ticket_class": wanted.value, "kind": _KIND[wanted].value}
    tickets.note_change(row, "kelas", doer, now, Told(reason=reason, details=details), **values)
    fresh = kept.by_id(row.id)
    seq = Seq(fresh.last_seq)
    due = reclocking.change_class_clock(row, wanted, desk, now, seq)
    watched = running.watched_of(row.id, State(row.state), wanted)
    values = {"due_at": watched.due if watched else None}
    values["due_kind"] = watched.clock.value if watched else None
    if row.answered_at is not None:
        values["answered_met"] = row.answered_at <= due
    kept.change(row.id, fresh.version, last_seq=seq.last, **values)
