"""Many answers at once, with their tallies, in the caller's transaction."""

from collections.abc import Mapping, Sequence
from typing import Any

from kiosk.domain.index.tally import Tally
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.index import tallies
from kiosk.store.survey import answers

PlaceKey = tuple[int, int, int]
"""(point id, service id or `tallies.NO_SERVICE`, source)."""


def keep_all(
    instrument: Instrument,
    where: Mapping[str, int],
    rows: Sequence[dict[str, Any]],
    counted: Mapping[PlaceKey, Tally],
) -> None:
    """``where``: unit_id, instrument_id and month of all of them. ``rows``: sheets
    as `answers.add_all` takes them. ``counted``: the tallies of exactly these rows."""
    answers.add_all(rows)
    for (point_id, service_id, source), tally in counted.items():
        key = {**where, "point_id": point_id, "service_id": service_id, "source": source}
        tallies.put(key, instrument, tally)
