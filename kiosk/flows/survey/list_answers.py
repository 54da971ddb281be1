"""A unit's answers one by one, for whoever may see them; the look itself is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.arrival import Clock
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey import signal
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.stored import scores_of
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.survey import answers, exclusions, instruments, origins

PAGE = 50


@dataclass(frozen=True)
class ShownAnswer:
    """``exclusion``: None, or (number, decision or None, whether this reader asked, reason).
    ``signals``: hints that somebody should look, and nothing more. ``seconds``: from opening the
    form to sending it; ``face``: 1 to 4, tapped before. Both as the page told, where it did.
    ``received_at``: where it came later than it was given; ``clock``: what to think of the
    sender's."""

    id: int
    at: datetime
    point: str
    service: str | None
    instrument: str
    source: Source
    scores: Mapping[str, int]
    suggestion: str | None
    exclusion: tuple[int, str | None, bool, str] | None
    signals: tuple[Signal, ...] = ()
    seconds: int | None = None
    face: int | None = None
    received_at: datetime | None = None
    clock: Clock = Clock.SOUND


@dataclass(frozen=True)
class AnswerPage:
    """``older``: the id to go on from, None at the end. ``may_ask`` and ``may_decide``: what
    this reader may do with them here."""

    unit: UnitCard
    answers: tuple[ShownAnswer, ...]
    older: int | None
    may_ask: bool
    may_decide: bool


def list_answers(
    actor: Actor,
    unit_code: str,
    spot: Spot,
    before: int | None,
    now: datetime,
    *,
    flagged: bool = False,
) -> AnswerPage:
    """Newest first, ``flagged``: only those that bear a signal; raises `UnknownUnit`."""
    with transaction():
        unit = units.by_code(unit_code)
        rows = answers.newest(_reached(actor, unit), PAGE + 1, before, flagged=flagged)
        ids = [row.id for row in rows]
        marks, came = exclusions.of_answers(ids), origins.of_answers(ids)
        audit.append(
            at=now,
            actor_id=actor.id,
            action="lihat-jawaban",
            object_kind="jawaban",
            object_id=unit.code,
            instansi_id=spot.instansi_id,
            unit_id=unit.id,
            details={"sebelum": before, "banyak": len(rows[:PAGE])}
            | ({"bertanda": True} if flagged else {}),
        )
    shown = tuple(_shown(row, marks.get(row.id), came.get(row.id), actor) for row in rows[:PAGE])
    return AnswerPage(
        unit,
        shown,
        older=rows[PAGE - 1].id if len(rows) > PAGE else None,
        may_ask=actor.may(Action.EXCLUDE_ANSWERS, spot),
        may_decide=actor.may(Action.APPROVE_EXCLUSION, spot),
    )


def _reached(actor: Actor, unit: UnitCard) -> list[int]:
    """The unit and those below it that this reader may look into."""
    allowed = set(reach.unit_ids(actor.grants, Action.SEE_ANSWERS, also_closed=True))
    return [one for one in units.below(unit.id) if one in allowed]


def _shown(row: Any, mark: Any, origin: Any, actor: Actor) -> ShownAnswer:
    exclusion = (mark.id, mark.decision, mark.asked_by == actor.id, mark.reason) if mark else None
    return ShownAnswer(
        id=row.id,
        at=row.at,
        point=row.point,
        service=row.service,
        instrument=row.instrument,
        source=Source(row.source),
        scores=scores_of(instruments.by_code(row.instrument), row.scores),
        suggestion=row.suggestion,
        exclusion=exclusion,
        signals=signal.read(row.flags),
        seconds=origin.seconds if origin else None,
        face=origin.face if origin else None,
        received_at=origin.received_at if origin else None,
        clock=Clock(origin.clock or 0) if origin else Clock.SOUND,
    )
