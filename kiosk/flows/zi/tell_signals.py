"""Once a day: the integrity team hears that surveys reported something new."""

from datetime import datetime

from kiosk.domain.people.policy import Action
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.flows.counting import is_impartial
from kiosk.store.engine import transaction
from kiosk.store.people import holders, reach
from kiosk.store.survey import signals
from kiosk.store.upkeep import notices


def tell_signals(now: datetime) -> str:
    """What came of it, for the record of jobs. A unit nobody impartial watches over waits: once
    there is somebody, they are told. The record names no unit, and no count of any."""
    told: set[int] = set()
    with transaction():
        for unit_id in signals.untold():
            team = _team(unit_id)
            if team:
                signals.mark_told(unit_id)
                told |= team
        for one in sorted(told):
            notices.add(Draft(notice.SIGNALS, Recipient.STAFF, one), now)
    return f"{len(told)} anggota tim diberi tahu"


def _team(unit_id: int) -> set[int]:
    spot = reach.spot_of_unit_id(unit_id)
    known = holders.allowed(Action.SEE_SIGNALS, spot) if spot else []
    return {one.id for one in known if is_impartial(one, unit_id)}
