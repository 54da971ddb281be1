"""Services join a unit, several at once."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit, naming
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, offers, revision, units


def make_services(
    actor: Actor, unit_code: str, typed: str, now: datetime, *, asks_fee: bool = True
) -> int:
    """One name a line; how many were made. Raises `InvalidEntry` on ``services``."""
    with transaction():
        revision.move()
        unit = edits.unit(unit_code)
        known = offers.services(unit.id)
        open_names = {row.name.casefold(): row.code for row in known if row.closed_at is None}
        names = edit.lines(typed, "services", open_names)
        if not names:
            raise edit.InvalidEntry({"services": "Tulis paling sedikit satu layanan."})
        taken = {row.code for row in known}
        for name in names:
            code = naming.service_code(name, taken)
            taken.add(code)
            units.add_service(unit.id, code, name, asks_fee=asks_fee)
        details = {"services": [None, list(names)], "asks_fee": [None, asks_fee]}
        steps.record(actor, now, "tambah-layanan", unit, details)
    return len(names)
