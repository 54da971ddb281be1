"""Compare tallies and breakdowns with the answers they came from; make them anew from these."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from kiosk.domain.index.tally import Tally, of_scores
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.flows.splitting import split_rows
from kiosk.store.engine import reading, transaction
from kiosk.store.index import breakdowns, tallies
from kiosk.store.survey import answers, breakdown_marks, instruments

Slice = tuple[int, int, int]
"""(unit id, instrument id, month): small enough for one short transaction."""


@dataclass(frozen=True)
class TallyCheck:
    """``wrong``: slices where tallies and answers disagree."""

    slices: int
    answers: int
    wrong: tuple[Slice, ...]

    @property
    def ok(self) -> bool:
        return not self.wrong


def check_tallies() -> TallyCheck:
    """Every slice is compared in one look of its own, so that no reader grows old."""
    wrong, seen, found = [], 0, 0
    for one in all_slices():
        with reading():
            fresh = _fresh(one)
            same = _rows(one, fresh) == tallies.rows_of(*one) and _is_split(one)
        seen += 1
        found += sum(tally.respondents for _, tally in fresh)
        if not same:
            wrong.append(one)
    return TallyCheck(seen, found, tuple(wrong))


def rebuild_tallies() -> Iterator[Slice]:
    """Make every tally anew, a slice a transaction; yields each slice done. Safe to stop and
    to run again: a slice is right before and after."""
    for one in all_slices():
        with transaction():
            tallies.hold()
            fresh = _fresh(one)
            tallies.clear(*one)
            for key, tally in fresh:
                tallies.put(key, _instrument(one[1]), tally)
            _split_anew(one)
        yield one


def all_slices() -> list[Slice]:
    """Wherever there are answers, or tallies without any."""
    with reading():
        from_answers = {(row[0], row[1], row[2]) for row in answers.months()}
        found = from_answers | set(tallies.slices()) | set(breakdowns.slices())
        return sorted(found, key=lambda one: (one[2], one))


def _is_split(one: Slice) -> bool:
    """Whether the breakdowns of a slice are those of its answers up to each point's mark."""
    instrument = _instrument(one[1])
    found = split_rows(instrument, breakdown_marks.tallied(*one))
    fresh = {key: tallies.flat(instrument, tally) for key, tally in found.items()}
    return fresh == breakdowns.rows_of(one)


def _split_anew(one: Slice) -> None:
    breakdown_marks.hold()
    found = split_rows(_instrument(one[1]), breakdown_marks.tallied(*one))
    breakdowns.clear(one)
    breakdowns.put(one, _instrument(one[1]), found)


def _instrument(instrument_id: int) -> Instrument:
    codes = {number: code for code, number in instruments.ids().items()}
    return instruments.by_code(codes[instrument_id])


def _fresh(one: Slice) -> list[tuple[dict[str, int], Tally]]:
    """The tallies of a slice made from its answers: key and tally of each row."""
    unit_id, instrument_id, month = one
    instrument = _instrument(instrument_id)
    rows = sorted(answers.sheets(unit_id, instrument_id, month), key=_place)
    found = []
    for (point, service, source), group in groupby(rows, key=_place):
        key = {
            "month": month,
            "unit_id": unit_id,
            "instrument_id": instrument_id,
            "point_id": point,
            "service_id": service,
            "source": source,
        }
        found.append((key, of_scores(instrument, [scores_of(instrument, r.scores) for r in group])))
    return found


def _place(row: Any) -> tuple[int, int, int]:
    return row.point_id, row.service_id or tallies.NO_SERVICE, row.source


def _rows(
    one: Slice, fresh: list[tuple[dict[str, int], Tally]]
) -> dict[tuple[int, ...], tuple[int, ...]]:
    """What the table should hold, in its own shape."""
    instrument = _instrument(one[1])
    return {
        tuple(key[name] for name in tallies.KEYS): tallies.flat(instrument, tally)
        for key, tally in fresh
    }
