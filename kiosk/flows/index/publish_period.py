"""Let the public see a closed period."""

from datetime import datetime

from kiosk.domain.index.closing import Event, PeriodState, UnfitClosing
from kiosk.domain.index.period import Period
from kiosk.domain.people.actor import Actor
from kiosk.flows import periods, subtracting
from kiosk.flows.measuring import DEFAULT_INSTRUMENT
from kiosk.store.engine import transaction
from kiosk.store.place import units


def publish_period(
    actor: Actor,
    unit_code: str,
    period: Period,
    now: datetime,
    instrument_code: str = DEFAULT_INSTRUMENT,
) -> None:
    """Raises `UnfitClosing`: not closed, published already, nothing to show, or it would tell of
    a few people beside what is public already (F56)."""
    with transaction():
        place = periods.Place(units.by_code(unit_code).id, instrument_code, period)
        closing = periods.standing(place, PeriodState.CLOSED)
        if closing.figures.ikm is None:
            raise UnfitClosing(
                "%(period)s tidak dapat diterbitkan: %(why)s",
                period=period.title,
                why=closing.figures.withheld or "belum ada nilai.",
            )
        subtracting.check(closing)
        periods.tell(place, Event.PUBLISH, actor, now)
