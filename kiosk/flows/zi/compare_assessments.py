"""What the unit says of itself, what TPI and what TPN say, side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.assessment import Assessment, Judge, of_judge
from kiosk.domain.zi.lke_points import Scores, score
from kiosk.domain.zi.lke_sheet import LkeSheet
from kiosk.domain.zi.phase import Phase, Step
from kiosk.flows import assessing, lke_steps, phasing
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import units


@dataclass(frozen=True)
class Compared:
    """``given``: judge to item to what was said. ``scores``: of each judge, an item that he did
    not judge counted as the unit says; None where he judged none. ``step``: the phase penilaian,
    with totals as their letters say them."""

    unit: UnitCard
    year: int
    sheet: LkeSheet
    given: Mapping[Judge, Mapping[str, Assessment]]
    scores: Mapping[Judge, Scores | None]
    step: Step | None
    names: Mapping[int, str]

    def values(self, item: str) -> tuple[Fraction | None, ...]:
        """The unit's own, TPI's, TPN's."""
        found = [self.given[judge].get(item) for judge in Judge]
        return (self.sheet.values.get(item), *(one.value if one else None for one in found))


def compare_assessments(unit_code: str, year: int, now: datetime) -> Compared:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        sheet = lke_steps.sheet_of(unit, year, now)
        said = [one for those in assessing.assessments_of(unit, year).values() for one in those]
        given = {judge: of_judge(said, judge) for judge in Judge}
        return Compared(
            unit=unit,
            year=year,
            sheet=sheet,
            given=given,
            scores={judge: _scores(sheet, given[judge]) for judge in Judge},
            step=phasing.walk_of(unit, year).get(Phase.ASSESSED),
            names=roster.names({one.actor_id for one in said}),
        )


def _scores(sheet: LkeSheet, given: Mapping[str, Assessment]) -> Scores | None:
    if not given:
        return None
    judged = {item: one.value for item, one in given.items()}
    return score(sheet.version, {**sheet.values, **judged})
