"""A unit's register, and one entry of it with its history and proof."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.workdays import Calendar
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.domain.zi.register import Entry, shown_in
from kiosk.flows import dossier, registering
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.place import calendars, units
from kiosk.store.zi import registers


@dataclass(frozen=True)
class Register:
    """``entries``: of the year, and what is still open from before. ``calendar``: the unit's, for
    what is due in working days. ``proofs``: entry id to how many."""

    unit: UnitCard
    today: date
    calendar: Calendar
    entries: tuple[Entry, ...]
    proofs: dict[int, int]


@dataclass(frozen=True)
class Past:
    """``changes``: JSON of field to [before, after]."""

    at: datetime
    who: str
    move: str
    state: str
    changes: str
    note: str


@dataclass(frozen=True)
class EntryView:
    unit: UnitCard
    today: date
    calendar: Calendar
    entry: Entry
    proofs: tuple[Proof, ...]
    history: tuple[Past, ...]


def list_entries(unit_code: str, subject: Subject, year: int, now: datetime) -> Register:
    """Newest first. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        calendar = calendars.of_units([unit.id])[unit.id]
        every = registers.of_units(subject, [unit.id])
        mine = tuple(one for one in every if shown_in(one, year))
        proofs = dossier.proofs_of(unit.id, subject, [str(one.id) for one in mine])
    ordered = tuple(sorted(mine, key=lambda one: (one.day, one.id), reverse=True))
    counted = {int(key): len(those) for key, those in proofs.items()}
    return Register(unit, _today(unit, now), calendar, ordered, counted)


def show_entry(unit_code: str, subject: Subject, entry_id: int, now: datetime) -> EntryView:
    """Raises `UnknownEntry`, `UnknownUnit`."""
    with reading():
        unit, one = registering.found(unit_code, subject, entry_id)
        calendar = calendars.of_units([unit.id])[unit.id]
        proofs = dossier.proofs_of(unit.id, subject, [str(one.id)]).get(str(one.id), ())
        rows = registers.moves(one)
        names = roster.names({row.actor_id for row in rows})
    history = tuple(_past(row, names) for row in rows)
    return EntryView(unit, _today(unit, now), calendar, one, proofs, history)


def _past(row: Any, names: dict[int, str]) -> Past:
    who = names.get(row.actor_id, "sistem")
    return Past(row.at, who, row.move, row.state, row.changes, row.note)


def _today(unit: UnitCard, now: datetime) -> date:
    return now.astimezone(ZoneInfo(unit.zone)).date()
