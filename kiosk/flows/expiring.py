"""Steps that the run, its dry run and the desk share: what is over today, class by class."""

from datetime import datetime

from kiosk.domain.upkeep import retention
from kiosk.domain.upkeep.retention import Due, Rule
from kiosk.flows import erasing
from kiosk.store.complaint import search
from kiosk.store.engine import reading, transaction
from kiosk.store.place import settings
from kiosk.store.retention import erasures, expiry, holds, permits


def everything_due(now: datetime) -> list[Due]:
    """In the order of erasing; a look of its own for each class, so that none is long."""
    return [due_of(rule, now) for rule in retention.run_by_job(permits.schedule())]


def due_of(rule: Rule, now: datetime) -> Due:
    with reading():
        before = rule.before(now, retention.days_of(rule, settings.of_unit(settings.INSTALLATION)))
        held = holds.in_force(erasing.day_of(now))
        ids = expiry.due(rule.code, before, held)
        return Due(rule, before, expiry.total(rule.code), tuple(ids))


def erased_since(moment: datetime) -> bool:
    """Whether anything of a ticket was, for whatever reason."""
    with reading():
        return erasures.any_since(erasing.day_of(moment))


def rewrite_index(most: int) -> None:
    """Of SQLite: without the words that were forgotten; a part in each transaction."""
    for _ in range(most):
        with transaction():
            if not search.rewrite_some():
                return
