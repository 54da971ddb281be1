"""Nobody is recognised by a part of a figure, nor by what the parts leave over (F56)."""

from __future__ import annotations

import random
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.index import ikm
from kiosk.domain.index.breakdown import Breakdowns, veiled
from kiosk.domain.index.breakdown_figures import Figuring
from kiosk.domain.index.method import Method
from kiosk.domain.index.period_figures import ProfileFigure
from kiosk.domain.index.splitting import Kind, Sums, keys_of
from kiosk.domain.index.tally import of_scores
from kiosk.domain.survey.stored import scores_of
from kiosk.store.survey import instruments

KUPANG, JAYAPURA = ZoneInfo("Asia/Makassar"), ZoneInfo("Asia/Jayapura")
MONDAY_8 = datetime(2026, 10, 12, 0, 30, tzinfo=UTC)
SKM = instruments.by_code("skm-2017")
MARKS = "".join(SKM.by_mark)
SHEETS = {score: "".join(f"{mark}{score}" for mark in MARKS) for score in (1, 2, 3, 4)}


def broken(*given: tuple[str | None, int]) -> Breakdowns:
    """(profile as kept, score) of each respondent."""
    sums = Sums(SKM)
    for profile, score in given:
        sums.add(keys_of(1, MONDAY_8, profile, KUPANG), SHEETS[score])
    return figured(sums)


def figured(sums: Sums) -> Breakdowns:
    return Figuring(sums.tallies(), lambda one: ikm.value(SKM, one, Method()), 5).breakdowns()


def by_code(figure: ProfileFigure) -> dict[str, tuple[int | None, Decimal | None]]:
    return {row.code: (row.n, row.ikm) for row in figure.rows}


def test_an_answer_belongs_to_its_options_its_local_hour_and_its_day() -> None:
    keys = keys_of(7, MONDAY_8, "jLu3", KUPANG)
    day = MONDAY_8.date().toordinal()
    assert keys == [
        (0, 0, 0), (Kind.JENIS_KELAMIN, ord("L"), 0), (Kind.USIA, ord("3"), 0),
        (Kind.SLOT, 8, 0), (Kind.DAY, day, 7),
    ]  # fmt: skip
    late = MONDAY_8.replace(hour=15, minute=30)
    assert keys_of(7, late, None, JAYAPURA)[1:] == [(Kind.SLOT, 24, 0), (Kind.DAY, day + 1, 7)]
    assert keys_of(7, None, None, KUPANG) == [(0, 0, 0)], "of paper nobody knows the hour"


def test_a_tally_by_key_is_that_of_its_sheets() -> None:
    chance, sums = random.Random(5), Sums(SKM)
    sheets = ["".join(f"{m}{chance.randint(1, 4)}" for m in MARKS[n % 3 :]) for n in range(40)]
    for sheet in sheets:
        sums.add([(0, 0, 0)], sheet)
    assert sums.tallies() == {(0, 0, 0): of_scores(SKM, [scores_of(SKM, one) for one in sheets])}


def test_a_profile_says_number_share_and_index_of_each_option() -> None:
    found = broken(*[("jL", 4)] * 6, *[("jP", 2)] * 10, *[(None, 3)] * 8)
    gender = found.profile[0]
    assert (gender.code, gender.blank, found.respondents) == ("jenis_kelamin", 8, 24)
    assert by_code(gender) == {"L": (6, Decimal("100.00")), "P": (10, Decimal("50.00"))}
    assert [row.percent for row in gender.rows] == [Decimal("37.50"), Decimal("62.50")]
    assert {row.n for row in found.profile[1].rows} == {0}, "nobody said their age"


def test_a_small_option_is_not_shown_and_neither_is_what_would_tell_of_it() -> None:
    gender = broken(*[("jL", 1)] * 3, *[("jP", 4)] * 20).profile[0]
    assert by_code(gender) == {"L": (None, None), "P": (None, None)}
    assert [row.percent for row in gender.rows] == [None, None]


def test_the_index_of_a_few_who_said_nothing_is_not_told_by_the_rest() -> None:
    """Without it the whole less both options would be the two's own index."""
    gender = broken(*[("jL", 3)] * 9, *[("jP", 4)] * 20, *[(None, 1)] * 2).profile[0]
    assert by_code(gender) == {"L": (9, None), "P": (20, Decimal("100.00"))}


@pytest.mark.parametrize("seed", range(20))
def test_whatever_is_left_over_is_nobody_or_enough(seed: int) -> None:
    chance = random.Random(seed)
    counts = {part: chance.choice((0, 1, 2, 4, 5, 9, 40)) for part in range(chance.randint(1, 9))}
    rest, some = chance.choice((0, 0, 1, 4, 5, 30)), {one for one, n in counts.items() if n}
    veil = veiled(counts, rest, 5)
    untold = rest + sum(counts[part] for part in veil.unvalued)
    uncounted = sum(counts[part] for part in veil.uncounted)
    assert all(counts[part] >= 5 for part in some - veil.unvalued)
    assert untold == 0 or untold >= 5 or some <= veil.unvalued
    assert uncounted == 0 or uncounted >= 5 or some <= veil.uncounted
    assert veil.uncounted <= veil.unvalued


def test_the_heat_map_hides_a_quiet_hour_and_counts_what_has_no_hour() -> None:
    sums = Sums(SKM)
    for hour, count, score in ((0, 30, 4), (1, 12, 2), (2, 2, 1)):
        for _ in range(count):
            sums.add(keys_of(1, MONDAY_8.replace(hour=hour), None, KUPANG), SHEETS[score])
    for _ in range(5):
        sums.add(keys_of(1, None, None, KUPANG), SHEETS[1])
    heat = figured(sums).heat
    assert heat.untimed == 5
    assert [(one.weekday, one.hour, one.n, one.ikm) for one in heat.cells] == [
        (0, 8, 30, Decimal("100.00")), (0, 9, None, None), (0, 10, None, None),
    ]  # fmt: skip


def test_what_waits_is_said() -> None:
    sums = Sums(SKM)
    assert figured(sums).sentence is None
    told = Figuring(sums.tallies(), lambda _: None, 5).breakdowns(6_000).sentence
    assert told is not None
    assert told.startswith("6000 jawaban terbaru")
