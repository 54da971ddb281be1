"""Steps that flows of figures share: which sealed cases somebody may see counted.

A count is a trace. Whoever may not know of a case gets figures that are the same whether it is
there or not; the rule is that of `kiosk.flows.cases`, asked once for many.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.conflict import Accused, may_know
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Level
from kiosk.store.complaint import handling
from kiosk.store.people import reach


@dataclass(frozen=True)
class Sealed:
    """``origins``: ids of units whose sealed cases are counted; ``hidden``: ids of those cases
    among them that are left out all the same."""

    origins: frozenset[int] = frozenset()
    hidden: frozenset[int] = frozenset()


def sealed_for(actor: Actor, keys: Keys, unit_ids: Sequence[int]) -> Sealed:
    """What of the sealed cases brought at these units ``actor`` may know of."""
    allowed = reach.unit_ids(actor.grants, Action.HANDLE_SEALED, also_closed=True)
    origins = frozenset(one for one in set(allowed) & set(unit_ids) if is_impartial(actor, one))
    return Sealed(origins, _hidden(actor, keys, origins)) if origins else Sealed()


def is_impartial(actor: Actor, unit_id: int) -> bool:
    """Whether somebody may know what is said of this unit: not of one they serve in or administer.
    The unit a sealed case was brought at is always concerned."""
    spot = reach.spot_of_unit_id(unit_id)
    concerned = Accused(units=frozenset({unit_id}))
    return spot is not None and may_know(actor.id, actor.grants, spot, concerned)


def _hidden(actor: Actor, keys: Keys, origins: frozenset[int]) -> frozenset[int]:
    """Cases that name this person, or a unit they serve in."""
    served = {one.place_id for one in actor.grants if one.level is Level.UNIT}
    found = set()
    for row in handling.marks(sorted(origins)):
        close = {keys.accused(row.ticket_id, "unit", unit) for unit in served}
        if bytes(row.mark) in close | {keys.accused(row.ticket_id, "orang", actor.id)}:
            found.add(row.ticket_id)
    return frozenset(found)
