"""A unit's answers one by one, for whoever may see them; the look itself is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.stored import scores_of
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.survey import answers, exclusions, instruments

PAGE = 50


@dataclass(frozen=True)
class ShownAnswer:
    """``exclusion``: None, or (number, decision or None, whether this reader asked, reason)."""

    id: int
    at: datetime
    point: str
    service: str | None
    instrument: str
    source: Source
    scores: Mapping[str, int]
    suggestion: str | None
    exclusion: tuple[int, str | None, bool, str] | None


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
    actor: Actor, unit_code: str, spot: Spot, before: int | None, now: datetime
) -> AnswerPage:
    """Newest first; raises `UnknownUnit`."""
    with transaction():
        unit = units.by_code(unit_code)
        rows = answers.newest(_reached(actor, unit), PAGE + 1, before)
        marks = exclusions.of_answers([row.id for row in rows])
        audit.append(
            at=now,
            actor_id=actor.id,
            action="lihat-jawaban",
            object_kind="jawaban",
            object_id=unit.code,
            instansi_id=spot.instansi_id,
            unit_id=unit.id,
            details={"sebelum": before, "banyak": len(rows[:PAGE])},
        )
    shown = tuple(_shown(row, marks.get(row.id), actor) for row in rows[:PAGE])
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


def _shown(row: Any, mark: Any, actor: Actor) -> ShownAnswer:
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
    )
