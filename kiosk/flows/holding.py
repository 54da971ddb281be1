"""Steps that flows about closing share: answers so few that a wider or a later figure would tell of
them are held back from it (F56).

October is published, then one answer of October arrives from a tablet. The quarter without its
three months would be that one answer. So it is not counted in the quarter, nor in a second
edition of October, until at least the smallest group has come; the figure says how many.
"""

import json
from collections.abc import Sequence

from kiosk.domain.index import period as periods
from kiosk.domain.index.period import Period
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.index import events
from kiosk.store.place import points, units
from kiosk.store.survey import left_out
from kiosk.store.survey.left_out import LeftOut

Counted = dict[tuple[int, int], tuple[int, frozenset[int]]]
"""(point id, month) to the rows of its chain that the newest published figure looked at, and the
answers among them that it held back itself."""


def held_of(
    instrument: Instrument,
    instrument_id: int,
    unit_ids: Sequence[int],
    period: Period,
    smallest: int,
) -> tuple[LeftOut, ...]:
    """Answers of this period that came after what was published of parts of it, or of itself;
    none where they are enough to be counted, or none came."""
    counted = _counted(unit_ids, instrument_id, period)
    late = left_out.later(instrument, instrument_id, counted) if counted else []
    return tuple(late) if len(late) < smallest else ()


def _counted(unit_ids: Sequence[int], instrument_id: int, period: Period) -> Counted:
    """Of events in order of time: the newest of a place stands."""
    found: Counted = {}
    months = set(period.months)
    for row in events.published_closings(unit_ids, instrument_id):
        told = set(periods.parse(row.period).months)
        if told <= months:
            body = json.loads(row.body)
            held = frozenset(body["held"])
            for point in points.codes_of(units.below(row.unit_id)):
                length = body["heads"].get(str(point), 0)
                found |= {(point, month): (length, held) for month in told}
    return found
