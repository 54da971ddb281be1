"""Whether somebody may open the pages of a ticket at all; asked by the desk's guard."""

from kiosk.domain.complaint.receipt import tidy_number
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Spot
from kiosk.flows import cases
from kiosk.store.complaint import tickets
from kiosk.store.engine import reading
from kiosk.store.people import reach


def reach_ticket(actor: Actor, number: str, action: Action, keys: Keys) -> bool:
    """``action``: of an ordinary complaint, where it lies or where it was brought. A sealed case
    is its team's, for every action. An unknown number is as one out of reach."""
    tidy = tidy_number(number)
    with reading():
        row = tickets.by_number(tidy) if tidy else None
        if row is None or not cases.may_see(row, actor, keys):
            return False
        if row.sealed:
            return True
        spots = [reach.spot_of_unit_id(one) or Spot(-1) for one in (row.unit_id, row.origin_id)]
        return any(actor.may(action, one) for one in spots)
