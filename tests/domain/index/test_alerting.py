"""Alerts speak of what happened, and not of noise."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kiosk.domain.index.alerting import AlertKind, DayCount, Found, Rules, behind, look
from kiosk.domain.index.tally import RESPONDENT_UNIT

TODAY = date(2026, 10, 30)
Sheet = tuple[int, ...]


def day_of(day: date, sheets: list[Sheet]) -> DayCount:
    means = [sum(sheet) * RESPONDENT_UNIT // len(sheet) for sheet in sheets]
    low = sum(min(sheet) <= 2 for sheet in sheets)
    return DayCount(day, len(sheets), low, sum(means), sum(one * one for one in means))


def sheet(chance: random.Random, mood: float) -> Sheet:
    """Nine answers of somebody whose own mood lies around ``mood``: answers of one person are
    alike, as real ones are."""
    own = chance.gauss(mood, 0.45)
    return tuple(min(4, max(1, round(chance.gauss(own, 0.4)))) for _ in range(9))


def stream(seed: int, a_day: int, days: int, mood: float = 3.3) -> list[DayCount]:
    chance = random.Random(seed)
    found = []
    for back in range(days - 1, -1, -1):
        day = TODAY - timedelta(days=back)
        if day.weekday() < 5:
            many = max(0, round(chance.gauss(a_day, a_day**0.5)))
            found.append(day_of(day, [sheet(chance, mood) for _ in range(many)]))
    return found


def alarms_of_a_month(days: list[DayCount], rules: Rules) -> int:
    """As the errand looks: three times a day as answers come in, silent for a week after a call of
    the same kind."""
    told: dict[AlertKind, date] = {}
    calls = 0
    for back in range(29, -1, -1):
        today = TODAY - timedelta(days=back)
        known = [one for one in days if one.day < today]
        now = next((one for one in days if one.day == today), None)
        for part in (1, 2, 3):
            for one in look([*known, *_so_far(now, part)], today, rules):
                if today - told.get(one.kind, date.min) >= timedelta(days=7):
                    told[one.kind] = today
                    calls += 1
    return calls


def _so_far(day: DayCount | None, part: int) -> list[DayCount]:
    if day is None:
        return []
    return [
        DayCount(day.day, *(part * one // 3 for one in (day.n, day.low, day.total, day.squares)))
    ]


@pytest.mark.parametrize("a_day", [4, 15, 60])
@pytest.mark.parametrize("mood", [2.9, 3.3])
def test_a_unit_whose_score_never_moves_is_called_less_than_once_a_month(
    a_day: int, mood: float
) -> None:
    months = 25
    calls = sum(alarms_of_a_month(stream(seed, a_day, 90, mood), Rules()) for seed in range(months))
    assert calls / months < 0.5, f"{calls} calls in {months} months"


def test_a_bad_day_is_told_of_on_that_day() -> None:
    days = stream(7, 15, 90)
    days[-1] = day_of(TODAY, [(1, 2, 1, 3, 3, 3, 1, 3, 3)] * 12 + [(4,) * 9] * 3)
    found = {one.kind: one for one in look(days, TODAY, Rules())}
    assert set(found) >= {AlertKind.SHARE, AlertKind.COUNT}
    assert found[AlertKind.COUNT].value == 12
    assert found[AlertKind.SHARE].usual is not None
    assert found[AlertKind.SHARE].value > found[AlertKind.SHARE].usual


def test_a_week_that_fell_is_told_of_and_how_far() -> None:
    good = [one for one in stream(3, 20, 90) if one.day < TODAY - timedelta(days=7)]
    poor = [one for one in stream(4, 20, 90, 2.7) if one.day >= TODAY - timedelta(days=7)]
    found = [one for one in look([*good, *poor], TODAY, Rules()) if one.kind is AlertKind.DROP]
    assert len(found) == 1
    assert found[0].usual is not None
    assert found[0].usual - found[0].value >= 5
    assert found[0].since == date(2026, 10, 23)


def test_the_same_fall_in_fewer_answers_than_say_anything_is_not_told_of() -> None:
    good = [one for one in stream(3, 20, 90) if one.day < TODAY - timedelta(days=7)]
    poor = [day_of(TODAY - timedelta(days=2), [(1,) * 9] * 9)]
    assert look([*good, *poor], TODAY, Rules()) == []


def test_a_rule_that_is_off_is_silent() -> None:
    days = stream(7, 15, 90)
    days[-1] = day_of(TODAY, [(1,) * 9] * 20)
    assert look(days, TODAY, Rules(share=None, count=None, drop=None)) == []


def test_an_office_without_a_past_is_not_compared_with_one() -> None:
    assert look([day_of(TODAY, [(1,) * 9] * 20)], TODAY, Rules()) == []


@pytest.mark.parametrize(
    ("kept", "gone", "told"),
    [(5, 9, False), (5, 10, True), (13, 10, True), (14, 10, False), (5, 20, False)],
)
def test_a_sample_behind_plan_is_told_of_from_the_middle_on(
    kept: int, gone: int, *, told: bool
) -> None:
    first = date(2026, 10, 1)
    found = behind(kept, 30, gone, 20, TODAY, first)
    assert (found is not None) is told
    if found:
        assert found == Found(AlertKind.SAMPLE, first, kept, Decimal(2 * kept), Decimal(30))
