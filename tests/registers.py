"""One entry of every register of a unit, written through the store: for pages that need some."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from tests.factories import NOW, Place

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.zi.proof import Subject


def fill(app: Flask, place: Place, officer: str, said: str) -> int:
    """The id all three share where nothing else was written. ``officer`` stands in the registers,
    ``said`` is what the Ombudsman found."""
    from kiosk.domain.zi.proof import Subject

    ids = {add(app, place, one, officer, said) for one in entries(officer, said)}
    assert len(ids) == 1, "the same number in each, so that an address can name any of them"
    assert set(entries("", "")) == {Subject.FINDING, Subject.GRATIFICATION, Subject.CONFLICT}
    return ids.pop()


def add(app: Flask, place: Place, subject: Subject, officer: str, said: str) -> int:
    from kiosk.store.engine import transaction
    from kiosk.store.zi import registers

    with app.app_context(), transaction():
        return registers.add(subject, place.unit_id, entries(officer, said)[subject], NOW, 0)


def entries(officer: str, said: str) -> dict[Subject, dict[str, Any]]:
    from kiosk.domain.zi.proof import Subject

    received = date(2026, 10, 1)
    return {
        Subject.FINDING: {
            "kind": "saran", "number": "12/2026", "received": received, "text": said,
            "due": date(2026, 10, 31), "action": "", "state": "baru",
        },
        Subject.GRATIFICATION: {
            "officer": officer, "received": received, "outcome": "ditolak", "giver": "Pemohon",
            "form": "Parsel", "value": 250_000, "duty": "wajib", "circumstances": "Di loket.",
            "decision": "",
        },
        Subject.CONFLICT: {
            "officer": officer, "kind": "keluarga", "situation": "Kerabat memohon izin.",
            "declared_on": received, "superior": "", "decision": "", "measures": "",
        },
    }  # fmt: skip
