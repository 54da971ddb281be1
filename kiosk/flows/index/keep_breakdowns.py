"""Answers that came are added to the breakdowns, each once: the jobs process does it, so that
whoever answers does not wait for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.index.splitting import Key
from kiosk.domain.index.tally import Tally
from kiosk.flows.rounds import Round
from kiosk.flows.splitting import instrument_of, split_rows
from kiosk.store.engine import reading, transaction
from kiosk.store.index import breakdowns
from kiosk.store.survey import breakdown_marks, flags
from kiosk.store.survey.breakdown_marks import News

SLICE = 5_000
"""Answers of one point added in one transaction."""


@dataclass(frozen=True)
class _Counted:
    """What one slice adds, by (instrument id, month), and up to where."""

    added: dict[tuple[int, int], dict[Key, Tally]]
    seen_id: int
    answers: int
    is_last: bool


def keep_breakdowns() -> bool:
    """One round; True where more waits."""
    this = Round()
    with reading():
        waiting = breakdown_marks.news()
    unfinished: list[News] = []
    done = this.each(waiting, lambda one: _look(one, unfinished))
    return bool(unfinished) or (this.is_over and done < len(waiting))


def _look(news: News, unfinished: list[News]) -> None:
    """Read without holding anybody up, then written at once, if the mark still stands where it
    did: whoever is killed between is followed where it stopped."""
    with reading():
        counted = _counted(news)
    if counted is None:
        return
    with transaction():
        _write(news, counted)
    if not counted.is_last:
        unfinished.append(news)


def _write(news: News, counted: _Counted) -> None:
    breakdown_marks.start(news.point_id)
    if not breakdown_marks.move(news, counted.seen_id, counted.answers):
        return
    for (instrument_id, month), found in sorted(counted.added.items()):
        one = (news.unit_id, instrument_id, month)
        breakdowns.put(one, instrument_of(instrument_id), found)


def _counted(news: News) -> _Counted | None:
    ids = flags.newer(news.point_id, news.seen_id, SLICE + 1)
    taken = ids[:SLICE]
    if not taken:
        return None
    rows = breakdown_marks.next_of(news, taken)
    added = {
        place: split_rows(instrument_of(place[0]), group) for place, group in _grouped(rows).items()
    }
    return _Counted(added, taken[-1], len(rows), is_last=len(ids) == len(taken))


def _grouped(rows: Sequence[Any]) -> dict[tuple[int, int], list[Any]]:
    found: dict[tuple[int, int], list[Any]] = {}
    for row in rows:
        found.setdefault((row.instrument_id, row.month), []).append(row)
    return found
