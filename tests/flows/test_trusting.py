"""What stands beside an index: odd answers, late ones, sources, and who was asked."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING, Any

from kiosk.domain.index.period import parse
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from tests.factories import NOW, Place, answer, as_fields, filled, kept, make_place

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.measuring import IkmReport


def report(app: Flask, period: str = "2026-10", unit: str = "dukcapil-kupang") -> IkmReport:
    from tests.reports import report_ikm

    with app.app_context():
        return report_ikm(unit, parse(period))


def send_late(app: Flask, place: Place, score: int, now: datetime, hours: int) -> None:
    """As a phone does that had no signal: it says how long ago."""
    from kiosk.flows.survey.submit_answer import submit_answer

    fields = as_fields(filled(score, umur=str(hours * 3600)))
    with app.app_context():
        submit_answer(place.point, fields, now)


def flag(app: Flask, place: Place, answers: list[dict[str, Any]], signal: Signal) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.survey import flags

    fresh = [
        {
            "answer_id": one["id"],
            "unit_id": place.unit_id,
            "month": one["month"],
            "instrument_id": one["instrument_id"],
            "source": one["source"],
            "flags": int(signal),
        }
        for one in answers
    ]
    with app.app_context(), transaction():
        flags.replace([], fresh)


def test_a_month_without_anything_odd_says_so(app: Flask) -> None:
    answer(app, make_place(app), 3, times=6)
    found = report(app)
    assert (found.signals.flagged, str(found.signals.percent)) == (0, "0.0")
    assert found.signals.without is None
    assert (found.revisions, found.differing, found.asked.offered) == (None, (), 0)


def test_an_empty_month_has_no_share(app: Flask) -> None:
    make_place(app)
    assert report(app).signals.percent is None


def test_flagged_answers_count_and_the_index_without_them_stands_beside(app: Flask) -> None:
    place = make_place(app)
    answer(app, place, 2, times=6)
    answer(app, place, 4, times=5)
    flag(app, place, kept(app)[-5:], Signal.BURST | Signal.TOO_FAST)
    found = report(app)
    assert found.ikm is not None
    assert str(found.ikm.ikm) == "72.73"
    assert (found.signals.answers, found.signals.flagged) == (11, 5)
    assert str(found.signals.percent) == "45.5"
    assert found.signals.without is not None
    assert str(found.signals.without.ikm) == "50.00"
    assert {one: many for one, many in found.signals.by_signal.items() if many} == {
        Signal.BURST: 5,
        Signal.TOO_FAST: 5,
    }


def leave_out(app: Flask, answers: list[dict[str, Any]]) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.survey import exclusions

    with app.app_context(), transaction():
        for one in answers:
            number = exclusions.ask(one["id"], "uji coba petugas", 1, NOW)
            assert exclusions.decide(number, exclusions.AGREED, "", 2, NOW)


def test_an_answer_left_out_is_taken_away_once_though_it_is_flagged_and_late(app: Flask) -> None:
    place = make_place(app)
    answer(app, place, 3, times=5)
    second = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
    for score in (4, 4, 4, 4, 4, 1):
        send_late(app, place, score, second, 40)
    late = kept(app)[-6:]
    flag(app, place, late, Signal.BURST)
    leave_out(app, late[-1:])
    found = report(app)
    assert (found.sample.respondents, found.excluded) == (10, 1)
    assert found.ikm is not None
    assert found.signals.without is not None
    assert found.revisions is not None
    assert found.revisions.at_close is not None
    assert str(found.ikm.ikm) == "87.50"
    assert str(found.signals.without.ikm) == str(found.revisions.at_close.ikm) == "75.00"
    assert [one.answers for one in found.revisions.later] == [5]
    assert (found.signals.answers, found.signals.flagged) == (11, 6)


def test_answers_after_the_month_are_its_dated_revisions(app: Flask) -> None:
    """15.30 WITA on 31 October is the last hour of October's office; two days later its tablet
    finds a line. F61: the figure as it stood when the month ended does not vanish."""
    place = make_place(app)
    answer(app, place, 4, times=5)
    second = datetime(2026, 11, 1, 23, 0, tzinfo=UTC)
    for _ in range(5):
        send_late(app, place, 1, second, 40)
        send_late(app, place, 2, second + timedelta(days=1), 71)
    found = report(app)
    assert found.revisions is not None
    assert found.revisions.at_close is not None
    assert str(found.revisions.at_close.ikm) == "100.00"
    told = [(one.day, one.answers, str(one.ikm and one.ikm.ikm)) for one in found.revisions.later]
    assert told == [(date(2026, 11, 2), 5, "62.50"), (date(2026, 11, 3), 5, "58.33")]
    assert found.ikm is not None
    assert str(found.ikm.ikm) == "58.33"
    assert report(app, "2026-11").sample.respondents == 0


def test_what_is_late_for_its_month_is_in_time_for_its_quarter(app: Flask) -> None:
    place = make_place(app)
    send_late(app, place, 4, datetime(2026, 11, 1, 23, 0, tzinfo=UTC), 40)
    assert report(app, "2026-Q4").revisions is None
    assert report(app, "2026-10").revisions is not None


def test_an_answer_an_hour_old_within_its_month_is_not_late(app: Flask) -> None:
    place = make_place(app)
    send_late(app, place, 4, NOW, 1)
    assert report(app).revisions is None
    assert kept(app)[0]["at"] == NOW - timedelta(hours=1)


def test_sources_that_differ_are_named(app: Flask) -> None:
    from kiosk.flows.survey.submit_answer import submit_answer

    place = make_place(app)
    for score in (2, 3) * 10:
        answer(app, place, score)
        with app.app_context():
            submit_answer(place.point, as_fields(filled(score // 3 + 3)), NOW, source=Source.PAPER)
    assert report(app).differing == ((Source.STATIC_QR, Source.PAPER),)
