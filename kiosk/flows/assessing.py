"""What evaluators said of a dossier's items, for flows that show it beside what the unit says.
Inside the caller's transaction or look."""

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.assessment import Assessment
from kiosk.store.zi import assessments


def assessments_of(unit: UnitCard, year: int) -> dict[str, tuple[Assessment, ...]]:
    """Item to what was said of it, TPI before TPN; an item nobody judged is not in it."""
    found: dict[str, tuple[Assessment, ...]] = {}
    for one in assessments.of(unit.id, year):
        found[one.item] = (*found.get(one.item, ()), one)
    return found
