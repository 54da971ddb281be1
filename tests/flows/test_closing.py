"""Closing a period: what was frozen stays, whatever comes after; two people open it again."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.index import period_figures
from kiosk.domain.index.closing import PeriodState, UnfitClosing
from kiosk.domain.index.period import parse
from tests.commands.console import document
from tests.factories import MONTH, NOW, Place, answer, rows
from tests.periods import AFTER, admin_of, close, head_of, publish, reopen

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.standings import PeriodView


@pytest.fixture
def head(app: Flask, place: Place) -> Actor:
    return head_of(app, place)


@pytest.fixture
def second(app: Flask, place: Place) -> Actor:
    return admin_of(app, place)


@pytest.fixture
def answered(app: Flask, place: Place) -> Place:
    """30 threes and 10 fours."""
    answer(app, place, 3, times=30)
    answer(app, place, 4, times=10)
    return place


def view(app: Flask, place: Place, period: str = MONTH) -> PeriodView:
    from kiosk.flows.index.show_period import show_period

    with app.app_context():
        return show_period(place.unit, parse(period))


def test_what_was_frozen_stays_when_answers_and_settings_change(
    app: Flask, answered: Place, head: Actor
) -> None:
    made = close(app, answered, head)
    assert (str(made.figures.ikm), made.figures.mutu, made.edition) == ("81.25", "B", 1)
    answer(app, answered, 1, times=20)
    from kiosk.store.engine import transaction
    from kiosk.store.place import settings

    with app.app_context(), transaction():
        settings.put(answered.unit_id, "bobot", "0.11", NOW)
    found = view(app, answered)
    assert found.state is PeriodState.CLOSED
    assert found.closing is not None
    assert found.figures == made.figures
    assert found.closing.digest == made.digest
    assert found.live.respondents == 60
    assert found.live.method.weight == "0.11"


def test_the_document_gives_back_the_value_it_was_made_of(
    app: Flask, answered: Place, head: Actor
) -> None:
    live = view(app, answered).live
    text = period_figures.document(live)
    assert period_figures.of_document(text) == live
    assert period_figures.document(period_figures.of_document(text)) == text
    assert close(app, answered, head).digest == period_figures.digest(text)


def test_a_month_is_closed_only_once_it_is_over_in_the_units_own_zone(
    app: Flask, answered: Place, head: Actor
) -> None:
    still_october = datetime(2026, 10, 31, 15, 59, tzinfo=UTC)  # 23.59 WITA
    with pytest.raises(UnfitClosing, match="belum berakhir"):
        close(app, answered, head, now=still_october)
    with pytest.raises(UnfitClosing, match="belum berakhir"):
        close(app, answered, head, period="2026-Q4", now=AFTER)
    assert close(app, answered, head, now=datetime(2026, 10, 31, 16, 0, tzinfo=UTC))
    with pytest.raises(UnfitClosing, match="sudah ditutup"):
        close(app, answered, head)


def test_figures_that_moved_since_they_were_seen_are_not_closed(
    app: Flask, answered: Place, head: Actor
) -> None:
    from kiosk.flows.index.close_period import ChangedFigures, close_period

    seen = period_figures.digest(period_figures.document(view(app, answered).live))
    answer(app, answered, 1)
    with app.app_context(), pytest.raises(ChangedFigures):
        close_period(head, answered.unit, parse(MONTH), AFTER, seen)
    assert rows(app, "period_events") == []


def test_two_who_close_at_once_close_once(app: Flask, answered: Place, head: Actor) -> None:
    together = Barrier(2)

    def one() -> bool:
        together.wait()
        try:
            close(app, answered, head)
        except UnfitClosing:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        tried = [pool.submit(one) for _ in range(2)]
        assert sorted(found.result() for found in tried) == [False, True]
    assert len(rows(app, "period_events")) == 1


def test_opening_again_takes_a_reason_and_a_second_person(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    from kiosk.flows.index.ask_reopening import ask_reopening
    from kiosk.flows.index.decide_reopening import decide_reopening

    first = close(app, answered, head)
    publish(app, answered, head)
    with app.app_context():
        with pytest.raises(UnfitClosing, match="10 sampai 500"):
            ask_reopening(second, answered.unit, parse(MONTH), "salah", AFTER)
        ask_reopening(second, answered.unit, parse(MONTH), "Tablet loket 2 terlambat", AFTER)
        with pytest.raises(UnfitClosing, match="orang kedua"):
            decide_reopening(second, answered.unit, parse(MONTH), AFTER, agree=True)
        with pytest.raises(UnfitClosing, match="menunggu orang kedua"):
            ask_reopening(head, answered.unit, parse(MONTH), "Sekali lagi diusulkan", AFTER)
    assert view(app, answered).state is PeriodState.PUBLISHED, "asking alone changes nothing"
    with app.app_context():
        decide_reopening(head, answered.unit, parse(MONTH), AFTER, agree=True)
    assert view(app, answered).state is PeriodState.OPEN
    answer(app, answered, 4, times=10)
    again = close(app, answered, head)
    assert (first.edition, again.edition) == (1, 2)
    assert again.figures.respondents == 50
    from kiosk.flows import closings
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        old = closings.by_id(first.id)
        assert old is not None
        assert (old.edition, old.state, old.digest) == (1, PeriodState.OPEN, first.digest)
        assert closings.closings_of(answered.unit_id, published=True) == ()


def test_only_what_was_published_is_the_publics(
    app: Flask, answered: Place, head: Actor, second: Actor
) -> None:
    from kiosk.flows import closings
    from kiosk.flows.index.withdraw_period import withdraw_period
    from kiosk.store.engine import reading

    def seen() -> list[str]:
        with app.app_context(), reading():
            found = closings.closings_of(answered.unit_id, published=True)
            return [str(one.period) for one in found]

    with pytest.raises(UnfitClosing, match="belum ditutup"):
        publish(app, answered, head)
    close(app, answered, head)
    assert seen() == []
    publish(app, answered, head)
    assert seen() == [MONTH]
    with pytest.raises(UnfitClosing, match="sudah terbit"):
        publish(app, answered, head)
    with app.app_context():
        withdraw_period(head, answered.unit, parse(MONTH), "Salah periode dilaporkan", AFTER)
    assert seen() == []
    publish(app, answered, head)
    reopen(app, answered, head, second)
    assert seen() == []


def test_a_month_without_an_index_is_closed_but_not_published(
    app: Flask, place: Place, head: Actor
) -> None:
    answer(app, place, 2, times=3)
    made = close(app, place, head)
    assert (made.figures.respondents, made.figures.ikm, made.figures.counts) == (3, None, {})
    with pytest.raises(UnfitClosing, match="tidak dapat diterbitkan"):
        publish(app, place, head)


def test_an_event_changed_behind_our_back_is_named(
    app: Flask, answered: Place, head: Actor
) -> None:
    close(app, answered, head)
    publish(app, answered, head)
    assert document(app, "audit", "verify")["ok"]
    from sqlalchemy import text

    from kiosk.store.engine import connection, transaction

    with app.app_context(), transaction():
        connection().execute(
            text("UPDATE period_events SET body = replace(body, '81.25', '91.25') WHERE id = 1")
        )
    found = document(app, "audit", "verify", exit_code=1)
    assert (found["first_bad"]["chain"], found["first_bad"]["record"]) == ("periode", 1)


def test_a_closing_keeps_what_its_figures_were_counted_from(
    app: Flask, answered: Place, head: Actor
) -> None:
    from kiosk.flows import closings
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion
    from kiosk.store.engine import reading

    other = admin_of(app, answered, email="lain@contoh.go.id")
    with app.app_context():
        ask_exclusion(head, 7, "Diisi petugas sendiri", NOW)
        decide_exclusion(other, 1, agree=True, note="", now=NOW)
    made = close(app, answered, head)
    answer(app, answered, 4)
    with app.app_context(), reading():
        heads, left_out = closings.kept_rows(made.id)
    assert heads == {answered.point_id: 40}
    assert left_out == {7}
    assert (made.figures.respondents, made.figures.excluded) == (39, 1)
    assert made.figures.chain.answers == 40
    assert json.loads(rows(app, "audit_records")[-1]["details"])["sidik"] == [None, made.digest]


def test_an_answer_that_comes_while_a_period_is_closed_is_in_all_its_figures_or_in_none(
    app: Flask, answered: Place, head: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A tablet's line comes back just then."""
    from kiosk.flows import closings
    from kiosk.flows.index import close_period as flow
    from kiosk.store.engine import reading

    counted = flow.figures_of

    def meanwhile(*given: Any) -> Any:
        with ThreadPoolExecutor(1) as pool:
            pool.submit(answer, app, answered, 1).result()
        return counted(*given)

    monkeypatch.setattr(flow, "figures_of", meanwhile)
    made = close(app, answered, head)
    with app.app_context(), reading():
        heads, _ = closings.kept_rows(made.id)
    figures = made.figures
    assert (
        figures.respondents == sum(one.n for one in figures.by_service) == heads[answered.point_id]
    )
    assert figures.respondents == figures.chain.answers
