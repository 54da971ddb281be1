"""An officer's figure says no more than its answers carry."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal
from fractions import Fraction
from types import SimpleNamespace

from kiosk.domain.index.officers import Manned, Officers, figured
from kiosk.domain.index.splitting import Kind
from kiosk.domain.index.tally import EMPTY, RESPONDENT_UNIT, Tally
from kiosk.flows.manning import manned_of

NAMES = {1: "Ani", 2: "Berta", 3: "Ciko", 4: "Dedi"}


def tally(*means: float) -> Tally:
    units = [int(Fraction(str(one)) * RESPONDENT_UNIT) for one in means]
    return Tally(len(units), {}, sum(units), sum(one * one for one in units))


def found(by_staff: dict[int, Tally], *, other: Tally = EMPTY, smallest: int = 5) -> Officers:
    whole = sum(by_staff.values(), other)
    return figured(
        Manned(by_staff, whole, 0, other.respondents), NAMES, smallest, lambda one: one * 25, (1, 4)
    )


def names(one: Officers) -> list[list[str]]:
    return [[figure.name for figure in group] for group in one.groups]


def test_officers_whom_chance_explains_stand_in_one_group_by_name() -> None:
    """Means of 3.4 and 3.0 of six answers each, people differing as much within an officer."""
    told = found(
        {
            2: tally(4, 4, 4, 4, 2, 2.4),
            1: tally(4, 4, 2, 2, 2, 4),
            3: tally(4, 2) + tally(3, 3, 3, 4),
        }
    )
    assert names(told) == [["Ani", "Berta", "Ciko"]]
    assert not told.ranked
    assert {figure.shrunk for figure in told.groups[0]} == {told.unit_mean}, "all of it is chance"


def test_who_is_clearly_apart_is_told_apart_and_the_rest_is_not_ordered() -> None:
    high = tally(*[3.9, 4, 3.8, 4] * 10)
    one, other = tally(*[2, 2.2, 2.4, 2] * 10), tally(*[2.1, 2.2, 2.4, 2] * 10)
    told = found({1: one, 2: other, 3: high})
    assert told.ranked
    assert names(told) == [["Ciko"], ["Ani", "Berta"]]


def test_fewer_answers_are_drawn_further_to_the_unit() -> None:
    few, many = tally(4, 4, 3, 4, 3), tally(*[4, 4, 3, 4, 3] * 12)
    told = found({1: few, 2: many, 3: tally(*[2, 3, 2, 3, 3] * 12)})
    by_name = {one.name: one for group in told.groups for one in group}
    assert told.unit_mean is not None
    assert told.unit_mean < by_name["Ani"].shrunk < by_name["Berta"].shrunk < Decimal("90.00")
    widths = {name: one.high - one.low for name, one in by_name.items()}
    assert widths["Ani"] > widths["Berta"]


def test_the_formula_by_hand() -> None:
    """y 3.5 and 2.5, s2 = 0.3 pooled of 18: v = 0.03, Q = 16.67, t2 = (Q - 1) / 33.33 = 0.47;
    B = 0.06, so 3.5 becomes 3.47 of a unit at 3.0."""
    spread = (0.519615, -0.519615)
    up, down = [3.5 + one for one in spread * 5], [2.5 + one for one in spread * 5]
    told = found({1: tally(*up), 2: tally(*down)})
    assert [one.shrunk for group in told.groups for one in group] == [
        Decimal("86.75"),
        Decimal("63.25"),
    ]


def test_too_few_answers_are_named_without_a_figure() -> None:
    told = found({1: tally(1, 1, 1, 1), 2: tally(*[3, 4] * 20), 3: tally(*[3, 4] * 9)})
    assert told.few == ("Ani", "Ciko"), "four alone would be told by the others"
    assert names(told) == [["Berta"]]
    assert found({2: tally(*[3, 4] * 20)}, smallest=50).groups == ()


def test_a_lone_officer_is_not_told_where_the_rest_are_too_few() -> None:
    assert found({1: tally(*[3, 4] * 20)}, other=tally(1, 1)).groups == ()
    assert names(found({1: tally(*[3, 4] * 20)}, other=tally(*[1, 2] * 5))) == [["Ani"]]


def test_everybody_who_gave_one_score_gives_a_figure_without_width() -> None:
    told = found({1: tally(*[4] * 6), 2: tally(*[3] * 6)})
    assert names(told) == [["Ani"], ["Berta"]]


def test_a_steady_office_ranks_nobody() -> None:
    """Thirty months of four officers who are alike: the groups stay one nearly always."""
    chance = random.Random(7)
    ranked = 0
    for _ in range(30):
        by_staff = {one: tally(*[chance.choice((2, 3, 3, 4)) for _ in range(25)]) for one in NAMES}
        ranked += found(by_staff).ranked
    assert ranked <= 1


def test_an_answer_of_a_day_with_two_on_duty_is_nobodys() -> None:
    day, one = date(2026, 10, 15).toordinal(), tally(4, 3)
    split = {(int(Kind.DAY), day + n, 7): one for n in range(4)} | {(0, 0, 0): tally(*[3] * 9)}
    spans = ((7, 1, 14, 16), (7, 2, 16, 17), (8, 3, 1, None))
    duty = [
        SimpleNamespace(
            point_id=point, staff_id=who, first_day=date(2026, 10, first),
            last_day=last and date(2026, 10, last),
        )
        for point, who, first, last in spans
    ]  # fmt: skip
    manned = manned_of(split, duty)
    assert {who: tally.respondents for who, tally in manned.by_staff.items()} == {1: 2, 2: 2}
    assert (manned.shared, manned.unmanned) == (2, 2)
