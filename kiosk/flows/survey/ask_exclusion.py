"""Ask that an answer be left out of the index: never deleted, always with a reason."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.exclusion import ASKED, KIND
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.survey import answers, exclusions

REASON_LENGTH = (10, 500)


class InvalidExclusion(Refusal):
    """It cannot be asked, or not like this."""


def ask_exclusion(actor: Actor, answer_id: int, reason: str, now: datetime) -> None:
    """Raises `InvalidExclusion`; an answer out of reach is as unknown."""
    clean = " ".join(reason.replace("\0", "").split())
    if not REASON_LENGTH[0] <= len(clean) <= REASON_LENGTH[1]:
        raise InvalidExclusion("Tulis alasan dengan 10 sampai 500 karakter.")
    with transaction():
        units = reach.unit_ids(actor.grants, Action.EXCLUDE_ANSWERS, also_closed=True)
        found = answers.newest(units, 1, only=answer_id)
        if not found:
            raise InvalidExclusion("Jawaban itu tidak ada di unit Anda.")
        if exclusions.pending_or_agreed(answer_id):
            raise InvalidExclusion("Jawaban itu sudah diusulkan atau sudah dikecualikan.")
        number = exclusions.ask(answer_id, clean, actor.id, now)
        spot = reach.spot_of_unit_id(found[0].unit_id)
        audit.append(
            at=now,
            actor_id=actor.id,
            action=ASKED,
            object_kind=KIND,
            object_id=str(number),
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=found[0].unit_id,
            details={"jawaban": [None, answer_id]},
            reason=clean,
        )
