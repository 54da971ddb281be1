"""An office is open, and until when: tablets sleep and wake by it."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.opening import opening
from kiosk.domain.complaint.workdays import DEFAULT_WEEK, Calendar, HoursSet
from kiosk.domain.place.device import is_silent
from kiosk.domain.place.holiday import Holiday, Kind

WITA = ZoneInfo("Asia/Makassar")
OFFICE = Calendar("Asia/Makassar")


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """October 2026; the 15th is a Thursday."""
    return datetime(2026, 10, day, hour, minute, tzinfo=WITA)


def test_before_during_and_after_a_day() -> None:
    early, open_now, late = (opening(OFFICE, at(15, hour)) for hour in (7, 10, 17))
    assert (early.is_open, early.since, early.until) == (False, None, at(15, 8))
    assert (open_now.is_open, open_now.since, open_now.until) == (True, at(15, 8), at(15, 16))
    assert (late.is_open, late.until) == (False, at(16, 8))


def test_opening_is_open_and_closing_is_closed() -> None:
    assert opening(OFFICE, at(15, 8)).is_open
    assert not opening(OFFICE, at(15, 16)).is_open


def test_over_a_weekend_and_a_holiday() -> None:
    monday = date(2026, 10, 19)
    shut = Calendar("Asia/Makassar", {monday: _holiday(monday)})
    assert opening(OFFICE, at(16, 17)).until == at(19, 8)
    assert opening(shut, at(16, 17)).until == at(20, 8)
    assert not opening(shut, at(19, 10)).is_open


def test_an_office_that_never_opens_says_so() -> None:
    never = Calendar("Asia/Makassar", hours=[HoursSet("Tutup", (None,) * 7, date.min)])
    assert opening(never, at(15, 10)).until is None
    assert len(DEFAULT_WEEK) == 7


def test_silence_counts_from_the_morning() -> None:
    eve, opened = at(14, 15), at(15, 8)
    assert not is_silent(eve, eve, opened, at(15, 8, 14), 15)
    assert is_silent(eve, eve, opened, at(15, 8, 15), 15)
    assert not is_silent(at(15, 8, 10), eve, opened, at(15, 8, 24), 15)
    assert is_silent(None, at(15, 9), opened, at(15, 9, 15), 15)


def _holiday(day: date) -> Holiday:
    return Holiday(day, "Libur", Kind.LOCAL, "SK 1/2026")
