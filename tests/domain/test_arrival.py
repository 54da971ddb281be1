"""When an answer was given, as far as the sender's clock can be believed (F15)."""

from datetime import UTC, datetime, timedelta

import pytest

from kiosk.domain.arrival import AHEAD, OLDEST, Clock, at_once, judged

NOW = datetime(2026, 10, 31, 16, 30, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def test_sent_at_once_is_taken_at_once() -> None:
    assert at_once(NOW).taken == at_once(NOW).received == NOW


@pytest.mark.parametrize("age", [timedelta(0), SECOND, timedelta(hours=8), OLDEST])
def test_an_age_within_three_days_is_believed(age: timedelta) -> None:
    found = judged(NOW, age)
    assert (found.taken, found.received, found.clock) == (NOW - age, NOW, Clock.SOUND)


@pytest.mark.parametrize("age", [OLDEST + SECOND, -AHEAD - SECOND, timedelta(days=20_000)])
def test_beyond_it_the_servers_clock_counts_and_that_is_said(age: timedelta) -> None:
    assert judged(NOW, age) == (found := judged(NOW, age, timedelta(hours=1)))
    assert (found.taken, found.clock) == (NOW, Clock.NOT_BELIEVED)


@pytest.mark.parametrize("ahead", [SECOND, AHEAD])
def test_nobody_answers_in_the_future(ahead: timedelta) -> None:
    assert judged(NOW, -ahead).taken == NOW


def test_a_clock_that_is_wrong_all_along_does_no_harm_and_is_said() -> None:
    for shift in (timedelta(days=3), timedelta(days=-3), AHEAD + SECOND):
        found = judged(NOW, timedelta(hours=2), shift)
        assert (found.taken, found.clock) == (NOW - timedelta(hours=2), Clock.SHIFTED)
    assert judged(NOW, SECOND, AHEAD).clock is Clock.SOUND
