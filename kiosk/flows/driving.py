"""Steps that flows share: which unsur goes with how people feel about the whole."""

from collections.abc import Mapping, Sequence

from kiosk.domain.index.drivers import UNIT, Drivers, Rated, drivers
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows.trusting import Scope
from kiosk.store.index import tallies
from kiosk.store.survey import samples

SAMPLE = 2_000
"""Newest answers looked at: the interval of a correlation is then 0.09 wide at most, and no page
grows slower with a year's answers."""


def drivers_of(scope: Scope, newest: Sequence[int] | None = None) -> Drivers:
    """In the caller's one look at the database. ``newest``: ids of so many or more of the newest
    answers, of whoever has them already."""
    months = scope.period.months
    found = samples.newest_ids(scope.unit_ids, months, SAMPLE) if newest is None else newest
    ids = found[:SAMPLE]
    rows = samples.rated(ids, months, scope.instrument_id)
    rated = [Rated(unsur_means(scope.instrument, row.scores), row.face) for row in rows]
    counted = tallies.total(scope.instrument, scope.instrument_id, scope.unit_ids, months)
    of = counted.respondents if len(ids) >= SAMPLE else len(rated)
    return drivers([one.code for one in scope.instrument.unsur], rated, of)


def unsur_means(instrument: Instrument, sheet: str) -> Mapping[str, int]:
    """In 1/`UNIT`: items averaged inside their unsur; an unsur left blank is not there."""
    # Two thousand sheets a page: read at once, without a mapping of each between.
    marks, pairs = instrument.by_mark, zip(sheet[::2], sheet[1::2], strict=True)
    if instrument.is_plain:
        return {marks[mark].unsur: int(score) * UNIT for mark, score in pairs}
    given: dict[str, list[int]] = {}
    for mark, score in pairs:
        given.setdefault(marks[mark].unsur, []).append(int(score))
    return {code: sum(scores) * UNIT // len(scores) for code, scores in given.items()}
