"""F56: whoever keeps every figure that was ever public, and subtracts one from another, reads the
answers of no few people."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.apart import Told, telling
from kiosk.domain.index.closing import UnfitClosing
from tests.factories import NOW, answer, as_fields, filled, make_place
from tests.faults.ledger import sized
from tests.flows.test_trusting import send_late
from tests.periods import admin_of, close, head_of, publish, reopen
from tests.published import withdraw

if TYPE_CHECKING:
    from flask import Flask

    from tests.factories import Place
    from tests.faults.conftest import Held

SMALLEST = 5
SEQUENCES = sized(25, 100)
JANUARY = datetime(2027, 1, 4, 1, 0, tzinfo=UTC)
LATE = datetime(2026, 11, 2, 3, 0, tzinfo=UTC)
"""The tablet had no line from 31 October on."""


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What is refused is decided above the queries."""
    return sqlite_database


def send(app: Flask, place: Place, month: int, times: int = 9) -> None:
    from kiosk.flows.survey.submit_answer import submit_answer

    with app.app_context():
        for _ in range(times):
            then = datetime(2026, month, 15, 3, tzinfo=UTC)
            submit_answer(place.point, as_fields(filled(3)), then)


def told(units: str, months: str, n: int) -> Told:
    """``units`` and ``months`` by a letter each."""
    return Told("", frozenset(map(ord, units)), frozenset(map(ord, months)), n, {"u1": (n,)})


def test_100_random_rows_of_publications_leave_no_small_rest(held: Held) -> None:
    shown = 0
    for seed in range(SEQUENCES):
        chance = random.Random(seed)
        cells = {(u, m): chance.choice((0, 1, 3, 9, 30)) for u in "abc" for m in "123"}
        shapes = [(u, m) for u in ("a", "b", "c", "abc") for m in ("1", "2", "3", "123")]
        public: list[Told] = []
        for units, months in chance.sample(shapes, 16) + chance.sample(shapes, 3):
            cells[chance.choice([*cells])] += chance.choice((0, 0, 1, 2, 7))
            n = sum(many for (u, m), many in cells.items() if u in units and m in months)
            new = told(units, months, n)
            if n >= SMALLEST and telling(new, public, SMALLEST) is None:
                public.append(new)
        assert not [left for left in rests(public) if 0 < left < SMALLEST], seed
        shown += len(public)
    held(
        tried=f"{SEQUENCES} random rows of publications, each subtracted from each in every way",
        figure=f"{shown} figures shown, 0 rests below {SMALLEST}",
    )


def rests(public: list[Told]) -> set[int]:
    """What is left of each figure without some of its parts, in every way."""
    found = {abs(a.n - b.n) for a, b in itertools.combinations(public, 2) if a.same(b)}
    for whole in public:
        covers: list[tuple[Told, ...]] = [()]
        for part in (one for one in public if whole.holds(one)):
            covers += [(*some, part) for some in covers if not any(map(part.meets, some))]
        found |= {abs(whole.n - sum(one.n for one in some)) for some in covers if some}
    return found


def test_nothing_is_refused_without_need() -> None:
    months = [told("a", "1", 40), told("a", "2", 50), told("a", "3", 60)]
    assert telling(told("a", "123", 150), months, SMALLEST) is None
    assert telling(told("a", "123", 155), months, SMALLEST) is None
    rest = telling(told("a", "123", 151), months, SMALLEST)
    assert rest is not None
    assert (rest.n, len(rest.parts)) == (1, 3)
    assert telling(told("b", "123", 151), months, SMALLEST) is None


def test_a_thousand_units_are_looked_through_at_once() -> None:
    letters = [chr(0x4E00 + at) for at in range(1_000)]
    known = [told(one, "1", 30) for one in letters]
    assert telling(told("".join(letters), "1", 30_000), known, SMALLEST) is None
    assert telling(told("".join(letters), "1", 30_001), known, SMALLEST) is not None


def test_a_quarter_does_not_tell_of_the_one_answer_that_came_after_its_month(app: Flask) -> None:
    place = make_place(app)
    head = head_of(app, place)
    for month in (10, 11, 12):
        send(app, place, month)
    close(app, place, head)
    publish(app, place, head)
    send_late(app, place, 1, LATE, 60)
    for period in ("2026-11", "2026-12"):
        close(app, place, head, period, JANUARY)
        publish(app, place, head, period, JANUARY)
    made = close(app, place, head, "2026-Q4", JANUARY)
    assert (made.figures.respondents, made.figures.held) == (27, 1), "held back, and said so"
    assert (
        sum(one.n or 0 for one in made.figures.profile[0].rows) + made.figures.profile[0].blank
        <= 27
    )
    publish(app, place, head, "2026-Q4", JANUARY)
    public = app.test_client().get(f"/publik/{place.unit}/2026-Q4").get_data(as_text=True)
    assert "1 jawaban" in public


