"""Once a day: units whose month will not reach its minimum sample at this pace."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.index.alerting import behind
from kiosk.domain.index.method_settings import minimum_sample
from kiosk.domain.month import month_of
from kiosk.flows.calling import call
from kiosk.store.engine import reading, transaction
from kiosk.store.index import official, tallies
from kiosk.store.place import calendars, offers, settings, tree
from kiosk.store.survey import instruments

SAMPLED = "skm-2017"


def check_samples(now: datetime) -> str:
    """What came of it, for the record of jobs. Of units with open counters."""
    with reading():
        nodes = tree.whole()
        ids = [one.id for one in nodes if one.closed_at is None]
        asking = {row.unit_id for row in offers.points(ids) if row.closed_at is None}
        offices = calendars.of_units(asking)
    called = sum(_check(unit, nodes[unit].timezone, offices[unit], now) for unit in sorted(asking))
    return f"{len(asking)} unit diperiksa, {called} peringatan"


def _check(unit_id: int, zone: str, office: Calendar, now: datetime) -> bool:
    today = now.astimezone(ZoneInfo(zone)).date()
    first, month = today.replace(day=1), month_of(now, zone)
    last = (first + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    with transaction():
        chosen = settings.of_unit(unit_id)
        if chosen["peringatan-sampel"] != "ya":
            return False
        number = instruments.ids().get(SAMPLED, 0)
        kept = tallies.total(instruments.by_code(SAMPLED), number, [unit_id], [month]).respondents
        visits = official.visits_by_unit([month]).get((unit_id, month))
        minimum, _rule = minimum_sample(chosen, visits, kept)
        gone, whole = _workdays(office, first, today), _workdays(office, first, last) + 1
        found = behind(kept, minimum, gone, whole, today, first)
        return found is not None and call(unit_id, found, now)


def _workdays(office: Calendar, first: date, last: date) -> int:
    """From the first on, the last left out: it is not over."""
    days = (first + timedelta(days=by) for by in range((last - first).days))
    return sum(office.is_workday(day) for day in days)
