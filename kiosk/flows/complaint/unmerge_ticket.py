"""A merged ticket is handled by itself again, from where it was brought meanwhile."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import cases, tickets
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import tickets as kept
from kiosk.store.engine import transaction


def unmerge_ticket(actor: Actor, number: str, version: int, keys: Keys, now: datetime) -> None:
    """Nothing happens to one that is not merged. Raises `UnknownTicket`, `NotAllowed`,
    `StaleTicket`."""
    with transaction():
        into = cases.seen(number, actor, keys).merged_into
        # The other first: whoever moves it holds it before those merged into it.
        parent = kept.hold_id(into) if into is not None else None
        row = cases.held(number, actor, keys)
        tickets.check_version(row, version)
        doer = Doer(cases.role_in(row, actor), actor.id)
        if parent is None or row.merged_into != parent.id:
            return
        told = Told(details={"nomor": parent.number})
        tickets.note_change(row, "pisahkan", doer, now, told, merged_into=None)
        tickets.note_change(parent, "pisahkan", doer, now, Told(details={"nomor": row.number}))
        cases.record(actor.id, "pisahkan-laporan", row, now, {"dari": parent.number})
