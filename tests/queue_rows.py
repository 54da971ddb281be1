"""Tickets as rows, for lists: no phrase is hashed and no clock is run, so that many cost little.

put(app, place, title="KTP hilang", due=NOW + timedelta(days=2))
"""

from __future__ import annotations

import itertools
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from tests.factories import NOW, Place

if TYPE_CHECKING:
    from flask import Flask

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_serial = itertools.count(1)


def new_number() -> str:
    """Nine symbols as a receipt has them, each once."""
    count, signs = next(_serial), []
    for _ in range(9):
        count, place = divmod(count, 32)
        signs.append(_SIGNS[place])
    return "".join(reversed(signs))


def put(
    app: Flask,
    place: Place,
    *,
    title: str = "KTP belum jadi",
    body: str = "Berkas lengkap tetapi belum dicetak.",
    state: str = "terverifikasi",
    due: datetime | None = NOW + timedelta(days=5),
    received: datetime = NOW - timedelta(days=3),
    **changes: Any,
) -> str:
    """An ordinary ticket of the place's unit, in the index as the way in puts it; its number."""
    from kiosk.domain.complaint.clock import queue_of
    from kiosk.domain.complaint.ticket import State
    from kiosk.store.complaint import search, tickets
    from kiosk.store.engine import transaction

    queue = int(queue_of(State(state)))
    row = {
        "id": tickets.new_id(), "number": new_number(), "instansi_id": place.instansi_id,
        "unit_id": place.unit_id, "origin_id": place.unit_id, "point_id": place.point_id,
        "service_id": None, "sealed": False, "ticket_class": "tidak-berkadar",
        "kind": "pengaduan", "category": "waktu", "channel": "daring", "identity": "anonim",
        "lang": "id", "state": state, "queue": queue, "received_at": received,
        "month": 202610, "day_zero": received.date(), "last_seq": 1,
        "due_at": due if queue else None, "due_kind": "tidak-berkadar" if queue else None,
        **changes,
    }  # fmt: skip
    with app.app_context(), transaction():
        tickets.add(**row)
        if row["sealed"]:
            tickets.add_text(row["id"], sealed=b"x" * 64)
        else:
            tickets.add_text(row["id"], title=title, body=body, place="Loket 2", happened="")
            search.add(row["id"], row["unit_id"], title, body, "Loket 2")
    return str(row["number"])
