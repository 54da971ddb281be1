"""Made days of a counter: believable honest visitors, and seven kinds of misuse among them.

What stands here is our picture of a counter, not a record of one: no public data tells which
answers of a counter were filled by whom. The picture is drawn apart from the rules (it speaks of
people and minutes, not of limits), and holds what is hard on purpose: contented people who give
one score to everything, families and groups at one tablet, readers quick and slow, phones that
answer from home.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from random import Random

from kiosk.domain.survey.quality import CounterDay, Seen
from kiosk.domain.survey.source import Source

CLOSING = "officer fills a stack at closing"
STEADY = "officer taps through the day"
CHILD = "child tapping"
SHARED = "static QR passed around"
UPSIDE = "scale read upside down"
EXTRA = "more answers than visits"
AFTER = "after hours"
KINDS = (CLOSING, STEADY, CHILD, SHARED, UPSIDE, EXTRA, AFTER)
HONEST = None
TUNING, TRIAL = range(50), range(1000, 1200)

MIDNIGHT = datetime(2026, 10, 14, 16, 0, tzinfo=UTC)
"""Of Thursday 15 October 2026 in Kupang."""
OPENS, CLOSES = 8 * 60.0, 16 * 60.0
TABLET, ITEMS = 7, 9
HOURLY = (0.7, 1.5, 1.6, 1.1, 0.35, 0.9, 0.9, 0.5)
"""Arrivals of each hour from opening: a peak in the morning, a dip at lunch."""
HURRIED = 0.08
"""Of those who give one score to everything: honest people who tap nine times and go."""


@dataclass
class Day:
    """``misuse``: ids of answers that a person at the counter would call misuse."""

    kind: str | None
    seen: list[Seen] = field(default_factory=list)
    misuse: set[int] = field(default_factory=set)
    visits: int | None = None
    closed: bool = False

    @property
    def counter(self) -> CounterDay:
        hours = None if self.closed else (at_minute(OPENS), at_minute(CLOSES))
        return CounterDay(hours, self.visits)


@dataclass(frozen=True)
class _Office:
    """What stays the same on one day of one counter."""

    tablet: bool
    faces: bool
    counts: bool
    busy: int
    goodness: float


def at_minute(minute: float) -> datetime:
    return MIDNIGHT + timedelta(seconds=round(minute * 60))


def a_day(seed: int, kind: str | None) -> Day:
    """An honest day, with one kind of misuse among it."""
    chance = Random(f"{seed}/{kind}")
    office = _office(chance, kind)
    day = Day(kind)
    _honest(day, chance, office)
    honest = len(day.seen)
    if kind is not HONEST:
        _MISUSE[kind](day, chance, office)
    if office.counts:
        day.visits = max(honest, round(honest / chance.uniform(0.35, 0.9)))
    if kind == EXTRA:
        day.visits = honest + chance.randint(0, max(1, honest // 8))
    return day


def _office(chance: Random, kind: str | None) -> _Office:
    return _Office(
        tablet=kind in (STEADY, CHILD, AFTER, EXTRA) or chance.random() < 0.7,
        faces=kind == UPSIDE or chance.random() < 0.5,
        counts=chance.random() < 0.5,
        busy=chance.choice((12, 20, 30, 45, 70)),
        goodness=chance.gauss(0.0, 0.35),
    )


def _put(
    day: Day, minute: float, source: Source, scores: tuple[int, ...], *,
    seconds: float | None, face: int | None = None, bad: bool = False,
) -> None:  # fmt: skip
    number = len(day.seen) + 1
    device = TABLET if source == Source.KIOSK else None
    whole = None if seconds is None else max(1, round(seconds))
    day.seen.append(
        Seen(number, at_minute(minute), source, scores, device=device, seconds=whole, face=face)
    )
    if bad:
        day.misuse.add(number)


# Honest visitors


def _honest(day: Day, chance: Random, office: _Office) -> None:
    for _ in range(max(4, round(chance.gauss(office.busy, office.busy**0.5)))):
        _visitor(day, chance, office, _arrival(chance))
    if office.tablet and chance.random() < 0.6:
        _family(day, chance, office)
    if office.tablet and chance.random() < 0.05:
        _group(day, chance, office)


def _arrival(chance: Random) -> float:
    hour = chance.choices(range(8), HOURLY)[0]
    return OPENS + 60 * hour + chance.uniform(4, 60) + chance.expovariate(1 / 8)


def _visitor(
    day: Day, chance: Random, office: _Office, minute: float, source: Source | None = None
) -> None:
    source = source or _source(chance, office)
    if source == Source.STATIC_QR and chance.random() < 0.06:
        minute = min(minute + chance.uniform(60, 480), 23.9 * 60)
    scores = _opinion(chance, office)
    face = _face_for(chance, scores) if office.faces and chance.random() < 0.8 else None
    _put(day, minute, source, scores, seconds=_reading(chance, scores, source), face=face)


def _source(chance: Random, office: _Office) -> Source:
    if office.tablet and chance.random() < 0.65:
        return Source.KIOSK
    pool = (Source.STATIC_QR, Source.VISIT_TOKEN if office.counts else Source.STATIC_QR)
    return Source.ASSISTED if chance.random() < 0.06 else chance.choice(pool)


def _opinion(chance: Random, office: _Office) -> tuple[int, ...]:
    """Nearly half give one score to everything: 4 or 3 for most, 1 for a few."""
    mood = chance.gauss(3.25 + office.goodness, 0.55)
    if chance.random() < 0.47:
        one = min(4, max(1, round(mood + 0.2)))
        return (one,) * ITEMS
    return tuple(min(4, max(1, round(chance.gauss(mood, 0.6)))) for _ in range(ITEMS))


def _face_for(chance: Random, scores: tuple[int, ...]) -> int:
    """As the answers say, give or take one; two in a hundred slip."""
    if chance.random() < 0.02:
        return chance.randint(1, 4)
    return min(4, max(1, round(sum(scores) / len(scores) + chance.gauss(0, 0.35))))


def _reading(chance: Random, scores: tuple[int, ...], source: Source) -> float | None:
    """A form's seconds. Who says the same to everything reads less; a phone without script, or
    one left open, tells nothing or too much."""
    if source != Source.KIOSK and chance.random() < 0.15:
        return None
    straight = len(set(scores)) == 1
    if straight and chance.random() < HURRIED:
        return chance.lognormvariate(math.log(13), 0.25)
    middle = 3.2 if straight else 5.5
    usual = sum(chance.lognormvariate(math.log(middle), 0.3) for _ in range(ITEMS))
    own_pace = chance.lognormvariate(0, 0.38)
    distracted = chance.expovariate(1 / 200) if chance.random() < 0.08 else 0
    return 4 + usual * own_pace + distracted


def _family(day: Day, chance: Random, office: _Office) -> None:
    """Three to five at one tablet, one after another."""
    minute = _arrival(chance)
    for _ in range(chance.randint(3, 5)):
        _visitor(day, chance, office, minute, Source.KIOSK)
        minute += chance.uniform(0.7, 1.8)


def _group(day: Day, chance: Random, office: _Office) -> None:
    """A village served together: a dozen wait in line for the tablet."""
    minute = chance.uniform(OPENS + 60, CLOSES - 60)
    for _ in range(chance.randint(9, 14)):
        _visitor(day, chance, office, minute, Source.KIOSK)
        minute += chance.uniform(0.9, 2.5)


# Misuse


def _flattering(chance: Random) -> tuple[int, ...]:
    """Somebody who works there: all 4, or nearly."""
    scores = [4] * ITEMS
    if chance.random() < 0.3:
        for place in chance.sample(range(ITEMS), chance.randint(1, 2)):
            scores[place] = 3
    return tuple(scores)


def _closing(day: Day, chance: Random, office: _Office) -> None:
    source = Source.KIOSK if office.tablet else Source.STATIC_QR
    minute = CLOSES + chance.uniform(-25, 5)
    for _ in range(chance.randint(12, 18)):
        seconds = chance.lognormvariate(math.log(13), 0.35)
        minute += (seconds + chance.uniform(4, 25)) / 60
        _put(day, minute, source, _flattering(chance), seconds=seconds, bad=True)


def _steady(day: Day, chance: Random, _office: _Office) -> None:
    minute = OPENS + chance.uniform(5, 60)
    pace = chance.lognormvariate(math.log(7.5), 0.2)
    while minute < CLOSES:
        seconds = pace * chance.lognormvariate(0, 0.2)
        _put(day, minute, Source.KIOSK, _flattering(chance), seconds=seconds, bad=True)
        minute += chance.uniform(12, 45)


def _child(day: Day, chance: Random, office: _Office) -> None:
    minute = _arrival(chance)
    for _ in range(chance.randint(2, 6)):
        scores = tuple(chance.randint(1, 4) for _ in range(ITEMS))
        seconds = chance.lognormvariate(math.log(5.5), 0.35)
        face = chance.randint(1, 4) if office.faces else None
        _put(day, minute, Source.KIOSK, scores, seconds=seconds, face=face, bad=True)
        minute += (seconds + chance.uniform(3, 15)) / 60


def _shared(day: Day, chance: Random, _office: _Office) -> None:
    """Passed on in a chat group, praise or blame; most answer in the first hours."""
    start, slow = chance.uniform(11 * 60, 19 * 60), chance.uniform(30, 120)
    blame = chance.random() < 0.5
    for _ in range(chance.randint(30, 90)):
        minute = min(start + chance.expovariate(1 / slow), 23.95 * 60)
        base = 1 if blame else 4
        scores = tuple(base + (chance.random() < 0.12) * (1 if blame else -1) for _ in range(ITEMS))
        seconds = _reading(chance, scores, Source.STATIC_QR)
        _put(day, minute, Source.STATIC_QR, scores, seconds=seconds, bad=True)


def _upside(day: Day, chance: Random, office: _Office) -> None:
    """Took 1 for the best, as in a race."""
    for _ in range(chance.randint(2, 5)):
        scores = tuple(1 + (chance.random() < 0.25) for _ in range(ITEMS))
        source = Source.KIOSK if office.tablet else Source.STATIC_QR
        seconds = _reading(chance, scores, source)
        face = chance.choice((3, 4, 4, 4))
        _put(day, _arrival(chance), source, scores, seconds=seconds, face=face, bad=True)


def _extra(day: Day, chance: Random, _office: _Office) -> None:
    """An officer who takes the time to look like a visitor: only the count gives it away."""
    for _ in range(chance.randint(8, 22)):
        seconds = chance.lognormvariate(math.log(20), 0.35)
        _put(day, _arrival(chance), Source.KIOSK, _flattering(chance), seconds=seconds, bad=True)


def _after(day: Day, chance: Random, _office: _Office) -> None:
    minute = CLOSES + chance.uniform(40, 150)
    for _ in range(chance.randint(5, 15)):
        seconds = chance.lognormvariate(math.log(18), 0.4)
        minute += (seconds + chance.uniform(5, 60)) / 60
        _put(day, minute, Source.KIOSK, _flattering(chance), seconds=seconds, bad=True)


_MISUSE = {
    CLOSING: _closing,
    STEADY: _steady,
    CHILD: _child,
    SHARED: _shared,
    UPSIDE: _upside,
    EXTRA: _extra,
    AFTER: _after,
}


@dataclass
class Score:
    """Of answers: ``hit`` misuse that bears a signal, ``missed`` without; ``false`` honest with."""

    hit: int = 0
    missed: int = 0
    false: int = 0
    honest: int = 0

    def add(self, other: Score) -> None:
        self.hit += other.hit
        self.missed += other.missed
        self.false += other.false
        self.honest += other.honest

    @property
    def precision(self) -> float:
        return self.hit / (self.hit + self.false) if self.hit + self.false else 1.0

    @property
    def recall(self) -> float:
        return self.hit / (self.hit + self.missed) if self.hit + self.missed else 1.0


def score(day: Day, flagged: set[int]) -> Score:
    hit = len(day.misuse & flagged)
    honest = len(day.seen) - len(day.misuse)
    return Score(hit, len(day.misuse) - hit, len(flagged - day.misuse), honest)
