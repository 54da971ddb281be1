"""Tallies always say what the answers say; where they do not, the check names the slice."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Event
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import delete, update

from kiosk.domain.index import ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.tally import EMPTY
from kiosk.flows import tallying
from kiosk.flows.index import rebuild_tallies as rebuilding
from kiosk.flows.index.check_tallies import check_tallies
from kiosk.flows.survey.submit_answer import submit_answer
from kiosk.store.engine import connection, reading, transaction
from kiosk.store.index import tallies
from kiosk.store.index.tables import tallies as table
from kiosk.store.survey import instruments
from kiosk.store.survey.tables import StoredAnswer
from tests.factories import (
    FREE,
    KK,
    KTP,
    NOW,
    SKM,
    SPAK,
    Place,
    answer,
    as_fields,
    filled,
    make_place,
    rows,
)  # fmt: skip

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.tallying import Piece


@pytest.fixture
def answered(app: Flask) -> Place:
    """80 answers by chance over two counters, three services, two surveys and three months."""
    first = make_place(app, services=(KTP, KK, FREE), instruments=("skm-2017", "spak"))
    second = make_place(app, "upt", point="BAWAH001", parent=first.unit_id, instruments=("spak",))
    chance = random.Random(20261015)
    with app.app_context():
        for _ in range(80):
            place = chance.choice([first, first, second])
            form = _chance(chance, place)
            now = NOW - timedelta(days=chance.randrange(90))
            submit_answer(place.point, as_fields(form), now)
    return first


def _chance(chance: random.Random, place: Place) -> dict[str, str]:
    codes = [f"spak.{code}" for code in SPAK]
    codes += SKM if place.point == "7F3K9QWX" else ()
    form = filled(codes=(), layanan=chance.choice(sorted(place.services)))
    form |= {code: str(chance.randint(1, 4)) for code in codes if chance.random() < 0.8}
    form.setdefault("spak.imbalan", "3")
    return form


def test_tallies_kept_with_the_answers_equal_tallies_made_from_them(
    app: Flask, answered: Place
) -> None:
    before = rows(app, "tallies")
    with app.app_context():
        found = check_tallies()
        assert found.ok
        assert (found.answers, found.slices) == (len(rows(app, "answers")), len(set(_slices(app))))
        months = [one.month for one in rebuild(app) if one.part == "rekap"]
        assert months == sorted({month for _, _, month in _slices(app)})
    assert rows(app, "tallies") == before


def rebuild(app: Flask, **how: bool) -> list[rebuilding.Done]:
    return list(rebuilding.rebuild_tallies(app.config["KIOSK"].instance_dir, NOW, **how))


def _slices(app: Flask) -> list[tuple[int, int, int]]:
    return [(row["unit_id"], row["instrument_id"], row["month"]) for row in rows(app, "tallies")]


def test_an_edited_tally_is_named_and_made_right_again(app: Flask, answered: Place) -> None:
    before = rows(app, "tallies")
    spoilt = before[7]
    with app.app_context():
        with transaction():
            connection().execute(update(table).values(c04=table.c.c04 + 1).where(*_same(spoilt)))
        wrong = (spoilt["unit_id"], spoilt["instrument_id"], spoilt["month"])
        assert check_tallies().wrong == (wrong,)
        rebuild(app)
        assert check_tallies().ok
    assert rows(app, "tallies") == before


def test_a_lost_tally_and_one_without_answers_are_named(app: Flask, answered: Place) -> None:
    before = rows(app, "tallies")
    lost = before[0]
    with app.app_context():
        with transaction():
            connection().execute(delete(table).where(*_same(lost)))
            connection().execute(table.insert().values({**lost, "month": 203001}))
        assert {one[2] for one in check_tallies().wrong} == {lost["month"], 203001}
        rebuild(app)
    assert rows(app, "tallies") == before


def test_an_edited_answer_is_named(app: Flask, answered: Place) -> None:
    [first, *_] = rows(app, "answers")
    other = {"1": "2"}.get(first["scores"][1], "1")
    edited = first["scores"][0] + other + first["scores"][2:]
    with app.app_context():
        with transaction():
            same = StoredAnswer.id == first["id"]
            connection().execute(update(StoredAnswer).values(scores=edited).where(same))
        [(_, instrument, month)] = check_tallies().wrong
    assert (instrument, month) == (first["instrument_id"], first["month"])


def _same(row: dict[str, int]) -> list[object]:
    return [table.c[name] == row[name] for name in tallies.KEYS]


def test_merged_and_separate_tallies_give_the_same_index(app: Flask, answered: Place) -> None:
    skm = instruments.by_code("skm-2017")
    months = (202608, 202609, 202610, 202607)
    with app.app_context(), reading():
        number = instruments.id_of("skm-2017")
        whole = tallies.total(skm, number, [answered.unit_id], months)
        parts = tallies.read(skm, number, [answered.unit_id], months, by=("month", "service_id"))
    assert len(parts) > 3
    assert sum(parts.values(), EMPTY) == whole
    assert ikm.compute(skm, sum(parts.values(), EMPTY), Method()) == ikm.compute(
        skm, whole, Method()
    )


def test_an_answer_taken_in_while_tallies_are_rebuilt_is_counted(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It comes between reading the answers and writing their tally: once, not twice or never."""
    place = make_place(app)
    answer(app, place, times=3)
    sending, fresh = Event(), rebuilding.counted
    with ThreadPoolExecutor(1) as pool:

        def interrupted(one: Piece) -> object:
            found = fresh(one)
            if not sending.is_set():
                sending.set()
                late.append(pool.submit(answer, app, place))
                _let_it_try(late[0])
            return found

        late: list[object] = []
        monkeypatch.setattr(rebuilding, "counted", interrupted)
        with app.app_context():
            rebuild(app)
        late[0].result(timeout=30)  # type: ignore[attr-defined]
    monkeypatch.undo()
    with app.app_context():
        assert check_tallies().ok
    assert [row["respondents"] for row in rows(app, "tallies")] == [4]


def test_a_rebuild_that_was_killed_goes_on_from_the_month_it_was_in(
    app: Flask, answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Killed after a piece: what it wrote is right, and the next run does not begin anew."""
    before = rows(app, "tallies")
    folder = app.config["KIOSK"].instance_dir
    with app.app_context():
        with transaction():
            connection().execute(update(table).values(c04=table.c.c04 + 1))
        killed = rebuilding.rebuild_tallies(folder, NOW)
        done = [next(killed).month, next(killed).month]
        killed.close()
        wrong = {month for _, _, month in check_tallies().wrong}
        assert wrong.isdisjoint(done)
        assert wrong
        more = rebuild(app)
        assert next(one.month for one in more if one.part == "rekap") == done[1]
        assert rows(app, "tallies") == before
        assert next(one.month for one in rebuild(app)) == done[0], "finished: the next does all"


def test_pieces_are_small_and_leave_no_unit_out(
    app: Flask, answered: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tallying, "ANSWERS", 1)
    before = rows(app, "tallies")
    with app.app_context():
        found = tallying.pieces()
        assert {len(one.unit_ids) for one in found} == {1}
        assert len(found) == 2 * len({month for _, _, month in _slices(app)})
        assert [one.month for one in found] == sorted(one.month for one in found)
        rebuild(app)
    assert rows(app, "tallies") == before


def _let_it_try(late: object) -> None:
    """Until it is through, or as long as a sender that is kept waiting needs to show it."""
    from concurrent.futures import wait

    wait([late], timeout=0.5)  # type: ignore[list-item]
