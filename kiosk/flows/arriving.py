"""Steps that ways in other than a scanned code share: a unit taken as a point of its own."""

from kiosk.domain.place.point import InstansiCard, OpenPoint, ServiceCard, UnitCard
from kiosk.store.place import units


def point_of(unit: UnitCard) -> OpenPoint:
    """The unit without a counter: its number is 0, which no counter has."""
    services = units.services_of([unit.id])
    return OpenPoint(
        id=0,
        code="",
        name=unit.name,
        unit=unit,
        instansi=InstansiCard("", ""),
        services=tuple(ServiceCard(one.id, one.code, one.name) for one in services),
        uses=(),
        revision=0,
    )


def point_of_id(unit_id: int) -> OpenPoint:
    return point_of(units.by_code(units.code_of(unit_id)))
