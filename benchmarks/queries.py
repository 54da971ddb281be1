"""The month's index out of a small and a large installation: store to `Ikm`, warm."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from benchmarks.fill import FIRST, MONTHS, unit_code
from benchmarks.installation import INSTRUMENT
from benchmarks.kept import Filled, filled
from benchmarks.rounds import Rounds, in_turn
from kiosk.domain.index import ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.period import of_month
from kiosk.domain.index.tally import Tally
from kiosk.domain.month import shift
from kiosk.domain.place.settings import SETTINGS
from kiosk.flows.index.show_period import show_period
from kiosk.store.engine import reading
from kiosk.store.index import tallies
from kiosk.store.survey import instruments

CALLS = {"unit_month": 40, "month_report": 20, "all_tallies": 10, "all_units": 4}
"""A round: the slower the question, the fewer."""


@dataclass(frozen=True)
class Queries:
    """``rounds``: seconds a call, by question and size; ``sizes`` smallest first."""

    rounds: Rounds
    sizes: tuple[Filled, ...]


def measure(sizes: tuple[int, int], rounds: int, keep: Path) -> Queries:
    with filled(sizes[0], keep) as small, filled(sizes[1], keep) as large:
        variants: dict[str, Callable[[], float]] = {}
        for question in (unit_month, all_tallies, all_units, month_report):
            for one in (small, large):
                variants[f"{question.__name__} {one.answers}"] = _timed(one, question)
        return Queries(in_turn(variants, rounds), (small, large))


def _timed(one: Filled, question: Callable[[Filled, int, int], object]) -> Callable[[], float]:
    draw = random.Random(2026)

    def measured() -> float:
        """Median of calls, each for another unit and month."""
        places = [
            (draw.randrange(len(one.unit_ids)), shift(FIRST, draw.randrange(12, MONTHS)))
            for _ in range(CALLS[question.__name__])
        ]
        taken = []
        with one.here.app.app_context():
            for unit, month in places:
                began = time.perf_counter()
                question(one, unit, month)
                taken.append(time.perf_counter() - began)
        return median(taken)

    return measured


def unit_month(one: Filled, unit: int, month: int) -> object:
    """One unit's month, from its tallies to an `Ikm`."""
    with reading():
        instrument = instruments.by_code(INSTRUMENT)
        number = instruments.id_of(INSTRUMENT)
        tally = tallies.total(instrument, number, [one.unit_ids[unit]], [month])
    return ikm.compute(instrument, tally, _method())


def all_tallies(one: Filled, _unit: int, month: int) -> list[Tally]:
    """Every unit's month by one query, not yet computed."""
    with reading():
        instrument = instruments.by_code(INSTRUMENT)
        number = instruments.id_of(INSTRUMENT)
        split = tallies.read(instrument, number, one.unit_ids, [month], by=("unit_id",))
    return list(split.values())


def all_units(one: Filled, unit: int, month: int) -> object:
    """The same with the index of each and its mutu, which a list of units shows."""
    instrument, method = instruments.by_code(INSTRUMENT), _method()
    found = [ikm.compute(instrument, tally, method) for tally in all_tallies(one, unit, month)]
    return [(each.ikm, each.grade.mutu) for each in found if each]


def month_report(one: Filled, unit: int, month: int) -> object:
    """Everything the month's page shows, without its HTML: index, trend, sources, sample."""
    return show_period(unit_code(unit), of_month(month))


def _method() -> Method:
    defaults = {name: one.default for name, one in SETTINGS.items()}
    return method_of(defaults, instruments.by_code(INSTRUMENT))
