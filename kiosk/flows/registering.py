"""Steps that flows of registers share: an entry found, and what changed written down. All inside
the caller's transaction."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import FIELDS, NAMES_OFFICERS, Entry, UnknownEntry
from kiosk.domain.zi.register_fields import Sort
from kiosk.flows import dossier
from kiosk.store.place import units
from kiosk.store.zi import registers


def found(unit_code: str, subject: Subject, entry_id: int) -> tuple[UnitCard, Entry]:
    """Raises `UnknownEntry` for one of another unit, `UnknownUnit`."""
    return _of(units.by_code(unit_code), registers.by_id(subject, entry_id))


def held(unit_code: str, subject: Subject, entry_id: int) -> tuple[UnitCard, Entry]:
    """The same, kept from others until this transaction ends."""
    return _of(dossier.held(unit_code), registers.held(subject, entry_id))


def _of(unit: UnitCard, entry: Entry | None) -> tuple[UnitCard, Entry]:
    if entry is None or entry.unit_id != unit.id:
        raise UnknownEntry
    return unit, entry


def save(one: Entry, version: int, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Field to [before, after] of what differs; nothing is written where nothing does. Raises
    `StaleEdit` where it was opened at another ``version``."""
    before = {name: one.values[name] for name in values}
    changed = {
        name: [before[name], value] for name, value in values.items() if before[name] != value
    }
    if version != one.version:
        raise StaleEdit(one.version, before, dict(values))
    if changed:
        put(one, version, {name: after for name, (_, after) in changed.items()})
    return changed


def put(one: Entry, version: int, values: Mapping[str, Any]) -> None:
    """What is no field of the form. Raises `StaleEdit`."""
    if version != one.version or not registers.change(one, values):
        raise StaleEdit(one.version, {}, {})


def record(
    actor: Actor,
    now: datetime,
    action: str,
    unit: UnitCard,
    one: Entry,
    changed: Mapping[str, Any],
) -> None:
    """Of an entry that may name somebody only which fields were written; of others never their
    free text."""
    dossier.record(
        actor, now, f"{action}-{one.subject.value}", unit, one.subject.value, str(one.id),
        _told(one.subject, changed),
    )  # fmt: skip


def _told(subject: Subject, changed: Mapping[str, Any]) -> dict[str, Any]:
    if subject in NAMES_OFFICERS:
        return {"isian": [None, ", ".join(sorted(changed))]}
    sorts = {one.name: one.sort for one in FIELDS[subject]}
    free = {name for name in changed if sorts.get(name) in (Sort.TEXT, Sort.LINE)}
    plain = {name: [_text(one) for one in changed[name]] for name in changed if name not in free}
    return plain | ({"isian": [None, ", ".join(sorted(free))]} if free else {})


def _text(value: Any) -> str | None:
    return None if value is None else str(value)
