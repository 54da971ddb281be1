"""What goes with how people feel about the whole; and never that it is the cause."""

from __future__ import annotations

import random
from decimal import Decimal
from fractions import Fraction

import pytest

from kiosk.domain.index.drivers import (
    UNIT,
    Basis,
    Quadrant,
    Rated,
    correlation,
    drivers,
    fisher,
    quadrant,
)

CODES = ("waktu", "biaya", "sarana")


def people(count: int, *, faces: bool, seed: int = 3) -> list[Rated]:
    """waktu goes with the face, biaya loosely, sarana is always 4."""
    chance = random.Random(seed)
    found = []
    for _ in range(count):
        face = chance.randint(1, 4)
        loose = face if chance.random() < 0.4 else chance.randint(1, 4)
        scores = {"waktu": face * UNIT, "biaya": loose * UNIT, "sarana": 4 * UNIT}
        found.append(Rated(scores, face if faces else None))
    return found


def test_the_published_example_of_pearson() -> None:
    """Anscombe's first set (The American Statistician 27, 1973): r = 0.816."""
    x = (10, 8, 13, 9, 11, 14, 6, 4, 12, 7, 5)
    y = ("8.04", "6.95", "7.58", "8.81", "8.33", "9.96", "7.24", "4.26", "10.84", "4.82", "5.68")
    r = correlation([(a, int(100 * Decimal(b))) for a, b in zip(x, y, strict=True)])
    assert r is not None
    assert round(r, 3) == Decimal("0.816")


def test_fishers_interval_by_hand() -> None:
    """r 0.5 of 28: z 0.5493 and half 1.959964 / 5, so z from 0.1573 to 0.9413."""
    low, high = fisher(Decimal("0.5"), 28)
    assert (round(low, 4), round(high, 4)) == (Decimal("0.1560"), Decimal("0.7358"))
    assert fisher(Decimal(1), 40) == (Decimal(1), Decimal(1))


def test_the_face_is_compared_where_enough_tapped_it() -> None:
    found = drivers(CODES, people(60, faces=True), 60)
    assert found.basis is Basis.FACE
    assert [one.code for one in found.rows] == ["waktu", "biaya"]
    assert found.rows[0].strength == 1
    assert found.rows[1].low < found.rows[1].strength < found.rows[1].high < 1
    assert found.constant == ("sarana",)
    assert "bukan sebab-akibat" in found.caution
    assert not found.sampled


def test_otherwise_each_is_compared_with_the_respondents_other_answers() -> None:
    mixed = [*people(29, faces=True), *people(40, faces=False, seed=4)]
    found = drivers(CODES, mixed, 5_000)
    assert (found.basis, found.n) == (Basis.OTHERS, 69)
    assert found.sampled
    alone = [Rated({"waktu": (1 + n % 4) * UNIT}) for n in range(40)]
    assert drivers(CODES, alone, 40).rows == (), "an unsur is not compared with itself"


def test_an_unsur_does_not_go_along_with_its_own_share() -> None:
    """Of three unsur that have nothing to do with each other none is a driver; compared with a
    mean that holds it, each would come to 0.58."""
    chance = random.Random(8)
    rated = [Rated({code: chance.randint(1, 4) * UNIT for code in CODES}) for _ in range(300)]
    assert all(abs(one.strength) < Decimal("0.2") for one in drivers(CODES, rated, 300).rows)


def test_of_fewer_than_thirty_nothing_is_said() -> None:
    assert drivers(CODES, people(29, faces=True), 29).rows == ()


@pytest.mark.parametrize("faces", [True, False])
def test_blanks_are_left_out(faces: bool) -> None:
    rated = people(60, faces=faces)
    rated += [Rated({"sarana": 4 * UNIT}, 2) for _ in range(10)]
    by_code = {one.code: one.n for one in drivers(CODES, rated, 70).rows}
    assert by_code["waktu"] == 60


def test_a_quadrant_is_cut_at_the_means() -> None:
    importance = {"a": Fraction(4), "b": Fraction(4), "c": Fraction(2), "d": Fraction(2)}
    performance = {"a": Fraction(2), "b": Fraction(4), "c": Fraction(2), "d": Fraction(4)}
    assert {one.code: one.quadrant for one in quadrant(importance, performance)} == {
        "a": Quadrant.FIRST, "b": Quadrant.KEEP, "c": Quadrant.LOW, "d": Quadrant.TOO_MUCH,
    }  # fmt: skip
    assert quadrant({}, performance) == ()
