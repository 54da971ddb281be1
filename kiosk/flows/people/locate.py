"""Where the object of an address stands, so that the desk's guard can decide."""

from collections.abc import Callable

from kiosk.domain.people.policy import Spot
from kiosk.store.engine import reading
from kiosk.store.people import reach


def _staff(code: str) -> list[Spot] | None:
    return reach.spots_of_staff(code)


def _one(find: Callable[[str], Spot | None]) -> Callable[[str], list[Spot] | None]:
    def found(code: str) -> list[Spot] | None:
        spot = find(code)
        return None if spot is None else [spot]

    return found


KINDS: dict[str, Callable[[str], list[Spot] | None]] = {
    "unit": _one(reach.spot_of_unit),
    "point": _one(reach.spot_of_point),
    "instansi": _one(reach.spot_of_instansi),
    "staff": _staff,
}


def locate(kind: str, code: str) -> list[Spot] | None:
    """The spots at which an object stands; None for an unknown one. A person stands wherever
    they hold a role: whoever may act at one of those places may act on them."""
    with reading():
        return KINDS[kind](code)
