"""An entry of a register: written, corrected, taken back, put back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.index import plan_entry
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import finding, register
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import ADDED, EDITED, RESTORED, RETRACTED, UnfitEntry
from kiosk.flows import dossier, registering
from kiosk.store.engine import transaction
from kiosk.store.place import settings
from kiosk.store.zi import registers


def add_entry(
    actor: Actor, unit_code: str, subject: Subject, typed: Mapping[str, str], now: datetime
) -> int:
    """Its id. Raises `InvalidEntry`, `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        values: dict[str, Any] = _values(unit, subject, typed, now)
        state = {"state": finding.State.NEW.value} if subject is Subject.FINDING else {}
        made = registers.add(subject, unit.id, {**values, **state}, now, actor.id)
        _, one = registering.found(unit_code, subject, made)
        registers.add_move(one, now, actor.id, ADDED, state=one.state)
        changed = {name: [None, value] for name, value in values.items()}
        registering.record(actor, now, ADDED, unit, one, changed)
    return made


def edit_entry(
    actor: Actor,
    unit_code: str,
    subject: Subject,
    entry_id: int,
    version: int,
    typed: Mapping[str, str],
    now: datetime,
) -> None:
    """What stood there before stays in its history. Raises `InvalidEntry`, `StaleEdit`,
    `UnfitEntry`, `UnknownEntry`."""
    with transaction():
        unit, one = registering.held(unit_code, subject, entry_id)
        if one.retracted:
            raise UnfitEntry("Catatan ini sudah ditarik. Pulihkan dahulu sebelum mengubahnya.")
        changed = registering.save(one, version, _values(unit, subject, typed, now))
        if changed:
            registers.add_move(one, now, actor.id, EDITED, state=one.state, changes=changed)
            registering.record(actor, now, EDITED, unit, one, changed)


def _values(
    unit: UnitCard, subject: Subject, typed: Mapping[str, str], now: datetime
) -> dict[str, Any]:
    today = now.astimezone(ZoneInfo(unit.zone)).date()
    values = register.entry(subject, typed, today)
    if subject is Subject.FINDING:
        return finding.with_due(values, int(settings.of_unit(unit.id)["batas-rekomendasi"]))
    return values


def retract_entry(
    actor: Actor,
    unit_code: str,
    subject: Subject,
    entry_id: int,
    version: int,
    reason: str,
    now: datetime,
) -> None:
    """Taken back, or put back where it was: it stays on its page and counts no more. The reason
    may name somebody, so it is kept in the history alone. Raises `UnfitEntry`, `StaleEdit`,
    `UnknownEntry`."""
    told = plan_entry.note(reason)
    if not told:
        raise UnfitEntry("Tulis alasannya. Alasan masuk riwayat catatan ini.")
    with transaction():
        unit, one = registering.held(unit_code, subject, entry_id)
        move = RESTORED if one.retracted else RETRACTED
        registering.put(one, version, {"retracted_at": None if one.retracted else now})
        registers.add_move(one, now, actor.id, move, state=one.state, note=told)
        registering.record(actor, now, move, unit, one, {})
