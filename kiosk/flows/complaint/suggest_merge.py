"""Which open tickets of the unit may be about the same matter: a suggestion, with its words."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.likeness import Telling, suggest
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.flows import cases
from kiosk.store.complaint import relations, tickets
from kiosk.store.engine import reading
from kiosk.store.place import units

LOOKED_BACK = timedelta(days=90)
MOST = 500
"""Candidates compared, the newest: about a quarter of a second."""


@dataclass(frozen=True)
class Alike:
    """``words``: those both have in common."""

    number: str
    title: str
    state: State
    received_at: datetime
    words: tuple[str, ...]


def suggest_merge(actor: Actor, number: str, keys: Keys, now: datetime) -> list[Alike]:
    """At most three, the likeliest first; none for a sealed case. Raises `UnknownTicket`."""
    with reading():
        row = cases.seen(number, actor, keys)
        if row.sealed:
            return []
        found = relations.comparable(row.unit_id, now - LOOKED_BACK, MOST)
        text, zone = tickets.text_of(row.id), ZoneInfo(_zone(row))
    service = next((one.service for one in found if one.number == row.number), None) or ""
    asked = Telling(
        row.number, text.title, text.body, service, row.received_at.astimezone(zone).date()
    )
    rows = {one.number: one for one in found if State(one.state).is_open}
    told = [_telling(one, zone) for one in rows.values()]
    return [_alike(rows[one.id], one.words) for one in suggest(asked, told)]


def _telling(one: Any, zone: ZoneInfo) -> Telling:
    day = one.received_at.astimezone(zone).date()
    return Telling(one.number, one.title, one.body, one.service or "", day)


def _alike(row: Any, words: tuple[str, ...]) -> Alike:
    return Alike(row.number, row.title, State(row.state), row.received_at, words)


def _zone(row: Any) -> str:
    return units.by_code(units.code_of(row.unit_id)).zone
