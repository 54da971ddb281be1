"""How much a unit's registers hold in a year: counts, and nothing of who."""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.zi import gift
from kiosk.domain.zi.register import Entry

LEAST = 5
"""Of fewer entries whoever may not read the register learns no more than that there are few: a
count of one names somebody in a small office. Fixed, and no setting."""


@dataclass(frozen=True)
class RegisterCounts:
    """Of one year, what was taken back left out. ``reportable`` gifts must be reported, of them
    ``reported`` were; ``decided`` of the ``conflicts`` have a superior's decision."""

    gifts: int
    reportable: int
    reported: int
    conflicts: int
    decided: int

    @property
    def any_gift(self) -> bool:
        return self.gifts > 0


def counts(gifts: Sequence[Entry], conflicts: Sequence[Entry], year: int) -> RegisterCounts:
    given = [one.values for one in gifts if not one.retracted and one.day.year == year]
    due = [one for one in given if gift.is_due(one)]
    declared = [one for one in conflicts if not one.retracted and one.day.year == year]
    return RegisterCounts(
        gifts=len(given),
        reportable=len(due),
        reported=sum(gift.is_reported(one) for one in due),
        conflicts=len(declared),
        decided=sum(not one.is_open for one in declared),
    )


def told(count: int) -> str:
    """A count for whoever may not read the register; none and few look alike."""
    return str(count) if count >= LEAST else f"kurang dari {LEAST}"
