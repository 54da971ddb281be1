"""Sheets of a run go to a printer: who printed which is written down."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey import paper_entry
from kiosk.domain.survey.paper import AT_ONCE, UnfitOrder
from kiosk.domain.survey.serial import serial_of
from kiosk.flows import sheeting
from kiosk.store.engine import transaction
from kiosk.store.place import edits, points, units
from kiosk.store.survey import paper


@dataclass(frozen=True)
class Printing:
    """What a maker of paper needs. ``crest``: a PNG, or none."""

    point: OpenPoint
    printed: paper_entry.Sheet
    serials: tuple[str, ...]
    crest: bytes | None


def print_sheets(
    actor: Actor, unit_code: str, batch_code: str, first: int, last: int, now: datetime
) -> Printing:
    """Sheets ``first`` to ``last``; a second time prints the same serials again.

    Raises `UnfitOrder`, `UnknownSheet`, `UnknownUnit`."""
    with transaction():
        unit = units.by_code(unit_code)
        batch = sheeting.batch_at(unit, batch_code)
        if not 1 <= first <= last <= batch.count:
            raise UnfitOrder("Cetakan ini memuat lembar 1 sampai %(n)s.", n=batch.count)
        if last - first >= AT_ONCE:
            raise UnfitOrder("Cetak paling banyak %(n)s lembar sekali jalan.", n=AT_ONCE)
        paper.record_print(batch.id, first, last, actor.id, now)
        details = {"dari": [None, first], "sampai": [None, last]}
        sheeting.record(actor, now, "cetak-formulir", unit.id, batch.code, details)
        point = points.opened(batch.point_code)
        crest = edits.crest(point.instansi.code)
        printed = sheeting.printed(batch)
    numbers = tuple(serial_of(batch.code, place) for place in range(first, last + 1))
    return Printing(point, printed, numbers, crest)
