"""Make every tally and breakdown anew from the answers, in short transactions."""

import math
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.month import Month
from kiosk.domain.refusal import Busy
from kiosk.flows.tallying import Piece, counted, known_instruments, pieces, split
from kiosk.store.engine import transaction
from kiosk.store.index import breakdowns, tallies
from kiosk.store.index.rebuild_mark import RebuildMark
from kiosk.store.survey import breakdown_marks

TRIES = 12
"""Of a piece, each of which waits as long as anybody does (`engine.BUSY_MILLISECONDS`)."""
AT_WORK, BREATH = 0.1, 0.01
"""Seconds of work, and of doing nothing after it: longer than a waiting writer sleeps between two
looks (`engine.LOOK_AGAIN`). Without it one waited through many of these transactions."""


@dataclass(frozen=True)
class Done:
    """``part``: "rekap" or "rincian"; ``done`` pieces of ``whole``; ``units`` of the last one."""

    part: str
    month: Month
    units: int
    done: int
    whole: int


def rebuild_tallies(folder: Path, now: datetime, *, afresh: bool = False) -> Iterator[Done]:
    """Yields after each piece. Safe to stop at any moment: every tally is right before and after.
    A run of the same day goes on from the month it was in, unless ``afresh``; ``folder`` keeps
    how far it is."""
    mark = RebuildMark(folder)
    begun, since = (0, 0) if afresh else mark.read(now)
    for at, (part, work) in enumerate(_PARTS):
        if at < begun:
            continue
        todo = pieces(since if at == begun else 0)
        for number, piece in enumerate(todo):
            if not number or piece.month != todo[number - 1].month:
                mark.put(at, piece.month, now)
            _patiently(work, piece)
            yield Done(part, piece.month, len(piece.unit_ids), number + 1, len(todo))
    mark.remove()


def _patiently(work: Callable[[Piece], None], piece: Piece) -> None:
    """It takes minutes: a moment in which others write more is no reason to end."""
    for left in reversed(range(TRIES)):
        try:
            return work(piece)
        except Busy:
            if not left:
                raise


def _count_anew(piece: Piece) -> None:
    time.sleep(BREATH)
    with transaction():
        tallies.hold()
        made, known = counted(piece), known_instruments()
        tallies.clear(piece.unit_ids, piece.month)
        for key, tally in made.items():
            tallies.put(dict(zip(tallies.KEYS, key, strict=True)), known[key[2]], tally)


def _split_anew(piece: Piece) -> None:
    breathed = -math.inf
    for unit_id in piece.unit_ids:
        if time.monotonic() - breathed > AT_WORK:
            time.sleep(BREATH)
            breathed = time.monotonic()
        with transaction():
            breakdown_marks.hold()
            made, known = split(unit_id, piece.month), known_instruments()
            breakdowns.clear(unit_id, piece.month)
            for number, found in made.items():
                breakdowns.put((unit_id, number, piece.month), known[number], found)


_PARTS: tuple[tuple[str, Callable[[Piece], None]], ...] = (
    ("rekap", _count_anew),
    ("rincian", _split_anew),
)
