"""A look of the installation at itself that turned bad or old is told once, until it is good again;
so is a job that failed for good."""

from datetime import datetime

from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.domain.upkeep.trouble import Found, found
from kiosk.store.engine import reading, transaction
from kiosk.store.people import holders
from kiosk.store.upkeep import alarms, checks, leases, notices, tries


def tell_looks(now: datetime) -> bool:
    """Never more to do. Nothing is written while nothing changed."""
    with reading():
        state, told = _found(now), alarms.names()
    if state.new(told) or state.over(told):
        with transaction():
            # Read again: what was told in the meantime is not told twice.
            _tell(_found(now), alarms.names(), now)
    return False


def _found(now: datetime) -> Found:
    runs, waiting = leases.last_runs(now), tries.waiting()
    return found(checks.newest(), runs, waiting, leases.first_run(), now)


def _tell(state: Found, told: list[str], now: datetime) -> None:
    for name in state.over(told):
        alarms.end(name)
    new = state.new(told)
    for name in new:
        alarms.raise_one(name, now)
    if new:
        what = {"what": ", ".join(new.values())}
        for one in holders.allowed(Action.SEE_UPKEEP, INSTALLATION):
            notices.add(Draft(notice.UPKEEP, Recipient.STAFF, one.id, values=what), now)
