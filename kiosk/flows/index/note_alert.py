"""Somebody acknowledges a call and writes what was done."""

from datetime import datetime

from kiosk.domain.index.alert_words import UnfitNote, clean_note
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.store.engine import transaction
from kiosk.store.index import alerts
from kiosk.store.people import audit, reach


def note_alert(actor: Actor, number: int, note: str, now: datetime) -> None:
    """Raises `UnfitNote`; one out of reach is as unknown."""
    clean = clean_note(note)
    with transaction():
        found = alerts.by_id(number)
        if found is None or found.unit_id not in reach.unit_ids(actor.grants, Action.HANDLE_ALERTS):
            raise UnfitNote("Peringatan itu tidak ada di unit Anda.")
        if not alerts.acknowledge(number, clean, actor.id, now):
            raise UnfitNote("Peringatan itu sudah ditanggapi rekan Anda. Muat ulang halaman ini.")
        spot = reach.spot_of_unit_id(found.unit_id)
        audit.append(
            at=now,
            actor_id=actor.id,
            action="tanggapi-peringatan",
            object_kind="peringatan",
            object_id=str(number),
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=found.unit_id,
            details={"jenis": [None, found.kind]},
            reason=clean,
        )
