"""A second person agrees to an exclusion or refuses it."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.exclusion import DECIDED, KIND
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.survey import exclusions


class UndecidableExclusion(Refusal):
    """This person, or anybody, may not decide it now."""


def decide_exclusion(actor: Actor, number: int, *, agree: bool, note: str, now: datetime) -> None:
    """Raises `UndecidableExclusion`. Whoever asked never decides."""
    clean = " ".join(note.replace("\0", "").split())[:500]
    with transaction():
        found = exclusions.by_id(number)
        units = reach.unit_ids(actor.grants, Action.APPROVE_EXCLUSION, also_closed=True)
        if found is None or found.unit_id not in units:
            raise UndecidableExclusion("Usulan itu tidak ada di wilayah Anda.")
        if found.asked_by == actor.id:
            raise UndecidableExclusion(
                "Anda yang mengusulkan; pengecualian harus diputuskan orang kedua."
            )
        decision = exclusions.AGREED if agree else exclusions.REFUSED
        if not exclusions.decide(number, decision, clean, actor.id, now):
            raise UndecidableExclusion("Usulan itu sudah diputuskan.")
        spot = reach.spot_of_unit_id(found.unit_id)
        audit.append(
            at=now,
            actor_id=actor.id,
            action=DECIDED,
            object_kind=KIND,
            object_id=str(number),
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=found.unit_id,
            details={"keputusan": [None, decision]},
            reason=clean or None,
        )
