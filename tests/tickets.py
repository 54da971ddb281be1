"""Believable complaints for tests, made through the flow as citizens make them.

ticket = tickets.file(app, place)                        # an ordinary one, anonymous
ticket = tickets.file(app, place, kategori="pungli")     # sealed
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.factories import NOW, Place, as_fields, new_key

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.flows.receiving import House, Upload

BODY = "Sudah tiga kali datang, berkas lengkap, tetapi KTP belum juga jadi tanpa penjelasan."


@dataclass(frozen=True)
class Ticket:
    """What the reporter holds, and the fields that were sent."""

    number: str
    phrase: str
    id: int
    sealed: bool
    fields: dict[str, str] = field(repr=False)


def house(app: Flask) -> House:
    """The installation's keys and folders, as the fronts hand them to flows."""
    from kiosk.domain.people.keys import Keys
    from kiosk.flows.receiving import House

    settings = app.config["KIOSK"]
    return House(Keys(app.config["SECRET_KEY"]), settings.uploads, settings.instance_dir)


def form(**changes: str) -> dict[str, str]:
    """The fields of a whole complaint, as a browser posts them."""
    filled = {
        "jenis": "pengaduan",
        "layanan": "ktp",
        "kategori": "waktu",
        "judul": "KTP tidak jadi-jadi",
        "isi": BODY,
        "tempat": "Loket 2",
        "waktu_kejadian": "",
        "identitas": "anonim",
        "nama": "",
        "kontak": "",
        "terlapor": "",
        "kunci": new_key(),
    }
    return {**filled, **changes}


def file(
    app: Flask,
    place: Place,
    *,
    now: datetime = NOW,
    uploads: Sequence[Upload] = (),
    address: str = "203.0.113.7",
    **changes: str,
) -> Ticket:
    """A complaint that is in the database."""
    from kiosk.flows.complaint.file_complaint import file_complaint

    fields = form(**changes)
    with app.app_context():
        filed = file_complaint(
            place.point, as_fields(fields), uploads, house(app), now, address=address
        )
    number = filed.receipt.number
    return Ticket(number, filed.receipt.phrase, row(app, number)["id"], filed.sealed, fields)


def row(app: Flask, number: str) -> dict[str, Any]:
    """The ticket's row as it is now."""
    from kiosk.store.complaint import tickets
    from kiosk.store.engine import reading

    with app.app_context(), reading():
        found = tickets.by_number(number)
        assert found is not None
        return dict(found._mapping)
