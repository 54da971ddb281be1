"""A counter gets a new code for its QR; the old print works for another week."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.code import new_code, tidy
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.flows import edits as steps
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, points

GRACE = timedelta(days=7)
"""Time to change what is printed: old and new code both lead to the counter."""


@dataclass(frozen=True)
class CodeHistory:
    """A counter with the codes it had and when each ceases to work, the latest first."""

    point: OpenPoint
    old: tuple[tuple[str, datetime], ...]


@dataclass(frozen=True)
class Renewed:
    code: str
    old: str
    until: datetime


def look_at_codes(code: str) -> CodeHistory:
    """Raises `UnknownPoint`; the code must be the one it has now."""
    with reading():
        point = points.opened(tidy(code))
        return CodeHistory(point, tuple(points.old_codes(point.id)))


def renew_code(actor: Actor, code: str, now: datetime) -> Renewed:
    """Sent twice, the second time finds no counter of that code. Raises `UnknownPoint`,
    `ClosedPoint`."""
    with transaction():
        point = points.opened(tidy(code))
        fresh, until = _unused(), now + GRACE
        if points.recode(point.code, fresh, until) is None:
            raise ClosedPoint("Loket ini sudah ditutup, jadi kodenya tidak diganti.")
        details = {"code": [point.code, fresh], "until": [None, until.isoformat()]}
        steps.record(actor, now, "ganti-kode-loket", edits.point(fresh), details)
    return Renewed(fresh, point.code, until)


def _unused() -> str:
    """A code that was never on a print."""
    while edits.is_taken(code := new_code(secrets.choice)):
        pass
    return code
