"""Figures of many regions as one: sums added, the index computed once, small groups not shown."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.index import ikm as index
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.region import Handled
from kiosk.domain.index.small_groups import hidden
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.survey.instrument import Instrument

STALE = timedelta(hours=26)
"""A region fills its figures every hour; a day without any word of it is told."""


@dataclass(frozen=True)
class Part:
    """What one region tells of one province and kind of unit; ``units``: named ones among them."""

    region: str
    province: str
    kind: str
    units: int
    tally: Tally


@dataclass(frozen=True)
class Group:
    """Some parts together. ``ikm`` None: nobody, too few, or told by the others. ``graded``: the
    sample is enough for a mutu."""

    code: str
    respondents: int
    units: int
    ikm: Ikm | None
    graded: bool


@dataclass(frozen=True)
class RegionNews:
    """``filled_at`` None: subscribed to, and never heard of. ``state``: "jalan", "putus" (not
    connected now), "berhenti" (switched off), "sendiri" (this installation's own) or "tanpa
    langganan". ``newer``: it knows more than this installation reads."""

    region: str
    filled_at: datetime | None
    respondents: int
    state: str
    newer: bool

    def is_stale(self, now: datetime) -> bool:
        return self.filled_at is None or now - self.filled_at > STALE


@dataclass(frozen=True)
class Counted:
    """Complaints of one province or kind."""

    code: str
    handled: Handled


@dataclass(frozen=True)
class Measure:
    """How the nation's own settings want it."""

    instrument: Instrument
    method: Method
    smallest: int
    minimum: int


def whole(parts: Iterable[Part], by: Measure) -> Group:
    """Of all answers together."""
    return _group("", list(parts), by, is_shown=True)


def groups(parts: Iterable[Part], of: Callable[[Part], str], by: Measure) -> list[Group]:
    """By province or kind, in order of the code. What is too small is not shown, nor what would
    tell of it together with the whole."""
    found: dict[str, list[Part]] = {}
    for part in parts:
        found.setdefault(of(part), []).append(part)
    counts = {code: sum(one.tally.respondents for one in some) for code, some in found.items()}
    few = hidden(counts, by.smallest)
    return [
        _group(code, some, by, is_shown=code not in few) for code, some in sorted(found.items())
    ]


def _group(code: str, parts: Sequence[Part], by: Measure, *, is_shown: bool) -> Group:
    tally = sum((one.tally for one in parts), EMPTY)
    enough = is_shown and tally.respondents >= by.smallest
    return Group(
        code,
        tally.respondents,
        sum(one.units for one in parts),
        index.compute(by.instrument, tally, by.method) if enough else None,
        tally.respondents >= by.minimum,
    )


def handled_by(counts: Mapping[str, Handled]) -> list[Counted]:
    return [Counted(code, one) for code, one in sorted(counts.items())]


def added(many: Iterable[Handled]) -> Handled:
    return sum(many, Handled())
