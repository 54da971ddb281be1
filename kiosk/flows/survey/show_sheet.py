"""One sheet by its serial: whether this person may type it, and which comes after it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.people.actor import Actor
from kiosk.domain.survey.paper import SheetState, differences
from kiosk.flows import sheeting
from kiosk.flows.sheeting import Found
from kiosk.store.engine import reading
from kiosk.store.people import roster
from kiosk.store.survey import paper


@dataclass(frozen=True)
class SheetView:
    """``differing``: fields in which the entries do not agree. ``names``: of everybody named."""

    found: Found
    differing: tuple[str, ...]
    names: Mapping[int, str]

    def is_mine(self, actor: Actor) -> bool:
        return any(one.by == actor.id for one in self.found.entries)

    def may_type(self, actor: Actor) -> bool:
        return not (
            self.found.sheet.state.is_over or self.is_mine(actor) or len(self.found.entries) >= 3
        )


def show_sheet(unit_code: str, serial: str) -> SheetView:
    """Raises `WrongSerial`, `UnknownSheet`, `UnknownUnit`."""
    with reading():
        found = sheeting.found(unit_code, serial)
        people = {one.by for one in found.entries}
        if found.sheet.decided_by is not None:
            people.add(found.sheet.decided_by)
        differing = differences([one.typed for one in found.entries]) if found.entries else ()
        return SheetView(found, differing, roster.names(people))


def next_sheet(actor: Actor, unit_code: str, serial: str) -> str | None:
    """The serial this person most likely holds next: of the same run, the numbers after this
    one before those in front of it; None where nothing is left for them to type."""
    with reading():
        found = sheeting.found(unit_code, serial)
        waiting = paper.sheets_of(found.batch.id, SheetState.PRINTED, SheetState.ONCE)
        entries = paper.entries_of([one.serial for one in waiting])
        free = [
            one for one in waiting if all(had.by != actor.id for had in entries.get(one.serial, []))
        ]
        after = [one for one in free if one.number > found.sheet.number]
        left = [*after, *(one for one in free if one.number < found.sheet.number)]
        return left[0].serial if left else None
