"""A unit's answers one by one, for whoever may see them; the look itself is recorded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.arrival import Clock
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey import integrity, signal
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.stored import scores_of
from kiosk.flows.counting import is_impartial
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.survey import answers, exclusions, instruments, origins

PAGE = 50
_OF_VALUES = frozenset({Signal.STRAIGHT_LINE, Signal.CONTRADICTION})


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
    withheld: int = 0
    """Scores of items of integrity that this reader is not shown."""


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
        sees = {one for one in {row.unit_id for row in rows} if _sees_signals(actor, one)}
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
    every = (
        _shown(row, marks.get(row.id), came.get(row.id), actor, whole=row.unit_id in sees)
        for row in rows[:PAGE]
    )
    # Only the signal would say how somebody answered what is not shown.
    shown = tuple(one for one in every if one.signals or not flagged)
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


def _sees_signals(actor: Actor, unit_id: int) -> bool:
    """Whether this reader is the integrity team of that unit."""
    spot = reach.spot_of_unit_id(unit_id)
    return spot is not None and actor.may(Action.SEE_SIGNALS, spot) and is_impartial(actor, unit_id)


def _shown(row: Any, mark: Any, origin: Any, actor: Actor, *, whole: bool) -> ShownAnswer:
    """``whole``: with what it says of integrity."""
    exclusion = (mark.id, mark.decision, mark.asked_by == actor.id, mark.reason) if mark else None
    instrument = instruments.by_code(row.instrument)
    scores = scores_of(instrument, row.scores)
    seen = scores if whole else integrity.shown(instrument, scores)
    return ShownAnswer(
        id=row.id,
        at=row.at,
        point=row.point,
        service=row.service,
        instrument=row.instrument,
        source=Source(row.source),
        scores=seen,
        suggestion=row.suggestion,
        exclusion=exclusion,
        signals=_signals(row.flags, instrument, seen, len(scores) - len(seen)),
        seconds=origin.seconds if origin else None,
        face=origin.face if origin and seen else None,
        received_at=origin.received_at if origin else None,
        clock=Clock(origin.clock or 0) if origin else Clock.SOUND,
        withheld=len(scores) - len(seen),
    )


def _signals(
    flags: int, instrument: Instrument, seen: Mapping[str, int], withheld: int
) -> tuple[Signal, ...]:
    """Without those from which a withheld value follows: all the same as what is low, or against
    the face because of what is not shown."""
    hidden: frozenset[Signal] = frozenset()
    if withheld and not seen:
        hidden = _OF_VALUES
    elif withheld:
        is_low = integrity.is_low(instrument, max(seen.values()))
        hidden = _OF_VALUES if is_low else frozenset({Signal.CONTRADICTION})
    return tuple(one for one in signal.read(flags) if one not in hidden)
