"""Somebody keeps a filter of the queue under a name."""

from kiosk.domain.complaint.listing import Filter
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import tidied
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint import filters
from kiosk.store.engine import transaction

LONGEST_NAME = 60
MOST = 20


class InvalidFilter(Refusal):
    """No name, a name too long, or more than anybody reads."""


def save_filter(actor: Actor, name: str, query: str, asked: Filter) -> None:
    """``query``: the address's, of ``asked``. A name used before now means this filter. Raises
    `InvalidFilter`."""
    name = tidied(name)
    if not 1 <= len(name) <= LONGEST_NAME:
        raise InvalidFilter("Beri nama saringan, 1 sampai %(most)s karakter.", most=LONGEST_NAME)
    if asked.is_plain:
        raise InvalidFilter("Pilih dahulu sedikitnya satu saringan, lalu simpan.")
    with transaction():
        if filters.replace(actor.id, name, query):
            return
        if filters.count(actor.id) >= MOST:
            raise InvalidFilter(
                "Anda sudah menyimpan %(most)s saringan. Hapus salah satu dahulu.", most=MOST
            )
        filters.add(actor.id, name, query)
