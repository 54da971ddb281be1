"""Figures per officer, words of low scores and what goes with the whole, read from the database."""

from __future__ import annotations

import random
from datetime import date, timedelta
from types import SimpleNamespace
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.index.drivers import Basis
from kiosk.domain.index.officers import Officers
from kiosk.domain.index.period import parse
from kiosk.domain.month import month_of
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.source import Source
from kiosk.flows import driving
from kiosk.flows.driving import drivers_of
from kiosk.flows.manning import officers_of
from kiosk.flows.place.keep_duties import add_duty
from kiosk.flows.trusting import Scope
from kiosk.flows.wording import words_of
from kiosk.store.engine import reading, transaction
from kiosk.store.place import settings
from kiosk.store.survey import instruments, intake, origins
from tests import desk
from tests.factories import NOW, Place, make_place

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.actor import Actor


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def officers(app: Flask, place: Place, quick_hashes: None) -> list[Actor]:
    grant = [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)]
    return [desk.make_staff(app, grant, name=name) for name in ("Ani Bana", "Rosalinda Tefa")]


def put(
    app: Flask, place: Place, day: int, scores: list[int], text: str = "", face: int = 0
) -> None:
    """Answers of 10 o'clock of that day of October."""
    at = NOW + timedelta(days=day - 15)
    with app.app_context(), transaction():
        skm = instruments.by_code("skm-2017")
        for score in scores:
            made = intake.keep(
                Answer(skm, dict.fromkeys(skm.items, score) | {"waktu": max(1, score - 1)}),
                unit_id=place.unit_id, point_id=place.point_id, service_id=None,
                month=month_of(at, "Asia/Makassar"), source=Source.STATIC_QR, at=at,
                suggestion=text,
            )  # fmt: skip
            if face:
                origins.add(
                    made, device_id=None, seconds=40, face=face, clock=None, received_at=None
                )


def scope(place: Place) -> Scope:
    skm = instruments.by_code("skm-2017")
    return Scope(skm, instruments.id_of("skm-2017"), [place.unit_id], parse("2026-10"), 5)


def of_officers(app: Flask, place: Place) -> Officers | None:
    with app.app_context(), reading():
        return officers_of(scope(place), settings.of_unit(place.unit_id))


def test_figures_per_officer_only_where_the_office_wants_them(
    app: Flask, place: Place, officers: list[Actor]
) -> None:
    with app.app_context():
        for who, first, last in ((0, 1, 6), (1, 6, 12)):
            days = date(2026, 10, first), date(2026, 10, last)
            add_duty(officers[0], place.point, officers[who].id, *days, NOW)
    for day, kept in (
        (2, [4] * 20),
        (3, [3] * 4),
        (6, [1] * 7),
        (7, [2] * 15),
        (8, [1] * 10),
        (13, [3] * 6),
    ):
        put(app, place, day, kept)
    assert of_officers(app, place) is None
    with app.app_context(), transaction():
        settings.put(place.unit_id, "per-petugas", "ya", NOW)
    found = of_officers(app, place)
    assert found is not None
    assert [[(one.name, one.n) for one in group] for group in found.groups] == [
        [("Ani Bana", 24)], [("Rosalinda Tefa", 25)],
    ]  # fmt: skip
    assert (found.shared, found.unmanned) == (7, 6)


def test_words_and_drivers_of_a_period(app: Flask, place: Place, officers: list[Actor]) -> None:
    chance = random.Random(1)
    for number in range(12):
        put(app, place, 1 + number, [2], f"Ibu Rosalinda lama sekali, antrean {number} panas")
        put(app, place, 1 + number, [4], "Bagus sekali, antrean rapi")
    for _ in range(40):
        score = chance.randint(2, 4)
        put(app, place, 5, [score], face=score)
    with app.app_context(), reading():
        words, found = words_of(scope(place)), drivers_of(scope(place))
    assert words.texts == 12, "who scored nothing low is not asked"
    by_word = {one.word: one for one in words.rows}
    assert by_word["antrean"].respondents == 12
    assert "waktu" in by_word["panas"].unsur
    assert not {"rosalinda", "ibu", "rapi"} & set(by_word)
    assert "Rosalinda" not in "".join(words.comments)
    assert (found.basis, found.n) == (Basis.FACE, 40)
    assert found.rows[0].strength == 1


def test_a_bounded_number_of_the_newest_answers_is_looked_at(
    app: Flask, place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(app, place, 1, [1] * 30, face=4)
    put(app, place, 2, [2, 3, 4] * 12)
    monkeypatch.setattr(driving, "SAMPLE", 36)
    with app.app_context(), reading():
        found = drivers_of(scope(place))
    assert (found.n, found.of, found.sampled, found.basis) == (36, 66, True, Basis.OTHERS)


def test_of_a_flood_of_long_comments_so_many_letters_are_read() -> None:
    """Five thousand of the longest kept a page, and each report, busy for half a minute."""
    from kiosk.flows import wording

    rows = [SimpleNamespace(text="antre " * 300)] * 5_000
    kept = wording._few_enough(rows)
    assert sum(len(row.text) for row in kept) <= wording.LETTERS < 6 * 300 * (len(kept) + 1)
    assert wording._few_enough(rows[:100]) == rows[:100]
