"""A draft becomes what the public reads; what the public reads is taken back."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.point import UnitCard
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi.standard import Standard, UnfitStandard, UnknownStandard, check_publish
from kiosk.flows import dossier
from kiosk.store.engine import transaction
from kiosk.store.place import edits
from kiosk.store.place.edits import Kept
from kiosk.store.zi import standards

KIND = "standar"


def publish_standard(
    actor: Actor, unit_code: str, service_code: str, version: int, now: datetime
) -> None:
    """The edition that held until now stays in the history. Raises `StaleEdit` where the draft
    is no longer the one that was looked at, `UnfitStandard`, `UnknownStandard`, `UnknownPlace`."""
    with transaction():
        unit = dossier.held(unit_code)
        service = edits.service(unit_code, service_code)
        draft = standards.draft(service.id)
        if draft is None:
            raise UnknownStandard
        if draft.version != version:
            raise StaleEdit(draft.version, {}, {})
        check_publish(draft, asks_fee=bool(service.values["asks_fee"]))
        before = standards.published_in_force([service.id]).get(service.id)
        if before:
            _end(before, actor, now, f"Diganti edisi {draft.edition}")
        standards.change(draft, {"published_at": now, "published_by": actor.id})
        _record(actor, now, "terbitkan", unit, service, draft)


def withdraw_standard(
    actor: Actor, unit_code: str, service_code: str, reason: str, now: datetime
) -> None:
    """The public finds no standard of this service any more. Raises `InvalidEntry`,
    `UnfitStandard`, `UnknownPlace`."""
    why = edit.reason(reason)
    with transaction():
        unit = dossier.held(unit_code)
        service = edits.service(unit_code, service_code)
        held = standards.published_in_force([service.id]).get(service.id)
        if held is None:
            raise UnfitStandard("Standar layanan ini tidak sedang berlaku.")
        _end(held, actor, now, why)
        _record(actor, now, "cabut", unit, service, held, why)


def _end(held: Standard, actor: Actor, now: datetime, why: str) -> None:
    standards.change(held, {"withdrawn_at": now, "withdrawn_by": actor.id, "reason": why})


def _record(
    actor: Actor,
    now: datetime,
    act: str,
    unit: UnitCard,
    service: Kept,
    one: Standard,
    why: str | None = None,
) -> None:
    where = f"{service.code}#{one.edition}"
    dossier.record(actor, now, f"{act}-{KIND}", unit, KIND, where, {"edisi": one.edition}, why)
