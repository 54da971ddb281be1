"""Somebody no longer keeps a filter of the queue."""

from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.store.complaint import filters
from kiosk.store.engine import transaction


class UnknownFilter(Refusal):
    """None of this person's."""


def drop_filter(actor: Actor, number: int) -> None:
    """Raises `UnknownFilter`."""
    with transaction():
        if not filters.drop(actor.id, number):
            raise UnknownFilter("Saringan itu sudah tidak ada. Muat ulang halaman ini.")
