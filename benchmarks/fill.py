"""Many answers through the store's bulk path: 500 units, 36 months, two points of three services;
of ten answers eight of the SKM and one each of the two surveys of Zona Integritas.

Drawn from a fixed set of sheets, so that drawing costs less than keeping, and kept in the order
they came: one month's answers of all units stand mixed, as in life.
"""

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from benchmarks.installation import Installation
from benchmarks.ticketwords import Writer
from kiosk.domain.index.splitting import Sums, keys_of
from kiosk.domain.index.tally import Scores, of_scores
from kiosk.domain.month import shift
from kiosk.domain.survey.answer import Answer
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.source import Source
from kiosk.store.engine import transaction
from kiosk.store.index import breakdowns, tallies
from kiosk.store.place import points, units
from kiosk.store.survey import answers, breakdown_marks, instruments

UNITS, MONTHS = 500, 36
POINTS, SERVICES = 2, 3
FIRST = 202401
ZONE = "Asia/Makassar"
SHEETS, REMARKS = 500, 400
ASKED = ("skm-2017",) * 8 + ("spak", "spkp")
CODE = "B{unit:03d}{place}"
_PROFILES = ("jPu3p5", "jLu4p3k5", "jPu2p3", "jLu5p2", None, "jPu4p5", "jLu3p6", "u6")
_SUGGESTION_EVERY = 5
_DAYS, _HOURS = 24, 6

Place = tuple[int, int]
"""A point and one of its services, by id."""


def unit_code(number: int) -> str:
    return f"BENCH-{number:03d}"


def fill(here: Installation, count: int, many: int = UNITS) -> list[int]:
    """Spread ``count`` answers evenly over ``many`` units, months and places, with their tallies
    and breakdowns; gives the units' ids."""
    with here.app.app_context():
        places = _places(many)
        filling = _Filling(count, many)
        for by in range(MONTHS):
            with transaction():
                filling.keep(places, shift(FIRST, by))
        with transaction():
            filling.mark(places)
        return list(places)


def _places(many: int) -> dict[int, list[Place]]:
    with transaction():
        instansi = units.add_instansi("BENCH-FILL", "Pemerintah Provinsi Contoh")
        return dict(_unit(instansi, number) for number in range(many))


def _unit(instansi: int, number: int) -> tuple[int, list[Place]]:
    unit_id = units.add(instansi, unit_code(number), f"Unit {number}", ZONE)
    offered = [units.add_service(unit_id, f"L{n}", f"Layanan {n}") for n in range(SERVICES)]
    stand = [
        points.add(unit_id, CODE.format(unit=number, place=n), f"Loket {n}") for n in range(POINTS)
    ]
    return unit_id, [(point, service) for point in stand for service in offered]


class _Filling:
    """Deals answers out one month at a time, evenly over the units to the last one."""

    def __init__(self, count: int, many: int) -> None:
        known = {code: instruments.by_code(code) for code in dict.fromkeys(ASKED)}
        with transaction():
            self.ids = {code: instruments.id_of(code) for code in known}
        self.instruments = {self.ids[code]: one for code, one in known.items()}
        self.draw = random.Random(2026)
        self.sheets = {
            self.ids[code]: [self._sheet(one) for _ in range(SHEETS)] for code, one in known.items()
        }
        self.asked = [self.ids[code] for code in ASKED]
        writer = Writer(self.draw)
        self.remarks = [writer.title() for _ in range(REMARKS)]
        self.share = _even_shares(count, many * MONTHS)
        self.seen: dict[int, int] = defaultdict(int)
        self.zone = ZoneInfo(ZONE)

    def _sheet(self, instrument: Instrument) -> tuple[str, Scores]:
        """One in five low somewhere: what such a one writes is shown as a reason."""
        low, high = instrument.scale.low, instrument.scale.high
        most = (high - 1, high - 1, high - 1, high, high)
        drawn = (low, low + 1, *most) if self.draw.random() < 0.2 else most
        scores = {code: self.draw.choice(drawn) for code in instrument.items}
        return Answer(instrument, scores).sheet, scores

    def keep(self, places: dict[int, list[Place]], month: int) -> None:
        """In order of time, as they would have come."""
        began = datetime(month // 100, month % 100, 1, tzinfo=UTC)
        rows: list[dict[str, Any]] = []
        for unit_id, offered in places.items():
            mine = [self._row(offered, month, began) for _ in range(next(self.share))]
            self._count(unit_id, month, mine)
            rows += mine
        rows.sort(key=lambda row: row["at"])
        answers.add_all([{k: v for k, v in row.items() if k != "given"} for row in rows])
        for row in rows:
            self.seen[row["point_id"]] += 1

    def _row(self, offered: list[Place], month: int, began: datetime) -> dict[str, Any]:
        draw = self.draw
        (point, service), asked = draw.choice(offered), draw.choice(self.asked)
        sheet, scores = draw.choice(self.sheets[asked])
        at = began + timedelta(draw.randrange(_DAYS), draw.randrange(_HOURS * 3600))
        tells = draw.randrange(_SUGGESTION_EVERY) == 0
        return {
            "point_id": point,
            "month": month,
            "instrument_id": asked,
            "service_id": service,
            "source": int(Source.STATIC_QR),
            "at": at,
            "scores": sheet,
            "profile": draw.choice(_PROFILES),
            "suggestion": draw.choice(self.remarks) if tells else None,
            "lang": None,
            "notice": 1,
            "given": scores,
        }

    def _count(self, unit_id: int, month: int, rows: list[dict[str, Any]]) -> None:
        """Tallies by place, breakdowns by who and when."""
        drawn: dict[tuple[int, int, int], list[Scores]] = defaultdict(list)
        sums = {one: Sums(instrument) for one, instrument in self.instruments.items()}
        for row in rows:
            asked = row["instrument_id"]
            drawn[asked, row["point_id"], row["service_id"]].append(row["given"])
            keys = keys_of(row["point_id"], row["at"], row["profile"], self.zone)
            sums[asked].add(keys, row["scores"])
        for (asked, point, service), given in drawn.items():
            key = {"month": month, "unit_id": unit_id, "instrument_id": asked, "point_id": point,
                   "service_id": service, "source": int(Source.STATIC_QR)}  # fmt: skip
            instrument = self.instruments[asked]
            tallies.put(key, instrument, of_scores(instrument, given))
        for asked, found in sums.items():
            breakdowns.put((unit_id, asked, month), self.instruments[asked], found.tallies())

    def mark(self, places: dict[int, list[Place]]) -> None:
        """Everything is in the breakdowns."""
        waiting = {one.point_id: one for one in breakdown_marks.news(list(places))}
        newest = answers.count()
        for point, one in waiting.items():
            breakdown_marks.start(point)
            breakdown_marks.move(one, newest, self.seen[point])


def _even_shares(whole: int, parts: int) -> Iterator[int]:
    for before, bound in pairwise(whole * at // parts for at in range(parts + 1)):
        yield bound - before
