"""Send a dead letter again, or all of them: somebody looked, and mended what was wrong."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.upkeep.delivery import UnknownNotice
from kiosk.store.engine import transaction
from kiosk.store.people import audit
from kiosk.store.upkeep import notices


def requeue_notice(actor: Actor, number: str | None, now: datetime) -> int:
    """``number``: 16 hexadecimal digits, None: all dead letters. How many wait now; raises
    `UnknownNotice`."""
    with transaction():
        found = notices.requeue(int(number, 16) if number else None, now)
        if not found:
            raise UnknownNotice("Surat mati itu tidak ada lagi. Muat ulang halaman ini.")
        audit.append(
            at=now,
            actor_id=actor.id,
            action="kirim-ulang-pemberitahuan",
            object_kind="pemberitahuan",
            object_id=number or "",
            details={"jumlah": found},
        )
    return found
