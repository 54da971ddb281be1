"""The part of the tallies that two people left out of the index."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from kiosk.domain.index.tally import EMPTY, Tally, of_scores
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.store.engine import connection
from kiosk.store.index import tallies
from kiosk.store.survey import answers, exclusions


@dataclass(frozen=True)
class LeftOut:
    """One answer: where it counts, and its tally. ``service_id`` `tallies.NO_SERVICE`: not said."""

    answer_id: int
    month: int
    unit_id: int
    point_id: int
    service_id: int
    source: int
    tally: Tally


def read(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Iterable[int]
) -> list[LeftOut]:
    """Every answer left out; few, since each took two people."""
    rows = exclusions.agreed(instrument_id, unit_ids, months)
    return [_made(instrument, row) for row in rows]


def later(
    instrument: Instrument,
    instrument_id: int,
    counted: Mapping[tuple[int, int], tuple[int, frozenset[int]]],
) -> list[LeftOut]:
    """Every answer after the rows counted of its point and month, and those of them that were
    held back; but none left out by two people."""
    rows = [
        row
        for (point, month), (length, held) in sorted(counted.items())
        for row in answers.after(point, month, instrument_id, length, held)
    ]
    gone = set(connection().scalars(exclusions.left_out())) if rows else set()
    return [_made(instrument, row) for row in rows if row.id not in gone]


def _made(instrument: Instrument, row: Any) -> LeftOut:
    return LeftOut(
        row.id,
        row.month,
        row.unit_id,
        row.point_id,
        row.service_id or tallies.NO_SERVICE,
        row.source,
        of_scores(instrument, [scores_of(instrument, row.scores)]),
    )


def kept(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Sequence[int]
) -> Tally:
    """What the index is made of: every answer but those left out."""
    every = tallies.total(instrument, instrument_id, unit_ids, months)
    return every - sum(
        (one.tally for one in read(instrument, instrument_id, unit_ids, months)), EMPTY
    )
