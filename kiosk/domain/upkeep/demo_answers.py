"""The answers of one unit, month and instrument of the demo, a part at a time.

Every slice draws from a generator of its own, named by seed, unit, month and instrument: no
slice knows how many came before it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from random import Random
from typing import NamedTuple

from kiosk.domain.index.tally import Tally
from kiosk.domain.month import Month
from kiosk.domain.survey.answer import NOTICE_VERSION
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.source import Source
from kiosk.domain.upkeep import demo_scores
from kiosk.domain.upkeep.demo_character import drift
from kiosk.domain.upkeep.demo_kinds import Fee, ServicePlan
from kiosk.domain.upkeep.demo_moments import Hours, moments
from kiosk.domain.upkeep.demo_people import profiles
from kiosk.domain.upkeep.demo_places import UnitPlan
from kiosk.domain.upkeep.demo_scores import MOODS
from kiosk.domain.upkeep.demo_words import BY_MOOD

PART = 10_000
"""Answers of one transaction, at most: what is held in memory."""

SOURCES = {
    Source.STATIC_QR: 36,
    Source.KIOSK: 22,
    Source.PAPER: 15,
    Source.VISIT_TOKEN: 24,
    Source.ASSISTED: 3,
}
# Against a unit's level, on 1 to 4. People forgive the form sooner than the wait.
LEANINGS = {
    "persyaratan": 0.05,
    "prosedur": 0.0,
    "waktu": -0.24,
    "biaya": -0.36,
    "produk": 0.06,
    "kompetensi": 0.08,
    "perilaku": 0.16,
    "pengaduan": -0.04,
    "sarana": -0.20,
    "informasi": -0.02,
    "respon": 0.02,
    "konsultasi": -0.06,
    # SPAK: few see a levy or a broker, and fewer say so.
    "diskriminasi": 0.28,
    "kecurangan": 0.30,
    "imbalan": 0.36,
    "pungli": 0.34,
    "percaloan": 0.22,
}
GRATIS = 3.86
"""Mean of biaya where the service is free and the question asked."""


class Sheet(NamedTuple):
    """``point`` and ``service``: codes; ``service`` None in files that do not say."""

    point: str
    service: str | None
    source: int
    at: datetime
    scores: str
    profile: str | None
    suggestion: str | None
    notice: int


class Key(NamedTuple):
    point: str
    service: str | None
    source: int


@dataclass(frozen=True)
class Slice:
    """``last``: the month the demo ends with; ``hours``: those the answers may fall in."""

    seed: int
    unit: UnitPlan
    instrument: Instrument
    month: Month
    last: Month
    hours: Sequence[Hours]
    count: int

    @property
    def from_files(self) -> bool:
        return self.instrument.survey != "skm"

    def parts(self) -> Iterator[list[Sheet]]:
        """Whole answers in order of time, `PART` at a time."""
        rng = Random(f"{self.seed}/{self.unit.code}/{self.month}/{self.instrument.code}")
        habits = Habits(self)
        number = -(-self.count // PART)
        for place in range(number):
            size = self.count * (place + 1) // number - self.count * place // number
            instants = moments(rng, self.hours, size, place, number)
            drawn = list(habits.draw(rng, size))
            rng.shuffle(drawn)
            yield [_sheet(one, at) for one, at in zip(drawn, instants, strict=True)]


def _sheet(drawn: "Drawn", at: datetime) -> Sheet:
    key, scores, profile, suggestion = drawn
    shown = 0 if key.source in (Source.PAPER, Source.SPREADSHEET) else NOTICE_VERSION
    return Sheet(*key, at, scores, profile, suggestion, shown)


Drawn = tuple[Key, str, str | None, str | None]


class Habits:
    """What stays the same in a unit from month to month: its services' standing, its people."""

    def __init__(self, one: Slice) -> None:
        self.slice = one
        unit = one.unit
        rng = Random(f"{one.seed}/{unit.code}")
        self.profiles = profiles(one.seed)
        self.unsur = {code: lean + rng.gauss(0, 0.06) for code, lean in LEANINGS.items()}
        self.services = {one.code: rng.gauss(0, 0.06) for one in unit.services}
        self.level = unit.character.level + drift(unit.character.trend, one.month, one.last)

    def draw(self, rng: Random, count: int) -> Iterator[Drawn]:
        """``count`` answers, grouped by service and mood; to be shuffled."""
        for service, asked in self._chosen(rng, count):
            means = self._means(service)
            for place, number in _counted(rng, len(MOODS), [one.share for one in MOODS], asked):
                yield from self._group(rng, service, means, place, number)

    def _chosen(self, rng: Random, count: int) -> Iterator[tuple[ServicePlan | None, int]]:
        if self.slice.from_files:
            yield None, count
            return
        services = self.slice.unit.services
        shares = [one.share for one in services]
        for place, number in _counted(rng, len(services), shares, count):
            yield services[place], number

    def _means(self, service: ServicePlan | None) -> dict[str, float]:
        standing = self.services[service.code] if service else 0.0
        means = {
            code: self.level + standing + self.unsur[item.unsur]
            for code, item in self.slice.instrument.items.items()
        }
        if service is not None and service.fee is Fee.LEFT_BLANK:
            del means["biaya"]
        elif service is None or service.fee is Fee.FREE:
            means.update({"biaya": GRATIS} if "biaya" in means else {})
        return means

    def _group(
        self,
        rng: Random,
        service: ServicePlan | None,
        means: dict[str, float],
        mood: int,
        count: int,
    ) -> Iterator[Drawn]:
        yield from zip(
            self._keys(rng, service, count),
            demo_scores.sheets(rng, self.slice.instrument, means, MOODS[mood], count),
            rng.choices(self.profiles, k=count),
            self._suggestions(rng, mood, count),
            strict=True,
        )

    def _keys(self, rng: Random, service: ServicePlan | None, count: int) -> list[Key]:
        if service is None:
            return [Key(self.slice.unit.files, None, int(Source.SPREADSHEET))] * count
        keys, odds = self._routes[service.code]
        return rng.choices(keys, odds, k=count)

    def _suggestions(self, rng: Random, mood: int, count: int) -> list[str | None]:
        if self.slice.from_files:
            return [None] * count
        writes, words = MOODS[mood].writes, BY_MOOD[mood]
        return [rng.choice(words) if rng.random() < writes else None for _ in range(count)]

    @cached_property
    def _routes(self) -> dict[str, tuple[list[Key], list[float]]]:
        """Service to its ways in: a counter that offers it, or paper, which has none."""
        return {one.code: _ways(self.slice.unit, one) for one in self.slice.unit.services}


def _ways(unit: UnitPlan, service: ServicePlan) -> tuple[list[Key], list[float]]:
    offering = [one.code for one in unit.points if not one.services or service.code in one.services]
    keys, odds = [], []
    for source, share in SOURCES.items():
        codes = [unit.files] if source is Source.PAPER else offering
        keys += [Key(code, service.code, int(source)) for code in codes]
        odds += [share / len(codes)] * len(codes)
    return keys, odds


def _counted(
    rng: Random, kinds: int, shares: Sequence[float], count: int
) -> Iterator[tuple[int, int]]:
    """How many of ``count`` fall to each kind, those with none left out."""
    drawn = rng.choices(range(kinds), shares, k=count)
    for kind in range(kinds):
        number = drawn.count(kind)
        if number:
            yield kind, number


def tallies(instrument: Instrument, part: Sequence[Sheet]) -> dict[Key, Tally]:
    """The tally of each point, service and source of a part."""
    groups: dict[Key, list[str]] = {}
    for one in part:
        groups.setdefault(Key(one.point, one.service, one.source), []).append(one.scores)
    return {key: demo_scores.tally(instrument, sheets) for key, sheets in groups.items()}
