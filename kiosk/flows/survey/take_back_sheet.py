"""Whoever typed a sheet first takes it back, until somebody has typed it after them."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.survey.paper import SheetState, UnfitSheet
from kiosk.flows import sheeting
from kiosk.store.engine import transaction
from kiosk.store.survey import paper


def take_back_sheet(actor: Actor, unit_code: str, serial: str, now: datetime) -> str:
    """Its serial, to be typed anew. Raises `UnfitSheet`, `UnknownSheet`, `WrongSerial`."""
    with transaction():
        one = sheeting.found(unit_code, serial, held=True)
        waits = one.sheet.state is SheetState.ONCE
        if (
            not waits
            or one.entries[0].by != actor.id
            or not paper.move(one.sheet, SheetState.PRINTED)
        ):
            raise UnfitSheet(
                "Hanya isian Anda sendiri yang masih menunggu orang kedua dapat diurungkan."
            )
        paper.drop_entry(one.sheet.serial, one.entries[0].turn)
        details = {"keadaan": [SheetState.ONCE.value, SheetState.PRINTED.value]}
        sheeting.record(actor, now, "urungkan-lembar", one.unit.id, one.sheet.serial, details)
    return one.sheet.serial
