"""The schedule as it stands today: what is over, what waits for a person, what runs said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.upkeep import retention
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.retention import Due, Rule
from kiosk.flows import erasing, expiring
from kiosk.store.engine import reading
from kiosk.store.place import settings
from kiosk.store.retention import holds, permits
from kiosk.store.upkeep import checks

RUNS = 10


@dataclass(frozen=True)
class Standing:
    """``due``: of what a run erases. ``days``: class to days as the house set them. ``held``: how
    many holds there are; whose, nobody here reads. ``permitted``: agreed to, not run yet."""

    schedule: tuple[Rule, ...]
    due: tuple[Due, ...]
    days: Mapping[str, int]
    runs: tuple[Checked, ...]
    held: int
    permitted: Mapping[str, int]


def show_retention(now: datetime) -> Standing:
    found = expiring.everything_due(now)
    with reading():
        kept = settings.of_unit(settings.INSTALLATION)
        return Standing(
            schedule=permits.schedule(),
            due=tuple(found),
            days={one.code: retention.days_of(one, kept) for one in permits.schedule()},
            runs=tuple(checks.last(CheckKind.RETENTION, RUNS)),
            held=len(holds.standing(erasing.day_of(now))),
            permitted=permits.given(now),
        )
