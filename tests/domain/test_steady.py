"""The wall clock held against the machine's own: a step is told, and a large one makes wait."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.steady import DOUBT_FOR, Mark, Watch, begun, looked, span

NOW = datetime(2026, 10, 15, 3, 0, tzinfo=UTC)
HOUR, LONG = timedelta(hours=1), timedelta(days=400)
TICK = timedelta(seconds=15)


def at(elapsed: timedelta, off: timedelta = timedelta()) -> Mark:
    """So long after the first look, with the wall clock wrong by ``off``."""
    return Mark(NOW + elapsed + off, 1_000 + elapsed.total_seconds())


def fresh() -> Watch:
    watch, first = begun(at(timedelta()), NOW - TICK, None)
    assert first.ok
    return watch


def walk(watch: Watch, *looks: Mark) -> tuple[Watch, list[Checked]]:
    told = []
    for here in looks:
        watch, found = looked(watch, here)
        told += [found] if found else []
    return watch, told


@pytest.mark.parametrize(
    ("off", "is_told", "is_doubted"),
    [
        (timedelta(minutes=5), False, False),
        (timedelta(minutes=5, seconds=1), True, False),
        (-timedelta(minutes=5), False, False),
        (-timedelta(minutes=5, seconds=1), True, False),
        (HOUR, True, False),
        (-HOUR, True, False),
        (6 * HOUR, True, False),
        (6 * HOUR + TICK, True, True),
        (LONG, True, True),
        (-LONG, True, False),
    ],
)
def test_more_than_five_minutes_are_told_and_more_than_six_hours_ahead_doubted(
    off: timedelta, is_told: bool, is_doubted: bool
) -> None:
    watch, told = walk(fresh(), at(TICK, off))
    assert [one.ok for one in told] == ([False] if is_told else [])
    assert watch.is_doubted == is_doubted
    watch, more = walk(watch, *(at(turn * TICK, off) for turn in range(2, 20)))
    assert more == [], "told once"


def test_creeping_is_seen_as_a_jump_is() -> None:
    steps = [at(turn * TICK, turn * timedelta(seconds=20)) for turn in range(1, 20)]
    _, told = walk(fresh(), *steps)
    assert [one.ok for one in told] == [False]


def test_set_right_again_it_is_told_and_the_doubt_is_over() -> None:
    watch, told = walk(fresh(), at(TICK, LONG), at(2 * TICK, LONG), at(3 * TICK))
    assert [one.ok for one in told] == [False, True]
    assert not watch.is_doubted
    assert "400 hari" in told[0].told
    assert "400 hari" in told[1].told


def test_another_step_while_in_doubt_begins_the_day_anew() -> None:
    later = DOUBT_FOR - TICK
    watch, told = walk(fresh(), at(TICK, LONG), at(later, LONG + HOUR))
    assert [one.ok for one in told] == [False, False]
    watch, told = walk(watch, at(later + 2 * TICK, LONG + HOUR))
    assert watch.is_doubted
    assert told == []


def test_steady_for_a_day_it_is_believed() -> None:
    watch, _told = walk(fresh(), at(TICK, LONG), at(TICK + DOUBT_FOR - TICK, LONG))
    assert watch.is_doubted
    watch, more = walk(watch, at(TICK + DOUBT_FOR, LONG))
    assert [one.ok for one in more] == [True]
    assert not watch.is_doubted
    assert walk(watch, at(TICK + DOUBT_FOR + TICK, LONG))[1] == []


def test_a_steady_clock_is_told_every_hour() -> None:
    looks = [at(turn * TICK) for turn in range(1, 4 * 60 * 3 + 1)]
    _, told = walk(fresh(), *looks)
    assert [one.ok for one in told] == [True] * 3


@pytest.mark.parametrize(
    ("ahead", "ok", "is_doubted"),
    [
        (-timedelta(minutes=4), True, False),
        (-timedelta(minutes=6), False, False),
        (timedelta(hours=10), True, False),
        (timedelta(days=6), True, False),
        (timedelta(days=8), False, True),
    ],
)
def test_at_the_start_the_database_says_what_time_it_was(
    ahead: timedelta, ok: bool, is_doubted: bool
) -> None:
    watch, told = begun(at(timedelta()), NOW - ahead, None)
    assert told.ok == ok
    assert watch.is_doubted == is_doubted


def test_a_restart_does_not_end_the_doubt_and_the_right_time_does() -> None:
    bad = Checked(CheckKind.CLOCK, NOW - HOUR, False, "Jam server mendadak maju 400 hari.")
    watch, told = begun(at(timedelta()), NOW - TICK, bad)
    assert (watch.is_doubted, told.ok) == (True, False)
    after, more = walk(watch, at(DOUBT_FOR - HOUR))
    assert not after.is_doubted
    assert [one.ok for one in more] == [True]
    right, more = walk(watch, at(TICK, -LONG))
    assert not right.is_doubted
    assert [one.ok for one in more] == [True]


def test_started_again_after_it_was_set_right_nothing_is_wrong() -> None:
    bad = Checked(CheckKind.CLOCK, NOW + LONG, False, "Jam server mendadak maju 400 hari.")
    watch, told = begun(at(timedelta()), NOW + LONG, bad)
    assert (watch.is_doubted, told.ok) == (False, True)


def test_a_length_is_told_by_its_two_largest_parts() -> None:
    told = {timedelta(minutes=6): "6 menit", HOUR: "1 jam", LONG: "400 hari",
            timedelta(days=1, hours=2, minutes=3): "1 hari 2 jam",
            timedelta(seconds=20): "0 menit"}  # fmt: skip
    assert {length: span(length) for length in told} == told
