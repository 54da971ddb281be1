"""Which days count, and why one does not."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.complaint.workdays import (
    DEFAULT_WEEK,
    Calendar,
    Hours,
    HoursSet,
    InvalidHours,
    NeverOpen,
)
from kiosk.domain.place.holiday import Holiday, Kind

WITA = "Asia/Makassar"
MAULID = date(2026, 8, 25)
OFF = {
    day: Holiday(day, name, kind, "SKB 1497/2025")
    for day, name, kind in (
        (date(2026, 8, 17), "Hari Kemerdekaan", Kind.NATIONAL),
        (MAULID, "Maulid Nabi Muhammad", Kind.NATIONAL),
        (date(2026, 12, 24), "Cuti Bersama Natal", Kind.JOINT_LEAVE),
        (date(2026, 12, 25), "Natal", Kind.NATIONAL),
    )
}
SIX_DAYS = (Hours(time(8), time(14)),) * 6 + (None,)
SHORT = (Hours(time(8), time(15)),) * 5 + (None, None)
CALENDAR = Calendar(WITA, OFF, known_years=frozenset({2026}))


def test_a_weekday_counts_and_a_weekend_does_not() -> None:
    assert CALENDAR.is_workday(date(2026, 8, 24))
    assert not CALENDAR.is_workday(date(2026, 8, 22))
    assert not CALENDAR.is_workday(date(2026, 8, 23))


@pytest.mark.parametrize("day", sorted(OFF))
def test_a_holiday_and_joint_leave_do_not_count(day: date) -> None:
    assert not CALENDAR.is_workday(day)


def test_an_office_opens_and_closes_in_its_own_zone() -> None:
    day = date(2026, 8, 24)
    assert CALENDAR.opening(day) == datetime(2026, 8, 24, 8, tzinfo=ZoneInfo(WITA))
    assert CALENDAR.closing(day).isoformat() == "2026-08-24T16:00:00+08:00"


def test_a_day_that_does_not_count_has_no_closing_time() -> None:
    with pytest.raises(NeverOpen):
        CALENDAR.closing(MAULID)


def test_the_next_workday_steps_over_a_holiday_and_a_weekend() -> None:
    assert CALENDAR.next_workday(date(2026, 8, 24)) == date(2026, 8, 26)
    assert CALENDAR.next_workday(date(2026, 8, 14)) == date(2026, 8, 18)


def test_the_nth_workday_crosses_the_year() -> None:
    # 23 December is Wednesday; 24 and 25 do not count.
    assert CALENDAR.nth_workday(date(2026, 12, 23), 1) == date(2026, 12, 28)
    assert CALENDAR.nth_workday(date(2026, 12, 23), 5) == date(2027, 1, 1)
    assert not CALENDAR.knows(2027)


@given(st.dates(date(2025, 1, 1), date(2027, 12, 31)), st.integers(1, 400))
def test_the_nth_workday_is_what_counting_one_by_one_finds(start: date, n: int) -> None:
    day, left = start, n
    while left:
        day += timedelta(days=1)
        left -= CALENDAR.is_workday(day)
    assert CALENDAR.nth_workday(start, n) == day


def test_the_workdays_of_a_month() -> None:
    # August 2026 has 21 weekdays; two of them are holidays.
    assert CALENDAR.workdays_between(date(2026, 8, 1), date(2026, 8, 31)) == 19


def test_each_day_says_why() -> None:
    assert CALENDAR.why_not(date(2026, 8, 24)) is None
    assert CALENDAR.why_not(MAULID) == "libur nasional: Maulid Nabi Muhammad (SKB 1497/2025)"
    assert CALENDAR.why_not(date(2026, 12, 24)) == (
        "cuti bersama: Cuti Bersama Natal (SKB 1497/2025)"
    )
    assert CALENDAR.why_not(date(2026, 8, 22)) == "akhir pekan (Sabtu)"
    assert CALENDAR.note(date(2026, 8, 24)).reason == "hari kerja, 08.00-16.00"


def test_a_unit_may_work_six_days() -> None:
    unit = Calendar(WITA, OFF, [HoursSet("Enam hari", SIX_DAYS, date(2026, 1, 1))])
    assert unit.is_workday(date(2026, 8, 22))
    assert not unit.is_workday(date(2026, 8, 23))
    assert str(unit.hours_on(date(2026, 8, 22))) == "08.00-14.00"


def test_before_its_first_day_a_set_does_not_hold() -> None:
    unit = Calendar(WITA, {}, [HoursSet("Enam hari", SIX_DAYS, date(2026, 9, 1))])
    assert not unit.is_workday(date(2026, 8, 29))
    assert unit.is_workday(date(2026, 9, 5))


def test_dated_hours_of_above_hold_over_usual_hours_of_its_own() -> None:
    """A governor's Ramadan hours reach an office with hours of its own."""
    ramadan = HoursSet("Ramadan", SHORT, date(2026, 2, 18), date(2026, 3, 19), near=2)
    usual = HoursSet("Enam hari", SIX_DAYS, date(2026, 1, 1))
    unit = Calendar(WITA, {}, [usual, ramadan])
    assert unit.set_for(date(2026, 2, 20)) is ramadan
    assert not unit.is_workday(date(2026, 2, 21))
    assert unit.set_for(date(2026, 3, 20)) is usual


def test_the_nearer_and_the_later_set_holds() -> None:
    above = HoursSet("Induk", SHORT, date(2026, 6, 1), near=1)
    first = HoursSet("Lama", SIX_DAYS, date(2026, 1, 1))
    later = HoursSet("Baru", SHORT, date(2026, 7, 1))
    again = HoursSet("Baru sekali", SIX_DAYS, date(2026, 7, 1))
    unit = Calendar(WITA, {}, [above, first, later, again])
    assert unit.set_for(date(2026, 6, 15)) is first
    assert unit.set_for(date(2026, 7, 15)) is again


def test_an_office_that_never_opens_is_refused_and_not_searched_for_ever() -> None:
    never = Calendar(WITA, {}, [HoursSet("Tutup", (None,) * 7, date(2020, 1, 1))])
    with pytest.raises(NeverOpen):
        never.next_workday(date(2026, 1, 1))


def test_a_shift_over_midnight_is_refused() -> None:
    with pytest.raises(InvalidHours):
        Hours(time(16), time(8))


def test_the_usual_week_is_the_one_of_interfaces() -> None:
    assert [str(one) for one in DEFAULT_WEEK[:5]] == ["08.00-16.00"] * 5
    assert DEFAULT_WEEK[5:] == (None, None)
