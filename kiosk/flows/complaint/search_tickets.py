"""Complaints by their words, within somebody's reach. Finding is reading, and is recorded."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.searching import Piece, excerpt, pieces, words_of
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.flows import reaching
from kiosk.flows.reaching import Reach
from kiosk.store.complaint import search
from kiosk.store.engine import transaction
from kiosk.store.people import audit, journal

PAGE = 25


@dataclass(frozen=True)
class Hit:
    """``title`` and ``text`` in pieces: (text, whether it was looked for). ``merged``: it is
    handled within another ticket."""

    number: str
    state: State
    unit: str
    zone: str
    received: datetime
    title: list[Piece]
    text: list[Piece]
    merged: bool


@dataclass(frozen=True)
class Hits:
    """``words``: what was looked for; empty where nothing typed is long enough. ``older``: the
    place to go on from."""

    words: tuple[str, ...]
    found: tuple[Hit, ...]
    older: int | None


def search_tickets(actor: Actor, typed: str, before: int | None, now: datetime) -> Hits:
    """Newest first. Sealed cases are in no index. What was typed is not recorded: it may be a
    name."""
    words = words_of(typed)
    if not words:
        return Hits((), (), None)
    with transaction():
        reach = reaching.reach_of(actor)
        rows = search.find(words, reach.ids, PAGE + 1, before)
        shown = rows[:PAGE]
        if shown:
            _record(actor, len(shown), now)
    older = shown[-1].place if len(rows) > PAGE else None
    return Hits(words, tuple(_hit(row, words, reach) for row in shown), older)


def _hit(row: Any, words: Sequence[str], reach: Reach) -> Hit:
    unit = reach.places.tree[row.unit_id]
    return Hit(
        number=row.number,
        state=State(row.state),
        unit=unit.name,
        zone=unit.timezone,
        received=row.received_at,
        title=pieces(row.title, words),
        text=pieces(excerpt(row.body, words), words),
        merged=row.merged_into is not None,
    )


def _record(actor: Actor, count: int, now: datetime) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action="cari-laporan",
        object_kind="laporan",
        object_id="",
        details={"banyak": count},
        **journal.home(actor.id),
    )
