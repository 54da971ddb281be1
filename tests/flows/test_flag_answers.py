"""Signals are kept beside answers, worked out anew when one more comes, and touch nothing else."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from sqlalchemy import insert

from kiosk.domain.arrival import Clock as DeviceClock
from kiosk.domain.month import month_of
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from kiosk.flows.survey import flag_answers as flow
from kiosk.flows.survey.flag_answers import flag_answers
from kiosk.store.engine import connection, reading, transaction
from kiosk.store.survey import flags, instruments, intake, origins
from kiosk.store.survey.tables import Visit
from tests.factories import Place, make_place, rows, snapshot

if TYPE_CHECKING:
    from flask import Flask

ZONE = "Asia/Makassar"
NOON = datetime(2026, 10, 15, 4, 0, tzinfo=UTC)
"""Of Thursday, in Kupang; its counters close at 16.00."""
TABLET = 5


@dataclass
class Counter:
    """A point that answers are put to."""

    app: Flask
    place: Place
    sheets: int = field(default=0)

    def put(
        self, at: datetime, score: int = 3, *, source: Source = Source.KIOSK, times: int = 1,
        seconds: int | None = 60, face: int | None = None, codes: tuple[str, ...] = ("skm-2017",),
        clock: DeviceClock | None = None,
    ) -> None:  # fmt: skip
        with self.app.app_context(), transaction():
            for _ in range(times):
                for code in codes:
                    self._put(code, at, score, source, seconds, face, clock)

    def _put(
        self, code: str, at: datetime, score: int, source: Source, seconds: int | None,
        face: int | None, clock: DeviceClock | None,
    ) -> None:  # fmt: skip
        instrument = instruments.by_code(code)
        # Not all the same, so that nothing but what a test means is marked.
        scores = {item: score - (at_place % 2) for at_place, item in enumerate(instrument.items)}
        made = intake.keep(
            Answer(instrument, scores), unit_id=self.place.unit_id, point_id=self.place.point_id,
            service_id=None, month=month_of(at, ZONE), source=source, at=at,
        )  # fmt: skip
        self.sheets += 1
        device = TABLET if source == Source.KIOSK else None
        origins.add(
            made, device_id=device, seconds=seconds, face=face,
            clock=clock and int(clock), received_at=None,
        )  # fmt: skip

    def look(self) -> bool:
        with self.app.app_context():
            return flag_answers()

    def found(self) -> dict[int, Signal]:
        kept = rows(self.app, "answer_flags")
        return {row["answer_id"]: Signal(row["flags"]) for row in kept}


@pytest.fixture
def counter(app: Flask, place: Place) -> Counter:
    return Counter(app, place)


def minutes(count: float) -> timedelta:
    return timedelta(minutes=count)


def test_an_odd_answer_is_marked_with_its_place_and_others_have_no_row(
    app: Flask, counter: Counter
) -> None:
    counter.put(NOON)
    counter.put(NOON + minutes(5), seconds=4)
    assert counter.look() is False
    [kept] = rows(app, "answer_flags")
    with app.app_context(), reading():
        skm = instruments.id_of("skm-2017")
    assert kept == {
        "answer_id": 2, "unit_id": counter.place.unit_id, "month": 202610,
        "instrument_id": skm, "source": 2, "flags": int(Signal.TOO_FAST),
    }  # fmt: skip


def test_nothing_else_is_touched(app: Flask, counter: Counter) -> None:
    counter.put(NOON, times=30, seconds=2)
    before = snapshot(app)
    counter.look()
    after = snapshot(app)
    assert {name for name in after if after[name] != before[name]} == {"answer_flags", "flag_marks"}


def test_a_day_is_looked_at_again_when_an_answer_comes_for_it_later(counter: Counter) -> None:
    """Eleven from one tablet; days after, a twelfth that waited offline makes them a burst."""
    for number in range(11):
        counter.put(NOON + minutes(number * 0.8))
    counter.put(NOON + timedelta(days=1), times=1)
    counter.look()
    assert counter.found() == {}
    counter.put(NOON + minutes(9))
    counter.look()
    assert counter.found() == dict.fromkeys((*range(1, 12), 13), Signal.BURST)


def test_a_signal_that_no_longer_holds_is_taken_away(app: Flask, counter: Counter) -> None:
    """Ten answers and three visits; more visits are entered, and one more answer comes."""
    for number in range(10):
        counter.put(NOON + minutes(20 * number - 120), seconds=30 + number)
    visit(app, counter.place, 3)
    counter.look()
    assert set(counter.found()) == {1, 2, 3, 4, 5, 6, 7}
    visit(app, counter.place, 8, first=100)
    counter.put(NOON + minutes(100))
    counter.look()
    assert counter.found() == {}


def visit(app: Flask, place: Place, count: int, first: int = 1) -> None:
    with app.app_context(), transaction():
        for number in range(first, first + count):
            row = {
                "number": number, "point_id": place.point_id, "offered_at": NOON, "channel": 1,
                "expires_at": NOON + timedelta(hours=1), "month": 202610,
            }  # fmt: skip
            connection().execute(insert(Visit).values(row))


def test_looking_twice_changes_nothing(app: Flask, counter: Counter) -> None:
    counter.put(NOON, times=3, seconds=2)
    counter.look()
    once = snapshot(app)
    assert counter.look() is False
    assert snapshot(app) == once


def test_a_long_stream_is_looked_through_in_slices_with_the_same_end(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slice that ends inside a day sees all of that day."""
    monkeypatch.setattr(flow, "SLICE", 5)
    for number in range(13):
        counter.put(NOON + minutes(number * 0.5))
    rounds = 1
    while counter.look():
        rounds += 1
    assert rounds == 3
    assert counter.found() == dict.fromkeys(range(1, 14), Signal.BURST)


