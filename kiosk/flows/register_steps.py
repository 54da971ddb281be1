"""Steps that flows share: counts of a unit's registers, for the facts of its LKE. Inside the
caller's look."""

from collections.abc import Sequence

from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register_counts import RegisterCounts, counts
from kiosk.store.zi import registers


def counts_of(unit_ids: Sequence[int], year: int) -> RegisterCounts:
    """To others than the register's readers only through `register_counts.told`."""
    gifts = registers.of_units(Subject.GRATIFICATION, unit_ids)
    return counts(gifts, registers.of_units(Subject.CONFLICT, unit_ids), year)
