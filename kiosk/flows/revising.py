"""Steps that flows share: what has come to a period since it was closed."""

from datetime import date

from kiosk.domain.index.closing import Closing
from kiosk.flows import closings
from kiosk.store.place import units
from kiosk.store.survey import instruments, sheets

Days = tuple[tuple[date, int], ...]
"""Each day in the unit's zone, and how many answers came on it; the first first."""


def late_days(closing: Closing) -> Days:
    """Answers that came by themselves after the closing. Those of a file or keyed for a month that
    is over count in no day."""
    heads, _ = closings.kept_rows(closing.id)
    number, ids = instruments.id_of(closing.instrument), units.below(closing.unit_id)
    return tuple(sheets.late_days(number, ids, closing.period.months, heads).items())
