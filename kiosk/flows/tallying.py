"""Steps that flows of the tallies share: what the answers themselves say, in pieces small enough
for one short transaction."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby

from kiosk.domain.index.splitting import Key
from kiosk.domain.index.tally import Tally, of_sheets
from kiosk.domain.month import Month, shift
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows.splitting import split_rows
from kiosk.store.engine import reading
from kiosk.store.index import breakdowns, tallies
from kiosk.store.survey import answers, breakdown_marks, instruments

ANSWERS = 20_000
"""About so many in one piece: nobody who answers waits longer than for a tenth of a second."""
Slice = tuple[int, int, int]
"""(unit id, instrument id, month)."""
Row = tuple[int, ...]
"""A key of the tallies, in order of `tallies.KEYS`."""


@dataclass(frozen=True)
class Piece:
    """Units of one month."""

    month: Month
    unit_ids: tuple[int, ...]


def pieces(since: Month = 0) -> list[Piece]:
    """Wherever there may be an answer, a tally or a breakdown, month by month from ``since``."""
    with reading():
        months = sorted({*_answered(), *tallies.months(), *breakdowns.months()})
        sizes = answers.sizes()
    groups = list(_grouped(sizes, max(1, len(months))))
    return [Piece(month, group) for month in months if month >= since for group in groups]


def _answered() -> Iterator[Month]:
    found = answers.span()
    if found is not None:
        month, last = found
        while month <= last:
            yield month
            month = shift(month, 1)


def _grouped(sizes: dict[int, int], months: int) -> Iterator[tuple[int, ...]]:
    """Units together that have about `ANSWERS` a month."""
    group: list[int] = []
    so_far = 0
    for unit, many in sorted(sizes.items()):
        if group and so_far + many > ANSWERS * months:
            yield tuple(group)
            group, so_far = [], 0
        group.append(unit)
        so_far += many
    if group:
        yield tuple(group)


def known_instruments() -> Mapping[int, Instrument]:
    """By id."""
    return {number: instruments.by_code(code) for code, number in instruments.ids().items()}


def counted(piece: Piece) -> dict[Row, Tally]:
    """The tallies of a piece as its answers make them."""
    sheets: dict[tuple[int, ...], list[str]] = {}
    for *place, scores in answers.sheets(piece.unit_ids, piece.month):
        sheets.setdefault(tuple(place), []).append(scores)
    known = known_instruments()
    return {
        (piece.month, *place): of_sheets(known[place[1]], mine) for place, mine in sheets.items()
    }


def split(unit_id: int, month: Month) -> dict[int, dict[Key, Tally]]:
    """The breakdowns of a unit and month by instrument, of its answers up to each point's mark."""
    rows = sorted(breakdown_marks.tallied(unit_id, month), key=lambda row: int(row.instrument_id))
    known = known_instruments()
    return {
        number: split_rows(known[number], mine)
        for number, mine in groupby(rows, key=lambda row: int(row.instrument_id))
    }
