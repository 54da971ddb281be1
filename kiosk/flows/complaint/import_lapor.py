"""Numbers and states come back from SP4N-LAPOR! as a table: looked at first, then all or none."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import lapor
from kiosk.domain.complaint.lapor import Line, UnusableTable
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import NotAllowed
from kiosk.flows import cases, tickets
from kiosk.flows.cases import UnknownTicket
from kiosk.flows.tickets import Doer, Told
from kiosk.store.complaint import relations
from kiosk.store.engine import reading, transaction


@dataclass(frozen=True)
class Planned:
    """A line and what it would change; equal: nothing."""

    line: Line
    before: lapor.Link

    @property
    def changes(self) -> bool:
        return self.before != self.line.link


def plan_import(actor: Actor, text: str, keys: Keys) -> list[Planned]:
    """Changes nothing. Raises `UnusableTable`, which names the first line that cannot be done."""
    lines = lapor.parse(text)
    with reading():
        return [_planned(line, _row(line, actor, keys)) for line in lines]


def import_lapor(actor: Actor, text: str, keys: Keys, now: datetime) -> int:
    """How many were changed; all lines or none. Raises `UnusableTable`."""
    lines = lapor.parse(text)
    with transaction():
        relations.by_numbers([one.number for one in lines])
        plans = [(line, _row(line, actor, keys)) for line in lines]
        changed = [(line, row) for line, row in plans if _planned(line, row).changes]
        _write(changed, actor, now)
    return len(changed)


def _write(changed: Sequence[tuple[Line, Any]], actor: Actor, now: datetime) -> None:
    for line, row in changed:
        details = {
            "nomor_lapor": [row.lapor_number, line.link.number],
            "status_lapor": [row.lapor_state, line.link.state],
        }
        values: dict[str, Any] = {"lapor_number": line.link.number, "lapor_state": line.link.state}
        doer = Doer(cases.role_in(row, actor), actor.id)
        tickets.note_change(row, "sp4n-lapor", doer, now, Told(details=details), **values)
        cases.record(actor.id, "impor-sp4n-lapor", row, now, details)


def _planned(line: Line, row: Any) -> Planned:
    return Planned(line, lapor.Link(row.lapor_number, row.lapor_state))


def _row(line: Line, actor: Actor, keys: Keys) -> Any:
    """An unknown one, a sealed one and one out of reach are refused in the same words."""
    try:
        row = cases.seen(line.number, actor, keys)
        cases.role_in(row, actor)
    except (UnknownTicket, NotAllowed):
        row = None
    if row is None or row.sealed:
        raise UnusableTable(
            "Baris %(at)s: laporan itu tidak ada di antara yang Anda tangani.", at=line.at
        )
    return row
