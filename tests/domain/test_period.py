"""Periods: a month belongs to one year and to the unit's own calendar."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.domain.index.period import InvalidPeriod, Period, of_month, parse
from kiosk.domain.month import month_of, shift

ZONES = ["Asia/Jakarta", "Asia/Makassar", "Asia/Jayapura"]  # WIB, WITA, WIT


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_second_of_a_month_and_the_first_of_the_next(zone: str) -> None:
    last = datetime(2026, 10, 31, 23, 59, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert month_of(last, zone) == 202610
    assert month_of(last + timedelta(seconds=1), zone) == 202611


@pytest.mark.parametrize("zone", ZONES)
def test_the_last_second_of_a_year(zone: str) -> None:
    last = datetime(2026, 12, 31, 23, 59, 59, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    assert month_of(last, zone) == 202612
    assert month_of(last + timedelta(seconds=1), zone) == 202701


def test_one_instant_falls_in_two_months_of_two_zones() -> None:
    instant = datetime(2026, 10, 31, 15, 30, tzinfo=UTC)
    assert [month_of(instant, zone) for zone in ZONES] == [202610, 202610, 202611]


@pytest.mark.parametrize(
    ("text", "months", "title"),
    [
        ("2026-10", (202610,), "Oktober 2026"),
        ("2026-Q4", (202610, 202611, 202612), "Triwulan IV 2026"),
        ("2026-S2", tuple(range(202607, 202613)), "Semester II 2026"),
        ("2026", tuple(range(202601, 202613)), "Tahun 2026"),
    ],
)
def test_every_kind_is_read_written_and_titled(
    text: str, months: tuple[int, ...], title: str
) -> None:
    period = parse(text)
    assert (period.months, period.title, str(period)) == (months, title, text)


@pytest.mark.parametrize(
    "text", ["", "2026-13", "2026-00", "2026-Q5", "2026-S3", "26-10", "2026-1", "2026-10-01"]
)
def test_other_texts_are_refused_by_name(text: str) -> None:
    with pytest.raises(InvalidPeriod, match="2026-Q4"):
        parse(text)


@given(st.integers(1000, 2998), st.sampled_from(["-01", "-12", "-Q1", "-Q4", "-S1", "-S2", ""]))
def test_periods_of_two_years_share_no_month(year: int, tail: str) -> None:
    this, next_year = parse(f"{year}{tail}"), parse(f"{year + 1}{tail}")
    assert not set(this.months) & set(next_year.months)
    assert next_year.year_before == this


@given(st.integers(1900, 2100), st.integers(1, 12), st.integers(-300, 300))
def test_shifting_there_and_back_is_the_same_month(year: int, month: int, by: int) -> None:
    start = year * 100 + month
    assert shift(shift(start, by), -by) == start


def test_before_and_after_touch_across_the_year() -> None:
    first = parse("2026-Q1")
    assert str(first.previous) == "2025-Q4"
    assert first.previous.following == first
    assert of_month(202612).following == Period(202701, 1)
