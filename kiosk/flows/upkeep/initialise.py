"""Make an installation ready: instruments, calendar. Running it again changes nothing."""

from datetime import datetime

from kiosk.flows.decrees import DECREES, decreed
from kiosk.store.engine import transaction
from kiosk.store.people import audit
from kiosk.store.place import calendar
from kiosk.store.survey import instruments
from kiosk.store.upkeep import chains


def initialise(now: datetime) -> None:
    """After the schema is at its head; raises `ChangedInstrument`."""
    with transaction():
        instruments.pin_all(now)
        chains.start_missing(audit.CHAIN)
        _seed_calendar(now)


def _seed_calendar(now: datetime) -> None:
    """Years that never had a day; a day somebody withdrew does not come back."""
    if DECREES.keys() <= calendar.years_ever(calendar.NATION):
        return
    calendar.hold()
    for year in sorted(DECREES.keys() - calendar.years_ever(calendar.NATION)):
        days = decreed(year)
        calendar.add(calendar.NATION, days, now)
        audit.append(
            at=now,
            actor_id=0,
            action="impor-kalender",
            object_kind="kalender",
            object_id="nasional",
            details={one.day.isoformat(): [None, one.name] for one in days},
        )
