"""Take a dead letter out of the outbox, with a reason."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep.delivery import UnknownNotice
from kiosk.store.engine import transaction
from kiosk.store.people import audit
from kiosk.store.upkeep import notices


def drop_notice(actor: Actor, number: str, reason: str, now: datetime) -> None:
    """``number``: 16 hexadecimal digits. Raises `UnknownNotice`."""
    with transaction():
        row = notices.by_id(int(number, 16))
        if row is None or not notices.drop(row.id):
            raise UnknownNotice("Surat mati itu tidak ada lagi. Muat ulang halaman ini.")
        audit.append(
            at=now,
            actor_id=actor.id,
            action="hapus-pemberitahuan",
            object_kind="pemberitahuan",
            object_id=number,
            details={"jenis": [row.kind, None]},
            reason=reason,
        )
