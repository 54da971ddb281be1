"""A closed unit takes up its work again."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import edits as steps
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision, tree


class ParentClosed(Refusal):
    """The unit above is closed."""


def reopen_unit(actor: Actor, code: str, now: datetime) -> None:
    """Raises `ParentClosed`, `UnknownPlace`."""
    with transaction():
        revision.move()
        kept = edits.unit(code)
        nodes = tree.whole()
        above = nodes[kept.id].parent_id
        if above is not None and nodes[above].closed_at is not None:
            raise ParentClosed("Buka dulu unit di atasnya: %(unit)s.", unit=nodes[above].name)
        steps.reopen(actor, now, kept)
