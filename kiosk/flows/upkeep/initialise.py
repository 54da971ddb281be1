"""Make an installation ready: instruments, the LKE, calendar. Running it again changes nothing."""

from datetime import datetime

from kiosk.flows.decrees import DECREES, decree_of, decreed
from kiosk.store.complaint import turns
from kiosk.store.engine import transaction
from kiosk.store.index import events
from kiosk.store.people import audit
from kiosk.store.place import calendar
from kiosk.store.survey import instruments
from kiosk.store.upkeep import chains
from kiosk.store.zi import lke_versions


def initialise(now: datetime) -> None:
    """After the schema is at its head; raises `ChangedInstrument`, `ChangedLke`."""
    with transaction():
        instruments.pin_all(now)
        lke_versions.pin_all(now)
        chains.start_missing(audit.CHAIN)
        chains.start_missing(events.CHAIN)
        _seed_calendar(now)


def _seed_calendar(now: datetime) -> None:
    """Years that never had a day; a day somebody withdrew does not come back."""
    known = calendar.years_ever(calendar.NATION)
    if DECREES.keys() <= known:
        return
    calendar.hold()
    for year in sorted(DECREES.keys() - known):
        days = decreed(year)
        calendar.add(calendar.NATION, days, now)
        if known:
            turns.add(turns.EVERYWHERE, days[0].day, days[-1].day, decree_of(year), now)
        audit.append(
            at=now,
            actor_id=0,
            action="impor-kalender",
            object_kind="kalender",
            object_id="nasional",
            details={one.day.isoformat(): [None, one.name] for one in days},
        )
