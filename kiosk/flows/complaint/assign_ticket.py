"""A ticket is handed to a colleague, or let go of."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import acting, owning
from kiosk.flows.owning import NoHandler
from kiosk.store.engine import transaction

__all__ = ["NoHandler", "assign_ticket"]


def assign_ticket(
    actor: Actor, number: str, colleague_code: str, version: int, keys: Keys, now: datetime
) -> None:
    """``colleague_code`` "": nobody's for now. Raises `UnknownTicket`, `NotAllowed`, `NoHandler`,
    `StaleTicket`, `MergedTicket`."""
    with transaction():
        row, doer = acting.take(number, actor, keys, version)
        owning.assign(row, doer, colleague_code, keys, now)
