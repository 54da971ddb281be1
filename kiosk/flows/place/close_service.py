"""A service is no longer offered; what was answered about it stays."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, offers, revision


class OnlyService(Refusal):
    """A counter offers nothing else."""


def close_service(actor: Actor, unit_code: str, code: str, reason: str, now: datetime) -> None:
    """Raises `OnlyService`, `UnknownPlace`."""
    with transaction():
        revision.move()
        kept = edits.service(unit_code, code)
        left = offers.only_there(kept.id)
        if left:
            raise OnlyService(
                "Loket %(points)s hanya melayani layanan ini. Ubah dulu layanan loket itu.",
                points=", ".join(left[:5]),
            )
        steps.close(actor, now, kept, reason)
