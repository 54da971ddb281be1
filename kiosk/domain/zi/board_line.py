"""A unit on the board over all units of an instansi."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.zi.phase import ORDER, RANK, Standing


class Sort(StrEnum):
    """What the board is ordered by; the values stand in addresses."""

    UNIT = "unit"
    PHASE = "tahap"
    PREDICATE = "predikat"
    HASIL = "hasil"
    LATE = "terlambat"
    MONITORED = "pemantauan"


@dataclass(frozen=True)
class BoardLine:
    """``hasil`` of 40 and ``total`` of 100, None where not known; ``passes``: whether the figures
    reach WBK, None where nothing is counted because no phase is written. ``short``: how many
    requirements are known to be missing; 0 of one that does not pass: too little is known.
    ``monitored``: the last yearly monitoring; ``due``: the next."""

    code: str
    name: str
    instansi: str
    standing: Standing
    late: int
    monitored: date | None
    due: date | None
    overdue: bool
    hasil: Fraction | None = None
    total: Fraction | None = None
    passes: bool | None = None
    short: int = 0


def ordered(lines: Iterable[BoardLine], by: Sort) -> tuple[BoardLine, ...]:
    """By instansi; within it what is furthest or most urgent first, names for the rest."""
    return tuple(sorted(lines, key=lambda one: (one.instansi, *_rank(one, by), one.name, one.code)))


def _rank(one: BoardLine, by: Sort) -> tuple[object, ...]:
    held = one.standing
    if by is Sort.PHASE:
        return (-(ORDER.index(held.phase) + 1 if held.phase else 0),)
    if by is Sort.PREDICATE:
        return (-RANK.get(held.predicate or "", 0),)
    if by is Sort.HASIL:
        return (one.hasil is None, -(one.hasil or 0))
    if by is Sort.LATE:
        return (-one.late,)
    if by is Sort.MONITORED:
        return (one.due is None, one.due or date.max)
    return ()
