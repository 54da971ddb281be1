"""The maklumat of a unit: announced, and taken back."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.zi import pledge
from kiosk.domain.zi.pledge import NoPledge
from kiosk.flows import dossier
from kiosk.store.engine import transaction
from kiosk.store.zi import pledges

KIND = "maklumat"


def announce_pledge(actor: Actor, unit_code: str, typed: Mapping[str, str], now: datetime) -> None:
    """In force from now; an earlier one of this unit ends. Raises `InvalidEntry`,
    `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        values = pledge.read(typed, now.astimezone(ZoneInfo(unit.zone)).date())
        pledges.withdraw(unit.id, now, actor.id, "Diganti maklumat baru")
        made = pledges.add(unit.id, values, now, actor.id)
        signed = {"tanggal": [None, str(values["signed_on"])]}
        dossier.record(actor, now, f"terbitkan-{KIND}", unit, KIND, str(made), signed)


def withdraw_pledge(actor: Actor, unit_code: str, reason: str, now: datetime) -> None:
    """Raises `InvalidEntry`, `NoPledge`, `UnknownUnit`."""
    why = edit.reason(reason)
    with transaction():
        unit = dossier.held(unit_code)
        if not pledges.withdraw(unit.id, now, actor.id, why):
            raise NoPledge
        dossier.record(actor, now, f"cabut-{KIND}", unit, KIND, unit.code, None, why)
