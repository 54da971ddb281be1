"""An officer takes a ticket on."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import acting, owning
from kiosk.flows.owning import AlreadyOwned
from kiosk.store.engine import transaction

__all__ = ["AlreadyOwned", "claim_ticket"]


def claim_ticket(actor: Actor, number: str, keys: Keys, now: datetime) -> None:
    """Free or one's own already. Raises `UnknownTicket`, `NotAllowed`, `AlreadyOwned`,
    `MergedTicket`."""
    with transaction():
        row, doer = acting.take(number, actor, keys, None)
        owning.claim(row, doer, actor, now)
