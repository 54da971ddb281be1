"""F56: of fewer answers than an office shows no figure is told, nor can one be told from two that
are: what lies between them is always enough."""

from __future__ import annotations

import itertools
import random
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.small_groups import hidden, shown_steps
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from tests.factories import NOW, as_fields, filled, kept, make_place
from tests.factories import answer as send
from tests.flows.test_trusting import flag, report, send_late

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

SMALLEST = 5


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """What is hidden is decided above the queries; those are tried on both in test_trusting."""
    return sqlite_database


def test_100_random_rows_of_revisions_have_enough_answers_between_any_two_shown(
    held: Held,
) -> None:
    chance = random.Random(56)
    for _ in range(100):
        added = [chance.randint(1, 7) for _ in range(chance.randint(1, 12))]
        shown = shown_steps(added, SMALLEST)
        at = [sum(added[:step]) for step, is_shown in enumerate(shown) if is_shown]
        assert shown[-1]
        assert all(late - early >= SMALLEST for early, late in itertools.pairwise(at))
    held(tried="100 random rows of revisions", figure=f"never fewer than {SMALLEST} between two")


def test_100_random_splits_leave_no_small_rest(held: Held) -> None:
    chance = random.Random(56)
    for _ in range(100):
        counts = {key: chance.randint(0, 9) for key in range(chance.randint(1, 6))}
        few = hidden(counts, SMALLEST)
        rest = sum(counts[key] for key in few)
        assert rest == 0 or rest >= SMALLEST or few >= {key for key in counts if counts[key]}
        assert all(counts[key] >= SMALLEST for key in counts if key not in few and counts[key])
    held(tried="100 random splits by source, profile and day", figure="0 small cells or rests")


def test_no_part_is_hidden_without_need() -> None:
    assert hidden({"qr": 50, "kertas": 6, "tablet": 0}, SMALLEST) == set()
    assert hidden({"qr": 50, "kertas": 3, "tablet": 2}, SMALLEST) == {"kertas", "tablet"}
    assert shown_steps([5, 5], SMALLEST) == [True, True, True]


def test_one_flagged_answer_is_not_told_by_the_index_without_it(app: Flask) -> None:
    place = make_place(app)
    send(app, place, 4, times=9)
    send(app, place, 1)
    flag(app, place, kept(app)[-1:], Signal.BURST)
    found = report(app)
    assert found.ikm is not None
    assert (found.signals.flagged, found.signals.without) == (1, None)


def test_one_late_answer_is_not_told_by_the_index_before_it(app: Flask) -> None:
    place = make_place(app)
    send(app, place, 4, times=6)
    night = datetime(2026, 10, 31, 17, 0, tzinfo=UTC)
    for day in (0, 1):
        send_late(app, place, 1, night + timedelta(days=day), 30)
    revisions, ikm = report(app).revisions, report(app).ikm
    assert revisions is not None
    assert revisions.at_close is None
    assert [(one.answers, one.ikm) for one in revisions.later] == [(1, None), (1, ikm)]


def test_the_one_answer_of_a_source_is_not_told_by_the_others(app: Flask) -> None:
    from kiosk.flows.survey.submit_answer import submit_answer

    place = make_place(app)
    send(app, place, 4, times=9)
    with app.app_context():
        for score, source in ((1, Source.ASSISTED), *[(3, Source.PAPER)] * 6):
            submit_answer(place.point, as_fields(filled(score)), NOW, source=source)
    shown = {source: (n, one is not None) for source, (n, one) in report(app).by_source.items()}
    assert shown == {
        Source.STATIC_QR: (9, True), Source.ASSISTED: (1, False), Source.PAPER: (6, False),
    }  # fmt: skip


@pytest.mark.parametrize("many", [1, 4, 5])
def test_of_one_to_four_answers_neither_index_nor_words_are_told(
    app: Flask, many: int, held: Held
) -> None:
    place = make_place(app)
    send(app, place, 1, times=many, saran="Kursi tunggu kurang")
    found = report(app)
    page = app.test_client().get(f"/publik/{place.unit}").get_data(as_text=True)
    assert (found.ikm is not None) == (many >= SMALLEST)
    assert "Kursi tunggu" not in page
    held(tried="units of 1, 4 and 5 answers", figure="an index from 5 on, no word of anybody")
