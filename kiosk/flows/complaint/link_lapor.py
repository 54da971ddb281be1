"""The number and the state a ticket has in SP4N-LAPOR!, written down by hand."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.lapor import check_link
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import acting, cases, tickets
from kiosk.flows.tickets import Told
from kiosk.store.engine import transaction


def link_lapor(
    actor: Actor, number: str, lapor: str, state: str, version: int, keys: Keys, now: datetime
) -> None:
    """Both empty: it has none. Raises `UnknownTicket`, `NotAllowed`, `StaleTicket`,
    `SealedHere`, `InvalidLink`."""
    link = check_link(lapor, state)
    with transaction():
        row, doer = acting.take_ordinary(number, actor, keys, version)
        if (row.lapor_number, row.lapor_state) == (link.number, link.state):
            return
        details = {
            "nomor_lapor": [row.lapor_number, link.number],
            "status_lapor": [row.lapor_state, link.state],
        }
        values: dict[str, Any] = {"lapor_number": link.number, "lapor_state": link.state}
        tickets.note_change(row, "sp4n-lapor", doer, now, Told(details=details), **values)
        cases.record(actor.id, "catat-sp4n-lapor", row, now, details)
