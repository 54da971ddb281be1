"""Many answers through the store's bulk path: 500 units, 36 months, two points of three services.

Drawn from a fixed set of sheets, so that drawing costs less than keeping.
"""

import random
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

from benchmarks.installation import INSTRUMENT, Installation
from kiosk.domain.index.tally import Scores, of_scores
from kiosk.domain.month import shift
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.source import Source
from kiosk.store.engine import transaction
from kiosk.store.place import points, units
from kiosk.store.survey import bulk, instruments

UNITS, MONTHS = 500, 36
POINTS, SERVICES = 2, 3
FIRST = 202401
SHEETS = 500
CODE = "B{unit:03d}{place}"

Place = tuple[int, int]
"""A point and one of its services, by id."""


def unit_code(number: int) -> str:
    return f"BENCH-{number:03d}"


def fill(here: Installation, answers: int) -> list[int]:
    """Spread ``answers`` evenly over units, months and places; gives the units' ids."""
    with here.app.app_context():
        places = _places()
        with transaction():
            instrument_id = instruments.id_of(INSTRUMENT)
        filling = _Filling(instrument_id, answers)
        for by in range(MONTHS):
            with transaction():
                for unit_id, offered in places.items():
                    filling.keep(unit_id, shift(FIRST, by), offered)
        return list(places)


def _places() -> dict[int, list[Place]]:
    with transaction():
        instansi = units.add_instansi("BENCH-FILL", "Pemerintah Provinsi Contoh")
        return dict(_unit(instansi, number) for number in range(UNITS))


def _unit(instansi: int, number: int) -> tuple[int, list[Place]]:
    unit_id = units.add(instansi, unit_code(number), f"Unit {number}", "Asia/Makassar")
    offered = [units.add_service(unit_id, f"L{n}", f"Layanan {n}") for n in range(SERVICES)]
    stand = [
        points.add(unit_id, CODE.format(unit=number, place=n), f"Loket {n}") for n in range(POINTS)
    ]
    return unit_id, [(point, service) for point in stand for service in offered]


class _Filling:
    """Deals answers out one unit and month at a time, evenly to the last one."""

    def __init__(self, instrument_id: int, answers: int) -> None:
        self.instrument: Instrument = instruments.by_code(INSTRUMENT)
        self.instrument_id = instrument_id
        self.draw = random.Random(2026)
        self.sheets = [self._sheet() for _ in range(SHEETS)]
        self.share = _even_shares(answers, UNITS * MONTHS)

    def _sheet(self) -> tuple[str, Scores]:
        scores = {code: self.draw.choice((2, 3, 3, 3, 4, 4)) for code in self.instrument.items}
        return Answer(self.instrument, scores).sheet, scores

    def keep(self, unit_id: int, month: int, offered: list[Place]) -> None:
        at = datetime(month // 100, month % 100, 15, 4, tzinfo=UTC)
        drawn: dict[Place, list[Scores]] = {}
        rows: list[dict[str, Any]] = []
        for _ in range(next(self.share)):
            place, (sheet, scores) = self.draw.choice(offered), self.draw.choice(self.sheets)
            drawn.setdefault(place, []).append(scores)
            rows.append(self._row(place, month, at, sheet))
        where = {"unit_id": unit_id, "instrument_id": self.instrument_id, "month": month}
        counted = {
            (point, service, int(Source.STATIC_QR)): of_scores(self.instrument, given)
            for (point, service), given in drawn.items()
        }
        bulk.keep_all(self.instrument, where, rows, counted)

    def _row(self, place: Place, month: int, at: datetime, sheet: str) -> dict[str, Any]:
        return {
            "point_id": place[0],
            "month": month,
            "instrument_id": self.instrument_id,
            "service_id": place[1],
            "source": int(Source.STATIC_QR),
            "at": at,
            "scores": sheet,
            "profile": "jPu3p5",
            "suggestion": None,
            "lang": None,
            "notice": 1,
        }


def _even_shares(whole: int, parts: int) -> Iterator[int]:
    for before, bound in pairwise(whole * at // parts for at in range(parts + 1)):
        yield bound - before
