"""A reporter asks that what is kept of them be erased: done at once where nobody has to be asked,
else a request with a clock of its own."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.subject_request import (
    WITHIN,
    AskedAlready,
    NothingKept,
    Outcome,
    Request,
    Wish,
    is_at_once,
)
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.erasure import BY_REQUEST, Scope
from kiosk.flows import erasing, reporting, requesting, running, tickets
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER
from kiosk.store.complaint import subjects
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction


def ask_erasure(proof: Proof, wish: Wish, house: House, now: datetime) -> Outcome:
    """`Outcome.GRANTED`: it is gone. Raises `NothingKept`, `AskedAlready`."""
    with transaction():
        row = reporting.held(proof)
        _check(row, wish)
        at = tickets.moment_of(row, REPORTER, running.desk_of(row.origin_id), now)
        if _is_at_once(row, wish, now):
            subjects.add(row.id, Request(wish, Outcome.GRANTED, at, at + WITHIN, at))
            tickets.note_change(row, "hapus-data", REPORTER, at)
            erasing.erase_ticket(row.id, Scope.IDENTITY, BY_REQUEST, None, now, house.instance)
            return Outcome.GRANTED
        subjects.add(row.id, Request(wish, Outcome.WAITS, at, at + WITHIN))
        tickets.note_change(row, "minta-hapus", REPORTER, at)
        requesting.tell_office(row, notice.DATA_ASKED, at + WITHIN, house.keys, now)
        return Outcome.WAITS


def _check(row: Any, wish: Wish) -> None:
    if wish is Wish.IDENTITY and kept.reporter_of(row.id) is None:
        raise NothingKept
    if subjects.is_waiting(row.id, wish):
        raise AskedAlready


def _is_at_once(row: Any, wish: Wish, now: datetime) -> bool:
    is_open = row.queue != Queue.DONE
    on_hold = erasing.is_held(row, now)
    return is_at_once(wish, sealed=row.sealed, is_open=is_open, on_hold=on_hold)
