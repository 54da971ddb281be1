"""The clock of complaints in motion: days off, what the jobs do about them, people who are told.

clockwork.add_holiday(app, place, date(2026, 10, 19))
clockwork.settle(app, NOW)                  # limits are right again
clockwork.escalate(app, later)
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.ticket import Move
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk, tickets
from tests.factories import NOW, Place, rows

if TYPE_CHECKING:
    from flask import Flask

DECREE = "SK Wali Kota 12/2026"
WITA = ZoneInfo("Asia/Makassar")


def wita(day: int, hour: int = 10, minute: int = 0, month: int = 10) -> datetime:
    """An hour of 2026 on the office's wall."""
    return datetime(2026, month, day, hour, minute, tzinfo=WITA).astimezone(UTC)


def officer(app: Flask, place: Place, role: Role = Role.COMPLAINT_OFFICER) -> Actor:
    return desk.make_staff(app, [Grant(role, Level.UNIT, place.unit_id)])


def inspector(app: Flask, place: Place) -> Actor:
    return desk.make_staff(app, [Grant(Role.INSPECTORATE, Level.INSTANSI, place.instansi_id)])


def add_holiday(app: Flask, unit: str | None, day: date, now: datetime = NOW) -> None:
    """A local day off by a mayor's letter; for the nation where ``unit`` is None."""
    from kiosk.domain.place.holiday import Kind
    from kiosk.flows.place.add_holiday import NewHoliday, add_holiday

    kind = Kind.LOCAL if unit else Kind.NATIONAL
    with app.app_context():
        add_holiday(
            desk.make_staff(app), unit, NewHoliday(day, "Hari jadi kota", DECREE, kind), now
        )


def withdraw_holiday(app: Flask, unit: str | None, day: date, now: datetime = NOW) -> None:
    from kiosk.flows.place.withdraw_holiday import withdraw_holiday

    with app.app_context():
        withdraw_holiday(desk.make_staff(app), unit, day, "surat dicabut", now)


def settle(app: Flask, now: datetime = NOW) -> None:
    """Every changed calendar reaches every limit, as the jobs do it within a minute."""
    from kiosk.flows.complaint.recompute_deadlines import recompute_deadlines

    with app.app_context():
        while recompute_deadlines(now + timedelta(minutes=1)):
            pass


def lapse(app: Flask, now: datetime) -> None:
    from kiosk.flows.complaint.lapse_replies import lapse_replies

    with app.app_context():
        while lapse_replies(tickets.house(app).keys, now):
            pass


def escalate(app: Flask, now: datetime) -> None:
    from kiosk.flows.complaint.escalate_overdue import escalate_overdue

    with app.app_context():
        while escalate_overdue(tickets.house(app).keys, now):
            pass


def move(app: Flask, number: str, what: Move, now: datetime, **values: Any) -> None:
    """As an officer does it, without asking the policy."""
    from kiosk.domain.complaint.ticket import By
    from kiosk.flows import tickets as steps
    from kiosk.store.complaint import tickets as kept
    from kiosk.store.engine import transaction

    with app.app_context(), transaction():
        steps.make_move(kept.hold(number), what, steps.Doer(By.OFFICER, 1), now, **values)


def told(app: Flask) -> list[tuple[str, int]]:
    """(kind, to whom) of every notice about a limit or a silent reporter, sorted."""
    new = "tiket-baru"
    return sorted((one["kind"], one["to_id"]) for one in rows(app, "notices") if one["kind"] != new)


def history(app: Flask, what: str) -> list[dict[str, Any]]:
    """Details of these words in every ticket's history."""
    return [json.loads(one["details"]) for one in rows(app, "ticket_moves") if one["move"] == what]
