"""When the moment of a reminder has come, by the working days of whoever must act."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.complaint.alert import Alert, early, is_open
from kiosk.domain.complaint.workdays import Calendar
from kiosk.flows.decrees import decreed

WITA = ZoneInfo("Asia/Makassar")
OFFICE = Calendar("Asia/Makassar", {one.day: one for one in decreed(2026)})


def at(month: int, day: int, hour: int = 10, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=WITA)


@pytest.mark.parametrize(
    ("now", "opened"),
    [
        (at(10, 15, 7, 59), False),
        (at(10, 15, 8), True),
        (at(10, 15, 15, 59), True),
        (at(10, 15, 16), False),
        (at(10, 17), False),
        (at(12, 25), False),
    ],
)
def test_an_office_is_open_from_opening_to_closing_of_its_working_days(
    now: datetime, opened: bool
) -> None:
    assert is_open(OFFICE, now) is opened


def test_before_lebaran_the_reminder_comes_before_the_days_off_begin() -> None:
    """Working days of March 2026: Tuesday the 17th, then Wednesday the 25th."""
    workdays = [day for day in range(16, 27) if OFFICE.is_workday(date(2026, 3, day))]
    assert workdays == [16, 17, 25, 26]
    due = at(3, 25, 16)
    assert Alert.SOON in early(OFFICE, due, at(3, 16))
    assert Alert.SOON not in early(OFFICE, due, at(3, 17, 8))


@pytest.mark.parametrize(
    ("now", "lacking"),
    [
        (at(10, 16), {Alert.SOON, Alert.LATE, Alert.ESCALATED}),
        (at(10, 19), {Alert.LATE, Alert.ESCALATED}),
        (at(10, 20, 16), {Alert.LATE, Alert.ESCALATED}),
        (at(10, 20, 16, 1), {Alert.ESCALATED}),
        (at(10, 22), {Alert.ESCALATED}),
        (at(10, 23), set()),
    ],
)
def test_steps_of_a_limit_that_ends_on_tuesday_the_twentieth(
    now: datetime, lacking: set[Alert]
) -> None:
    assert set(early(OFFICE, at(10, 20, 16), now)) == lacking