def test_the_day_and_its_hours_are_the_unit_s_own(counter: Counter) -> None:
    """16.50 in Kupang is outside hours and 08.50 in Greenwich; Saturday is closed; 07.30 of the
    next day is the day before in Greenwich."""
    counter.put(NOON + minutes(290))
    counter.put(NOON + timedelta(days=2))
    counter.put(NOON + timedelta(hours=19.5))
    counter.look()
    assert counter.found() == {1: Signal.OUTSIDE_HOURS, 2: Signal.OUTSIDE_HOURS}


def test_three_sheets_of_one_form_are_one_visitor(counter: Counter) -> None:
    """Eleven visitors with three sheets each: thirty-three sheets and no burst. Thirty seconds
    are too few for two instruments and a half."""
    for number in range(11):
        counter.put(NOON + minutes(0.8 * number), codes=("skm-2017", "spkp", "spak"))
    counter.put(NOON + minutes(60), codes=("skm-2017", "spkp", "spak"), seconds=20)
    counter.look()
    assert counter.found() == dict.fromkeys((34, 35, 36), Signal.TOO_FAST)


def test_two_visitors_at_the_very_same_instant_are_two(counter: Counter) -> None:
    counter.put(NOON, times=12)
    counter.look()
    assert len(counter.found()) == 12


def test_the_face_is_held_against_satisfaction_only(counter: Counter) -> None:
    """Corruption is not what a smile is about."""
    counter.put(NOON, 4, codes=("skm-2017", "spak"), face=1)
    counter.look()
    assert counter.found() == {1: Signal.CONTRADICTION}


def test_what_a_tablet_without_a_believable_clock_brings_is_no_burst(counter: Counter) -> None:
    counter.put(NOON, times=40, clock=DeviceClock.NOT_BELIEVED)
    counter.look()
    assert counter.found() == {}


def test_imported_answers_bear_nothing_and_are_not_looked_at_again(
    app: Flask, counter: Counter
) -> None:
    counter.put(NOON, times=25, source=Source.SPREADSHEET, seconds=None)
    counter.look()
    assert counter.found() == {}
    with app.app_context(), reading():
        assert flags.news() == []


def test_each_point_goes_its_own_way_and_one_that_fails_holds_up_no_other(
    app: Flask, counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Counter(app, make_place(app, "rsud", point="3C5D7E9F"))
    counter.put(NOON, seconds=2)
    other.put(NOON, seconds=2)
    original = flow._found

    def broken(news: Any) -> Any:
        if news.point_id == counter.place.point_id:
            raise RuntimeError("rusak")
        return original(news)

    monkeypatch.setattr(flow, "_found", broken)
    assert other.look() is False
    assert set(other.found()) == {2}
    monkeypatch.setattr(flow, "_found", original)
    counter.look()
    assert set(counter.found()) == {1, 2}


def test_they_are_counted_by_unit_month_instrument_and_signal(app: Flask, counter: Counter) -> None:
    counter.put(NOON, times=2, seconds=2)
    counter.put(NOON + timedelta(days=2), seconds=2)
    counter.put(NOON + timedelta(days=40), seconds=2)
    counter.put(NOON, seconds=60)
    counter.look()
    place, other = counter.place, make_place(app, "rsud", point="3C5D7E9F")
    with app.app_context(), reading():
        skm, spak = instruments.id_of("skm-2017"), instruments.id_of("spak")
        october = flags.count([place.unit_id], [202610], skm)
        assert october.flagged == 3
        assert october.by_signal[Signal.TOO_FAST] == 3
        assert october.by_signal[Signal.OUTSIDE_HOURS] == 1
        assert october.by_signal[Signal.BURST] == 0
        assert flags.count([place.unit_id], [202610, 202611], skm).flagged == 4
        assert flags.count([place.unit_id], [202610], spak).flagged == 0
        assert flags.count([other.unit_id], [202610], skm).flagged == 0
        assert flags.of_answers([1, 2, 5]) == dict.fromkeys((1, 2), int(Signal.TOO_FAST))


def test_the_jobs_do_it(app: Flask, counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    """In the minutes in which they look; in others nobody waits for it."""
    from kiosk import jobs

    counter.put(NOON, seconds=2)
    for minute, found in ((3, 0), (5, 1)):
        monkeypatch.setattr("kiosk.clock.now", lambda at=minute: NOON + minutes(at))
        jobs.tick(app)
        assert len(counter.found()) == found
