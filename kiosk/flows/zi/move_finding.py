"""A finding of the Ombudsman comes a step further, or is taken a step back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from kiosk.domain.index import plan_entry
from kiosk.domain.people.actor import Actor
from kiosk.domain.zi import finding
from kiosk.domain.zi.finding import State
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.register import MOVED, UnfitEntry
from kiosk.flows import dossier, registering
from kiosk.store.engine import transaction
from kiosk.store.zi import registers


def move_finding(
    actor: Actor, unit_code: str, entry_id: int, version: int, to: State, note: str, now: datetime
) -> None:
    """Raises `UnfitState`, `UnfitEntry`, `StaleEdit`, `UnknownEntry`."""
    told = plan_entry.note(note)
    with transaction():
        unit, one = registering.held(unit_code, Subject.FINDING, entry_id)
        if one.retracted:
            raise UnfitEntry("Catatan ini sudah ditarik. Pulihkan dahulu.")
        key, before = str(one.id), State(one.state)
        proofs = dossier.proofs_of(unit.id, Subject.FINDING, [key]).get(key, ())
        action = str(one.values["action"])
        finding.check_move(before, to, note=told, action=action, proofs=len(proofs))
        today = now.astimezone(ZoneInfo(unit.zone)).date()
        done = today if to is State.DONE else None
        registering.put(one, version, {"state": to.value, "done_on": done})
        registers.add_move(one, now, actor.id, MOVED, state=to.value, note=told)
        changed = {"state": [before.value, to.value]}
        registering.record(actor, now, f"ubah-{MOVED}", unit, one, changed)
