"""Steps that flows of the protected lane share: a sealed case found, and its words read."""

import json
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases
from kiosk.flows.sealing import Case, LockedCase, Unlocked, case_of
from kiosk.store.complaint import tickets
from kiosk.store.complaint.seals import Place
from kiosk.store.people.kept import BrokenSeal


class NotSealed(Refusal):
    """It is an ordinary complaint, which this person may see."""


def seen(number: str, actor: Actor, keys: Keys) -> Any:
    """The row of a sealed case this person may know of. Raises `UnknownTicket`, `NotSealed`."""
    return _only_sealed(cases.seen(number, actor, keys))


def held(number: str, actor: Actor, keys: Keys) -> Any:
    """The same, kept from others who change it until the transaction ends."""
    return _only_sealed(cases.held(number, actor, keys))


def _only_sealed(row: Any) -> Any:
    if not row.sealed:
        raise NotSealed("Laporan ini bukan berkas terlindungi. Bukalah di antrean laporan.")
    return row


def opened(row: Any, unlocked: Unlocked | None, actor: Actor) -> Case | None:
    """The case where the key at hand opens it, else None."""
    try:
        return case_of(row, unlocked, actor)
    except (LockedCase, BrokenSeal):
        return None


def words_of(row: Any, case: Case) -> dict[str, str]:
    """judul, isi, tempat, waktu, terlapor: what the citizen wrote."""
    found = tickets.text_of(row.id)
    told: dict[str, str] = json.loads(case.unseal(0, Place.TEXT, bytes(found.sealed)))
    return told
