"""A unit's standards at the desk: every service, one service whole, the maklumat."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.pledge import Pledge
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.domain.zi.standard import Standard, doubts
from kiosk.flows import dossier, standing_orders
from kiosk.flows.standing_orders import Standing
from kiosk.store.engine import reading
from kiosk.store.place import edits, units
from kiosk.store.zi import pledges, standards

PLEDGE_KEY = "maklumat"
"""Of the photo of the signed sheet."""


@dataclass(frozen=True)
class StandardList:
    """``pledges``: this unit's own with their ends, the newest first."""

    unit: UnitCard
    standing: Standing
    pledges: tuple[tuple[Pledge, datetime | None], ...]
    proofs: tuple[Proof, ...]


@dataclass(frozen=True)
class StandardView:
    """One service. ``editions``: what was ever published, newest first. ``doubts``: of the
    draft, else of what holds."""

    unit: UnitCard
    service: str
    service_code: str
    held: Standard | None
    draft: Standard | None
    editions: tuple[Standard, ...]
    doubts: tuple[str, ...]


def list_standards(unit_code: str) -> StandardList:
    """The unit's own services. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        proofs = dossier.proofs_of(unit.id, Subject.COMPONENT, [PLEDGE_KEY])
        return StandardList(
            unit,
            standing_orders.standing_of(unit, [unit.id]),
            pledges.of_unit(unit.id),
            proofs.get(PLEDGE_KEY, ()),
        )


def show_standard(unit_code: str, service_code: str) -> StandardView:
    """Raises `UnknownPlace`."""
    with reading():
        unit = units.by_code(unit_code)
        service = edits.service(unit_code, service_code)
        every = standards.history(service.id)
    held = next((one for one in every if one.holds), None)
    draft = next((one for one in every if one.is_draft), None)
    shown = draft or held
    asks_fee = bool(service.values["asks_fee"])
    return StandardView(
        unit,
        service.name,
        service.code,
        held,
        draft,
        tuple(one for one in every if one.published_at),
        doubts(shown, asks_fee=asks_fee) if shown else (),
    )
