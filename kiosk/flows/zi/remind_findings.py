"""Whoever keeps a unit's register is reminded of what the Ombudsman waits for."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from kiosk import i18n
from kiosk.domain.index import plan_reminder
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.domain.zi.finding import KINDS
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import Entry
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.people import holders, reach
from kiosk.store.place import calendars, units
from kiosk.store.upkeep import notices
from kiosk.store.zi import registers

AHEAD = (plan_reminder.SOON, plan_reminder.TODAY)
TOLD = frozenset({Role.HEAD, Role.ZI_TEAM})


def remind_findings(now: datetime) -> bool:
    """One round; True where more waits. In the hours of the office, like plans."""
    this = Round()
    with reading():
        found = registers.due_before((now + timedelta(days=plan_reminder.HORIZON)).date())
    groups = [(unit, list(those)) for unit, those in groupby(found, key=lambda one: one.unit_id)]
    this.each(groups, lambda pair: _look(*pair, now=now))
    return this.is_over


def _look(unit_id: int, those: Sequence[Entry], now: datetime) -> None:
    """Nothing is written while nothing is due."""
    with reading():
        calendar = calendars.of_units([unit_id])[unit_id]
        known = registers.given([one.id for one in those])
        due = ((one.id, _due(one)) for one in those)
        wanted = plan_reminder.wanted(calendar, due, known, now)
    Round().each(wanted, partial(_give, now=now))


def _give(pair: tuple[int, str], now: datetime) -> None:
    """The row that says so and the notices, or neither. Somebody may have acted meanwhile."""
    finding_id, step = pair
    with transaction():
        one = registers.held(Subject.FINDING, finding_id)
        if one is None or not one.is_open or one.values["due"] is None:
            return
        calendar = calendars.of_units([one.unit_id])[one.unit_id]
        is_right = plan_reminder.step(calendar, _due(one), now) == step
        if is_right and registers.remind(one.id, _due(one), step, now):
            _tell(one, step, now)


def _tell(one: Entry, step: str, now: datetime) -> None:
    values = {
        "kind": dict(KINDS)[str(one.values["kind"])],
        "unit": units.name_of(one.unit_id),
        "due": i18n.day_text(_due(one)),
    }
    kind = notice.FINDING_DUE if step in AHEAD else notice.FINDING_LATE
    spot = reach.spot_of_unit_id(one.unit_id) or Spot(0)
    for who in holders.allowed(Action.KEEP_FINDINGS, spot):
        if TOLD & set(who.roles):
            notices.add(Draft(kind, Recipient.STAFF, who.id, values=values), now)


def _due(one: Entry) -> date:
    due = one.values["due"]
    assert isinstance(due, date)
    return due
