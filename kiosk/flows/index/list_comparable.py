"""Units whose index somebody may see, by name, for choosing two of them."""

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.store.engine import reading
from kiosk.store.place import tree


def list_comparable(actor: Actor) -> dict[str, str]:
    """Code to name, with that of the instansi where there are several."""
    with reading():
        nodes = tree.whole()
    seen = [
        one
        for one in nodes
        if one.closed_at is None and actor.may(Action.SEE_INDEX, nodes.spot(one.id))
    ]
    several = len({one.instansi_code for one in seen}) > 1
    named = [(f"{one.name} ({one.instansi})" if several else one.name, one.code) for one in seen]
    return {code: name for name, code in sorted(named)}
