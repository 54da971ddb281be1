"""Whoever carries out an action plan is reminded of its due date; the head too once it is over,
and of the yearly monitoring of a predicate."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from functools import partial
from itertools import groupby

from kiosk import i18n
from kiosk.domain.index import plan_reminder
from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.domain.zi.action import AREA_NAMES, ZiAction
from kiosk.domain.zi.phase import Phase, monitoring_due
from kiosk.flows import undertaking
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.place import calendars, units
from kiosk.store.upkeep import notices
from kiosk.store.zi import actions, phases

ACTION, MONITORING = "aksi", "pemantauan"


def remind_dossiers(now: datetime) -> bool:
    """One round; True where more waits."""
    this, end = Round(), (now + timedelta(days=plan_reminder.HORIZON)).date()
    with reading():
        found = actions.due_before(end)
        held = units_due(end)
    groups = [(unit, list(those)) for unit, those in groupby(found, key=lambda one: one.unit_id)]
    this.each(groups, lambda pair: _look_at_actions(*pair, now=now))
    this.each(held, lambda pair: _look_at_monitoring(*pair, now=now))
    return this.is_over


def units_due(end: date) -> list[tuple[int, date]]:
    """(unit, day) of those whose yearly monitoring is due before ``end``. Inside the caller's
    look."""
    granted = phases.units_with(Phase.GRANTED)
    steps, checks = phases.of_units(granted), phases.monitorings(granted)
    due = ((one, monitoring_due(steps[one], checks[one], end)) for one in granted)
    return [(one, day) for one, day in due if day is not None and day < end]


def _look_at_actions(unit_id: int, those: Sequence[ZiAction], now: datetime) -> None:
    """Nothing is written while nothing is due."""
    with reading():
        calendar = calendars.of_units([unit_id])[unit_id]
        known = actions.given(ACTION, [one.id for one in those])
        due = ((one.id, one.due) for one in those)
        wanted = plan_reminder.wanted(calendar, due, known, now)
    Round().each(wanted, partial(_remind_of_action, now=now))


def _remind_of_action(pair: tuple[int, str], now: datetime) -> None:
    """The row that says so and the notices, or neither. Somebody may have acted meanwhile."""
    action_id, step = pair
    with transaction():
        one = actions.held(action_id)
        if one is None or not one.is_open or one.due is None:
            return
        if _step(one.unit_id, one.due, now) != step:
            return
        if actions.remind(ACTION, one.id, one.due, step, now):
            values = {
                "area": f"{one.area} {AREA_NAMES[one.area]}",
                "unit": units.name_of(one.unit_id),
                "due": i18n.day_text(one.due),
            }
            late = step.startswith(plan_reminder.LATE)
            kind = notice.ZI_ACTION_LATE if late else notice.ZI_ACTION_SOON
            _tell(kind, _people(one, late=late), values, now)


def _people(one: ZiAction, *, late: bool) -> list[Actor]:
    """The owner, where it is somebody who still works here; else the head, and after the due date
    both."""
    owner = [who for who in undertaking.able(one.unit_id) if who.id == one.owner_id]
    heads = undertaking.heads(one.unit_id) if late or not owner else []
    return list({who.id: who for who in [*owner, *heads]}.values())


def _look_at_monitoring(unit_id: int, due: date, now: datetime) -> None:
    with reading():
        step = _step(unit_id, due, now)
        known = actions.given(MONITORING, [unit_id])
    if step and (unit_id, due, step) not in known:
        _remind_of_monitoring(unit_id, due, step, now)


def _remind_of_monitoring(unit_id: int, due: date, step: str, now: datetime) -> None:
    with transaction():
        if actions.remind(MONITORING, unit_id, due, step, now):
            values = {"unit": units.name_of(unit_id), "due": i18n.day_text(due)}
            _tell(notice.ZI_MONITORING, undertaking.heads(unit_id), values, now)


def _step(unit_id: int, due: date, now: datetime) -> str | None:
    return plan_reminder.step(calendars.of_units([unit_id])[unit_id], due, now)


def _tell(
    kind: notice.Kind, people: Sequence[Actor], values: dict[str, str], now: datetime
) -> None:
    for one in people:
        notices.add(Draft(kind, Recipient.STAFF, one.id, values=values), now)
