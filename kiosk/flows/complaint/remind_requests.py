"""Whoever may answer a reporter's request is reminded a day before its limit, and once it is over:
each once."""

from datetime import datetime
from typing import Any

from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep import notice
from kiosk.flows import requesting
from kiosk.flows.rounds import Round
from kiosk.store.complaint import subjects, tickets
from kiosk.store.engine import reading, transaction


def remind_requests(keys: Keys, now: datetime) -> bool:
    """One round; True where more waits."""
    this = Round()
    with reading():
        found = subjects.unreminded(now)

    def remind(one: Any) -> None:
        with transaction():
            _remind(one, keys, now)

    this.each(found, remind)
    return this.is_over


def _remind(one: Any, keys: Keys, now: datetime) -> None:
    """Somebody may have answered since it was found."""
    waits = subjects.hold(one.id)
    row = tickets.by_id(one.ticket_id)
    if waits is None or row is None:
        return
    subjects.reminded(waits, now)
    kind = notice.DATA_LATE if waits.due_at < now else notice.DATA_ASKED
    requesting.tell_office(row, kind, waits.due_at, keys, now)
