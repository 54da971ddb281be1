"""A head who typed nothing of it decides between two entries, the paper in hand."""

from collections.abc import Mapping
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.survey.paper import (
    SheetState,
    UnfitSheet,
    clean_reason,
    differences,
    settled,
)
from kiosk.flows import sheeting
from kiosk.flows.sheeting import Found
from kiosk.store.engine import transaction


def settle_sheet(
    actor: Actor,
    unit_code: str,
    serial: str,
    choice: Mapping[str, int],
    reason: str,
    now: datetime,
) -> None:
    """``choice``: each differing field to the turn whose value stands (1 to 3).

    Raises `UnfitSheet`, `UnknownSheet`, `WrongSerial`."""
    clean = clean_reason(reason)
    with transaction():
        one = sheeting.found(unit_code, serial, held=True)
        _check(one, actor)
        places = _places(one, choice)
        typed = settled([entry.typed for entry in one.entries], places)
        sheeting.take_in(one, typed, now, actor.id, clean)
        details = {
            "keadaan": [one.sheet.state.value, SheetState.IN.value],
            **{name: [None, f"isian {place + 1}"] for name, place in places.items()},
        }
        sheeting.record(
            actor, now, "putuskan-lembar", one.unit.id, one.sheet.serial, details, clean
        )


def _check(one: Found, actor: Actor) -> None:
    if one.sheet.state is not SheetState.DIFFERS:
        raise UnfitSheet("Lembar ini tidak sedang menunggu keputusan.")
    if any(entry.by == actor.id for entry in one.entries):
        raise UnfitSheet(
            "Anda ikut mengetik lembar ini, jadi bukan Anda yang memutuskan. Minta orang lain "
            "mengetiknya ketiga kali."
        )


def _places(one: Found, choice: Mapping[str, int]) -> dict[str, int]:
    wanted = differences([entry.typed for entry in one.entries])
    turns = range(1, len(one.entries) + 1)
    if any(choice.get(name) not in turns for name in wanted):
        raise UnfitSheet("Pilih isian yang sesuai kertas untuk setiap bagian yang berbeda.")
    return {name: choice[name] - 1 for name in wanted}
