"""A sheet that will not come back, or must not count, is cancelled with a reason."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.survey.paper import SheetState, UnfitSheet, clean_reason
from kiosk.flows import sheeting
from kiosk.store.engine import transaction
from kiosk.store.people import reach
from kiosk.store.survey import paper


def cancel_sheet(actor: Actor, unit_code: str, serial: str, reason: str, now: datetime) -> None:
    """One that was typed already is the head's to cancel: its scores are known by then.

    Raises `UnfitSheet`, `UnknownSheet`, `WrongSerial`."""
    clean = clean_reason(reason)
    with transaction():
        one = sheeting.found(unit_code, serial, held=True)
        if one.sheet.state.is_over:
            raise UnfitSheet("Lembar ini sudah masuk atau sudah dibatalkan.")
        spot = reach.spot_of_unit_id(one.unit.id)
        may = spot is not None and actor.may(Action.SETTLE_PAPER, spot)
        if one.entries and not may:
            raise UnfitSheet("Lembar yang sudah diketik hanya dapat dibatalkan kepala unit.")
        if not paper.move(one.sheet, SheetState.CANCELLED, actor.id, now, clean):
            raise UnfitSheet("Lembar ini baru saja diubah orang lain. Buka lagi.")
        paper.forget_words(one.sheet.serial)
        details = {"keadaan": [one.sheet.state.value, SheetState.CANCELLED.value]}
        sheeting.record(
            actor, now, "batalkan-lembar", one.unit.id, one.sheet.serial, details, clean
        )
