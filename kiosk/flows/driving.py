"""Steps that flows share: which unsur goes with how people feel about the whole."""

from collections.abc import Mapping

from kiosk.domain.index.drivers import UNIT, Drivers, Rated, drivers
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.stored import scores_of
from kiosk.flows.trusting import Scope
from kiosk.store.index import tallies
from kiosk.store.survey import samples

SAMPLE = 2_000
"""Newest answers looked at: the interval of a correlation is then 0.09 wide at most, and no page
grows slower with a year's answers."""


def drivers_of(scope: Scope) -> Drivers:
    """In the caller's one look at the database."""
    months = scope.period.months
    ids = samples.newest_ids(scope.unit_ids, months, SAMPLE)
    rows = samples.rated(ids, scope.instrument_id)
    rated = [Rated(unsur_means(scope.instrument, row.scores), row.face) for row in rows]
    counted = tallies.total(scope.instrument, scope.instrument_id, scope.unit_ids, months)
    of = counted.respondents if len(ids) >= SAMPLE else len(rated)
    return drivers([one.code for one in scope.instrument.unsur], rated, of)


def unsur_means(instrument: Instrument, sheet: str) -> Mapping[str, int]:
    """In 1/`UNIT`: items averaged inside their unsur; an unsur left blank is not there."""
    scores = scores_of(instrument, sheet)
    found = {}
    for unsur in instrument.unsur:
        given = [scores[item.code] for item in unsur.items if item.code in scores]
        if given:
            found[unsur.code] = sum(given) * UNIT // len(given)
    return found
