"""A counter's name and the services it offers are looked at and changed."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.flows import edits as steps
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, offers, revision, units
from kiosk.store.place.edits import Kept


@dataclass(frozen=True)
class OpenCounter:
    """``services``: code and name of each open one of its unit. ``chosen``: codes; empty: all."""

    kept: Kept
    unit_code: str
    services: tuple[tuple[str, str], ...]
    chosen: tuple[str, ...]


def open_counter(code: str) -> OpenCounter:
    """As kept now, with its version; raises `UnknownPlace`."""
    with reading():
        kept = edits.point(code)
        offered = [one for one in offers.services(kept.unit_id) if one.closed_at is None]
        chosen = offers.chosen(kept.id)
        return OpenCounter(
            kept,
            units.code_of(kept.unit_id),
            tuple((one.code, one.name) for one in offered),
            tuple(one.code for one in offered if one.id in chosen),
        )


def edit_point(
    actor: Actor, code: str, version: int, name: str, services: Collection[str], now: datetime
) -> None:
    """``services``: codes; none, or every one: all of its unit's, new ones too.

    Raises `InvalidEntry`, `StaleEdit`, `UnknownPlace`."""
    values = {"name": edit.name_of(name)}
    with transaction():
        revision.move()
        kept = edits.point(code)
        offered = {row.code: row.id for row in offers.services(kept.unit_id) if not row.closed_at}
        before = _codes(offered, offers.chosen(kept.id))
        after = _wanted(offered, services)
        if steps.save(actor, now, kept, version, values, {"services": (before, after)}):
            offers.choose(kept.id, [offered[one] for one in after])


def _codes(offered: dict[str, int], chosen: set[int]) -> list[str]:
    return sorted(code for code, number in offered.items() if number in chosen)


def _wanted(offered: dict[str, int], services: Collection[str]) -> list[str]:
    unknown = set(services) - set(offered)
    if unknown:
        raise edit.InvalidEntry({"services": "Pilih layanan dari daftar."})
    return [] if len(set(services)) == len(offered) else sorted(set(services))
