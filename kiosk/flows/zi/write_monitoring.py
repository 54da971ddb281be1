"""The yearly monitoring of a unit that holds a predicate is written."""

from collections.abc import Mapping
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.stale import StaleEdit
from kiosk.domain.zi import phase_entry
from kiosk.domain.zi.phase import MONITORED, Phase, UnfitStep
from kiosk.flows import dossier, phasing
from kiosk.store.engine import transaction
from kiosk.store.zi import phases


def write_monitoring(
    actor: Actor,
    unit_code: str,
    year: int,
    version: int,
    typed: Mapping[str, str],
    reason: str,
    now: datetime,
) -> None:
    """``version``: 0 where nothing was written. ``reason``: of a correction. Raises
    `InvalidEntry`, `UnfitStep`, `StaleEdit`, `UnknownUnit`."""
    with transaction():
        unit = dossier.held(unit_code)
        granted = [
            one.on
            for one in phases.of_unit(unit.id)
            if one.stands and one.phase is Phase.GRANTED and one.year <= year
        ]
        if not granted:
            raise UnfitStep("Pemantauan tahunan dicatat setelah predikat ditetapkan.")
        today = phasing.today_in(unit, now)
        day, made = phase_entry.monitoring(typed, min(granted), today)
        known = phases.monitorings([unit.id])[unit.id]
        before = next((one for one in known if one.year == year), None)
        told = edit.reason(reason) if before else ""
        same = (before.version if before else 0) == version
        if not same or not phases.put_monitoring(before, unit.id, year, {"on": day, **made}):
            kept = {name: getattr(before, name, "") for name in made}
            raise StaleEdit(before.version if before else 0, kept, made)
        details = {
            "tanggal": [before and before.on, day],
            "hasil": [before and before.result, made["result"]],
        }
        dossier.record(
            actor, now, f"catat-{MONITORED}", unit, MONITORED, str(year), details, told or None
        )
