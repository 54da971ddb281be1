"""Steps that flows about a reporter's own data share: who answers a request, and who is told."""

from datetime import datetime
from typing import Any

from kiosk import i18n
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Kind
from kiosk.flows import cases, running, tellings
from kiosk.store.people import reach


def may_answer(row: Any, actor: Actor, keys: Keys) -> bool:
    """Who handles the report where it lies; of a sealed case its team, without whom it names."""
    if row.sealed:
        return cases.may_see(row, actor, keys)
    spot = reach.spot_of_unit_id(row.unit_id) or Spot(-1)
    return actor.may(Action.ANSWER_REQUESTS, spot) and actor.may(Action.HANDLE_TICKETS, spot)


def tell_office(row: Any, kind: Kind, due: datetime, keys: Keys, now: datetime) -> None:
    """Of a sealed case its team hears that there is something to see, and nothing else."""
    if row.sealed:
        return tellings.tell(row, notice.SEALED, tellings.team_of(row, keys), now)
    last = i18n.moment(due, running.desk_of(row.origin_id).calendar.zone)
    tellings.tell(row, kind, tellings.handlers_of(row), now, due=last)
