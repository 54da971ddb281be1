"""Take a published period off the public pages; it stays closed."""

from datetime import datetime

from kiosk.domain.index.closing import Event, PeriodState, clean_reason
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.flows import periods
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import transaction
from kiosk.store.place import units


def withdraw_period(
    actor: Actor,
    unit_code: str,
    period: Period,
    reason: str,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """Raises `UnfitClosing`: not published, or no reason."""
    clean = clean_reason(reason)
    with transaction():
        place = periods.Place(units.by_code(unit_code).id, instrument_code, period)
        periods.standing(place, PeriodState.PUBLISHED)
        periods.tell(place, Event.WITHDRAW, actor, now)
        periods.record(place, "alasan-penarikan", actor, now, reason=clean)
