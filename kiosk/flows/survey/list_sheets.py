"""The print runs of a unit, and how far each has come back."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.paper import SheetState
from kiosk.flows import sheeting
from kiosk.store.engine import reading
from kiosk.store.people import reach, roster
from kiosk.store.place import points, units
from kiosk.store.survey import paper
from kiosk.store.survey.paper import Batch, Entry, Sheet

_WAITING = (SheetState.ONCE, SheetState.DIFFERS, SheetState.CANCELLED)


@dataclass(frozen=True)
class Runs:
    """``points``: open counters as (code, name). ``counts`` by id of the run. ``double``: two
    people type each sheet."""

    unit: UnitCard
    batches: tuple[Batch, ...]
    counts: Mapping[int, Mapping[SheetState, int]]
    points: tuple[tuple[str, str], ...]
    names: Mapping[int, str]
    double: bool


@dataclass(frozen=True)
class Run:
    """``sheets``: those that wait, differ or were cancelled, with their entries by serial.
    ``prints``: (first, last, by, at)."""

    unit: UnitCard
    batch: Batch
    counts: Mapping[SheetState, int]
    sheets: tuple[Sheet, ...]
    entries: Mapping[str, list[Entry]]
    prints: tuple[Any, ...]
    names: Mapping[int, str]
    double: bool


def paper_units(actor: Actor) -> list[tuple[str, str]]:
    """(code, name) of every unit whose forms this person may type, in the tree's order."""
    with reading():
        reached = reach.unit_ids(actor.grants, Action.ENTER_PAPER)
        named = units.named(reached)
        return [named[one] for one in reached]


def list_sheets(unit_code: str) -> Runs:
    """Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        batches = tuple(paper.batches_of(unit.id))
        rows = [row for row in points.of_units([unit.id]) if row.closed_at is None]
        return Runs(
            unit=unit,
            batches=batches,
            counts=paper.counts(one.id for one in batches),
            points=tuple((row.code, row.name) for row in rows),
            names=roster.names({one.ordered_by for one in batches}),
            double=sheeting.is_double(unit.id),
        )


def show_run(unit_code: str, batch_code: str) -> Run:
    """Raises `UnknownUnit`, `UnknownSheet`."""
    with reading():
        unit = units.by_code(unit_code)
        batch = sheeting.batch_at(unit, batch_code)
        sheets = tuple(paper.sheets_of(batch.id, *_WAITING))
        entries = paper.entries_of([one.serial for one in sheets])
        prints = tuple(paper.prints_of(batch.id))
        people = {one.by for listed in entries.values() for one in listed}
        people |= {row.by for row in prints} | {batch.ordered_by}
        people |= {one.decided_by for one in sheets if one.decided_by is not None}
        return Run(
            unit=unit,
            batch=batch,
            counts=paper.counts([batch.id])[batch.id],
            sheets=sheets,
            entries=entries,
            prints=prints,
            names=roster.names(people),
            double=sheeting.is_double(unit.id),
        )
