"""Whoever carries out a plan is reminded of its due date; the head too once it is over."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import groupby

from kiosk import i18n
from kiosk.domain.index import plan_reminder
from kiosk.domain.index.plan import Plan
from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.flows import planning
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.index import plans
from kiosk.store.place import calendars, units
from kiosk.store.upkeep import notices

KINDS = {plan_reminder.SOON: notice.PLAN_SOON, plan_reminder.TODAY: notice.PLAN_TODAY}


def remind_plans(now: datetime) -> bool:
    """One round; True where more waits."""
    this = Round()
    with reading():
        found = plans.due_before((now + timedelta(days=plan_reminder.HORIZON)).date())
    groups = [(unit, list(those)) for unit, those in groupby(found, key=lambda one: one.unit_id)]
    this.each(groups, lambda pair: _look(*pair, now=now))
    return this.is_over


def _look(unit_id: int, those: Sequence[Plan], now: datetime) -> None:
    """Nothing is written while nothing is due."""
    with reading():
        calendar = calendars.of_units([unit_id])[unit_id]
        known = plans.given([one.id for one in those])
        due = ((one.id, one.due) for one in those)
        wanted = plan_reminder.wanted(calendar, due, known, now)
    Round().each(wanted, partial(_give, now=now))


def _give(pair: tuple[int, str], now: datetime) -> None:
    """The row that says so and the notices, or neither. Somebody may have acted meanwhile."""
    plan_id, step = pair
    with transaction():
        plan = plans.held(plan_id)
        if plan is None or not plan.is_open or plan.due is None:
            return
        calendar = calendars.of_units([plan.unit_id])[plan.unit_id]
        if plan_reminder.step(calendar, plan.due, now) != step:
            return
        if plans.remind(plan.id, plan.due, step, now):
            _tell(plan, step, now)


def _tell(plan: Plan, step: str, now: datetime) -> None:
    values = {
        "unsur": plan.name,
        "unit": units.name_of(plan.unit_id),
        "due": i18n.day_text(plan.due) if plan.due else "-",
    }
    kind = KINDS.get(step, notice.PLAN_LATE)
    for one in _people(plan, late=step not in KINDS):
        notices.add(Draft(kind, Recipient.STAFF, one.id, values=values), now)


def _people(plan: Plan, *, late: bool) -> list[Actor]:
    """The owner, where it is somebody who still works here; else the head, and after the due date
    both."""
    owner = [one for one in planning.able(plan.unit_id) if one.id == plan.owner_id]
    heads = planning.heads(plan.unit_id) if late or not owner else []
    return list({one.id: one for one in [*owner, *heads]}.values())
