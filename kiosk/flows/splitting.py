"""Steps that flows share: answers split by who gave them and when.

What the jobs process has tallied is read as it is; what came since is read as answers and added,
so that no figure is late; what two people left out is taken away, as from the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.arrival import Clock
from kiosk.domain.index.splitting import Key, Kind, Sums, keys_of
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.quality import LIVE
from kiosk.flows.trusting import Scope
from kiosk.store.index import breakdowns
from kiosk.store.survey import breakdown_marks, exclusions, instruments
from kiosk.store.survey.breakdown_marks import News

MOST = 5_000
"""Answers that somebody waits for while they are read; more are told of instead."""

Split = Mapping[Key, Tally]


@dataclass(frozen=True)
class Parts:
    """``waiting``: newer answers in none of these tallies; 0 nearly always."""

    tallies: Split
    waiting: int


def parts_of(scope: Scope, kinds: Sequence[Kind]) -> Parts:
    """In the caller's one look at the database."""
    found = breakdowns.read(
        scope.instrument, scope.instrument_id, scope.unit_ids, scope.period.months, kinds
    )
    news = breakdown_marks.news(scope.unit_ids)
    waiting = sum(one.waiting for one in news)
    if waiting <= MOST:
        fresh, news, waiting = _untallied(scope, news), [], 0
        found = _merged(found, _of_kinds(fresh, kinds), 1)
    found = _merged(found, _of_kinds(_left_out(scope, news), kinds), -1)
    return Parts({key: one for key, one in found.items() if one.respondents}, waiting)


def split_rows(instrument: Instrument, rows: Iterable[Any]) -> dict[Key, Tally]:
    """Rows of `breakdown_marks`, all of this instrument."""
    sums = Sums(instrument)
    for row in rows:
        is_timed = row.source in LIVE and row.clock != Clock.NOT_BELIEVED
        at = row.at if is_timed else None
        sums.add(keys_of(row.point_id, at, row.profile, ZoneInfo(row.timezone)), row.scores)
    return sums.tallies()


def instrument_of(instrument_id: int) -> Instrument:
    codes = {number: code for code, number in instruments.ids().items()}
    return instruments.by_code(codes[instrument_id])


def _untallied(scope: Scope, news: Sequence[News]) -> Split:
    rows = breakdown_marks.untallied(news, scope.period.months, scope.instrument_id)
    return split_rows(scope.instrument, rows)


def _left_out(scope: Scope, unread: Sequence[News]) -> Split:
    """``unread``: points of whose answers only those up to their mark are counted."""
    seen = {one.point_id: one.seen_id for one in unread}
    gone = exclusions.agreed(scope.instrument_id, scope.unit_ids, scope.period.months)
    ids = [row.id for row in gone if row.id <= seen.get(row.point_id, row.id)]
    ids += sorted(scope.held)
    return split_rows(scope.instrument, breakdown_marks.left_out(ids)) if ids else {}


def _of_kinds(split: Split, kinds: Sequence[Kind]) -> Split:
    return {key: one for key, one in split.items() if key[0] in kinds}


def _merged(one: Split, other: Split, sign: int) -> dict[Key, Tally]:
    found = dict(one)
    for key, tally in other.items():
        mine = found.get(key, EMPTY)
        found[key] = mine + tally if sign > 0 else mine - tally
    return found
