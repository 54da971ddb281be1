"""Counters join a unit, several at once, each with a code of its own."""

import secrets
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import edit
from kiosk.domain.place.code import new_code
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, offers, points, revision


def make_points(actor: Actor, unit_code: str, typed: str, now: datetime) -> list[str]:
    """One name a line; the codes made. Raises `InvalidEntry` on ``points``."""
    with transaction():
        revision.move()
        unit = edits.unit(unit_code)
        known = offers.points([unit.id])
        names = edit.lines(typed, "points", {row.name.casefold(): row.code for row in known})
        if not names:
            raise edit.InvalidEntry({"points": "Tulis paling sedikit satu loket."})
        codes = [_add(unit.id, name) for name in names]
        details = {"points": [None, dict(zip(codes, names, strict=True))]}
        steps.record(actor, now, "tambah-loket", unit, details)
    return codes


def _add(unit_id: int, name: str) -> str:
    code = new_code(secrets.choice)
    while edits.is_taken(code):
        code = new_code(secrets.choice)
    points.add(unit_id, code, name)
    return code
