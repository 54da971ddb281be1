"""Sources that tell two different stories are named, and only those."""

from random import Random

from kiosk.domain.index import ikm as index
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.sources import differing
from kiosk.domain.index.tally import of_scores
from kiosk.flows.steps import load_instrument

SKM = load_instrument("skm-2017")


def of(*scores: int, times: int) -> Ikm | None:
    sheets = [dict.fromkeys(SKM.items, score) for score in scores * times]
    return index.compute(SKM, of_scores(SKM, sheets), Method())


def test_a_source_that_praises_far_more_than_another_is_named() -> None:
    honest, keyed_in = of(2, 3, 4, times=20), of(4, 4, 3, times=20)
    assert differing({"qr": honest, "kertas": keyed_in}) == (("qr", "kertas"),)


def test_a_difference_within_the_interval_is_chance() -> None:
    assert differing({"qr": of(3, 4, times=20), "tablet": of(3, 4, 4, times=14)}) == ()


def test_the_interval_is_that_of_the_difference_not_of_one_source() -> None:
    """3.0 to 3.5 steps apart: outside the interval of the large one, inside that of both."""
    large, small = of(3, times=500), of(3, 4, times=3)
    assert large is not None
    assert small is not None
    assert large.interval is not None
    assert not large.interval.low <= small.ikm <= large.interval.high
    assert differing({"qr": large, "tablet": small}) == ()


def test_who_has_no_interval_is_told_apart_from_nothing() -> None:
    assert differing({"qr": of(4, times=40), "tablet": of(1, times=1), "kertas": None}) == ()


def test_every_pair_is_looked_at_once_in_the_order_given() -> None:
    low, middle, high = (of(a, b, times=40) for a, b in ((1, 2), (2, 3), (3, 4)))
    assert differing({3: low, 1: middle, 2: high}) == ((3, 1), (3, 2), (1, 2))


def test_five_sources_alike_are_told_apart_in_few_months() -> None:
    """By each pair's own interval it would be in three of ten: warnings nobody reads any more."""
    rng, false = Random(4), 0
    for _ in range(150):
        drawn = {n: [rng.choice((3, 3, 4)) for _ in range(n)] for n in (15, 25, 35, 45, 55)}
        false += bool(differing({n: of(*scores, times=1) for n, scores in drawn.items()}))
    assert false <= 15
