"""The part of the tallies that two people left out of the index."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kiosk.domain.index.tally import EMPTY, Tally, of_scores
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.store.index import tallies
from kiosk.store.survey import exclusions


@dataclass(frozen=True)
class LeftOut:
    """One answer: where it counts, and its tally."""

    month: int
    unit_id: int
    source: int
    tally: Tally


def read(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Iterable[int]
) -> list[LeftOut]:
    """Every answer left out; few, since each took two people."""
    rows = exclusions.agreed(instrument_id, unit_ids, months)
    return [
        LeftOut(
            row.month,
            row.unit_id,
            row.source,
            of_scores(instrument, [scores_of(instrument, row.scores)]),
        )
        for row in rows
    ]


def kept(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Sequence[int]
) -> Tally:
    """What the index is made of: every answer but those left out."""
    every = tallies.total(instrument, instrument_id, unit_ids, months)
    return every - sum(
        (one.tally for one in read(instrument, instrument_id, unit_ids, months)), EMPTY
    )
