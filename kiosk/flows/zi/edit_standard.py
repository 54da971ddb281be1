"""The draft of a service's standard: opened, filled from another service, saved."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import standard_entry
from kiosk.domain.zi.standard import Standard, UnknownStandard
from kiosk.flows import dossier
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, units
from kiosk.store.zi import standards

KIND = "standar"


@dataclass(frozen=True)
class Model:
    """Another service whose standard may be copied."""

    id: int
    name: str


@dataclass(frozen=True)
class Opened:
    """``typed``: what the form begins with. ``version`` 0: no draft yet."""

    unit: UnitCard
    service: str
    version: int
    typed: Mapping[str, str]
    models: tuple[Model, ...]


def open_standard(unit_code: str, service_code: str, model: int | None = None) -> Opened:
    """The draft, else what holds, else nothing. ``model``: id of another service whose standard
    is to be begun with; figures of the decree are not taken over. Raises `UnknownPlace`,
    `UnknownStandard`."""
    with reading():
        unit = units.by_code(unit_code)
        service = edits.service(unit_code, service_code)
        names = {row.id: row.name for row in units.services_of([unit.id])}
        kept = standards.of_services({*names, service.id})
        own = kept.get(service.id, ())
        draft = next((one for one in own if one.is_draft), None)
        begun = _copied(kept, model) if model is not None else _typed(draft or _first(own))
        others = [Model(one, names[one]) for one in names if one != service.id and one in kept]
    return Opened(unit, service.name, draft.version if draft else 0, begun, tuple(others))


def _first(kept: tuple[Standard, ...]) -> Standard | None:
    return kept[0] if kept else None


def _typed(one: Standard | None) -> Mapping[str, str]:
    return standard_entry.typed_of(one) if one else {}


def _copied(kept: Mapping[int, tuple[Standard, ...]], model: int) -> Mapping[str, str]:
    """A decree is of one service: its number is written anew."""
    if model not in kept:
        raise UnknownStandard
    return {**_typed(_first(kept[model])), "decree": "", "decided_on": ""}


def save_standard(
    actor: Actor,
    unit_code: str,
    service_code: str,
    version: int,
    typed: Mapping[str, str],
    now: datetime,
) -> None:
    """Raises `InvalidEntry`, `StaleEdit`, `UnknownPlace`."""
    with transaction():
        unit = dossier.held(unit_code)
        service = edits.service(unit_code, service_code)
        entry = standard_entry.read(typed, now.astimezone(ZoneInfo(unit.zone)).date())
        draft = standards.draft(service.id)
        after = standard_entry.typed_of(entry)
        before = dict(_typed(draft))
        if version != (draft.version if draft else 0):
            raise StaleEdit(draft.version if draft else 0, before, after)
        if draft is None:
            draft = standards.add(unit.id, service.id, entry, now, actor.id)
        elif before != after:
            values = {**standards.columns(entry), "changed_at": now, "changed_by": actor.id}
            standards.change(draft, values)
        changed = sorted(name for name in after if after[name] != before.get(name, ""))
        if changed:
            dossier.record(
                actor, now, f"ubah-{KIND}", unit, KIND, f"{service.code}#{draft.edition}",
                {"bagian": [None, ", ".join(changed)]},
            )  # fmt: skip