def test_as_many_late_answers_as_hide_each_other_are_counted(app: Flask) -> None:
    place = make_place(app)
    head = head_of(app, place)
    for month in (10, 11, 12):
        send(app, place, month)
    close(app, place, head)
    publish(app, place, head)
    for minute in range(5):
        send_late(app, place, 1, LATE, 60 + minute)
    made = close(app, place, head, "2026-Q4", JANUARY)
    assert (made.figures.respondents, made.figures.held) == (32, 0)
    publish(app, place, head, "2026-Q4", JANUARY)


def test_what_was_left_out_meanwhile_still_cannot_be_subtracted(app: Flask) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion

    place = make_place(app)
    head, second = head_of(app, place), admin_of(app, place)
    for month in (10, 11, 12):
        send(app, place, month)
    for period in ("2026-10", "2026-11", "2026-12"):
        close(app, place, head, period, JANUARY)
        publish(app, place, head, period, JANUARY)
    with app.app_context():
        ask_exclusion(head, 1, "Diisi petugas sendiri", JANUARY)
        decide_exclusion(second, 1, agree=True, note="", now=JANUARY)
    close(app, place, head, "2026-Q4", JANUARY)
    withdraw(app, place, now=JANUARY)
    with pytest.raises(UnfitClosing, match="membuka jawaban"):
        publish(app, place, head, "2026-Q4", JANUARY)
    assert app.test_client().get(f"/publik/{place.unit}/2026-Q4.json").status_code == 404


def test_a_month_is_not_told_by_the_quarter_that_is_public_already(app: Flask) -> None:
    place = make_place(app)
    head = head_of(app, place)
    send(app, place, 10)
    send(app, place, 11, times=2)
    close(app, place, head, "2026-Q4", JANUARY)
    publish(app, place, head, "2026-Q4", JANUARY)
    close(app, place, head, "2026-10", JANUARY)
    with pytest.raises(UnfitClosing, match="Triwulan IV 2026"):
        publish(app, place, head, "2026-10", JANUARY)


def test_an_edition_does_not_tell_of_the_one_answer_that_is_new_in_it(app: Flask) -> None:
    place = make_place(app)
    head, second = head_of(app, place), admin_of(app, place)
    send(app, place, 10)
    close(app, place, head)
    publish(app, place, head)
    reopen(app, place, head, second)
    close(app, place, head)
    publish(app, place, head)
    reopen(app, place, head, second)
    answer(app, place, 1)
    made = close(app, place, head)
    assert (made.figures.respondents, made.figures.held) == (9, 1)
    publish(app, place, head)
    reopen(app, place, head, second)
    answer(app, place, 1, times=4)
    made = close(app, place, head)
    assert (made.figures.respondents, made.figures.held) == (14, 0)
    publish(app, place, head)


def test_a_parent_does_not_tell_of_the_unit_with_too_few(app: Flask) -> None:
    from sqlalchemy import update

    from kiosk.store.engine import connection, transaction
    from kiosk.store.place.tables import Unit

    parent = make_place(app)
    child = make_place(app, "uptd-a", point="8F3K9QWX", name="UPTD A")
    with app.app_context(), transaction():
        under = update(Unit).where(Unit.id == child.unit_id)
        connection().execute(under.values(parent_id=parent.unit_id))
    send(app, parent, 10, times=3)
    send(app, child, 10)
    head = head_of(app, parent)
    for place in (parent, child):
        close(app, place, head)
    publish(app, parent, head)
    with pytest.raises(UnfitClosing, match="Dukcapil"):
        publish(app, child, head)


def test_one_answer_left_out_is_not_told_by_the_index_with_it(app: Flask) -> None:
    from kiosk.flows.survey.ask_exclusion import ask_exclusion
    from kiosk.flows.survey.decide_exclusion import decide_exclusion

    place = make_place(app)
    head, second = head_of(app, place), admin_of(app, place)
    answer(app, place, 4, times=20)
    answer(app, place, 1, times=5)
    shown = []
    for number in (21, 22, 23, 24, 25):
        with app.app_context():
            ask_exclusion(head, number, "Diisi petugas sendiri", NOW)
            decide_exclusion(second, number - 20, agree=True, note="", now=NOW)
        made = close(app, place, head)
        shown.append((made.figures.excluded, made.figures.with_excluded is not None))
        reopen(app, place, head, second)
    assert shown == [(1, False), (2, False), (3, False), (4, False), (5, True)]
