"""Conflict of interest: a case that names somebody is not theirs to know of, nor their office's.

The policy says what a role may do; this says from whom a case is hidden all the same, everywhere:
in lists, counts, searches, exports, notices, and the audit record.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from kiosk.domain.people.policy import Grant, Level, Role, Spot

_ADMINISTER = frozenset({Role.INSTALLATION_ADMIN, Role.INSTANSI_ADMIN, Role.HEAD})
_IMPARTIAL = frozenset({Role.INSPECTORATE})


@dataclass(frozen=True)
class Accused:
    """Whom a case names: ``people`` by id, and the ``units`` (ids) named or served in by them."""

    people: frozenset[int] = frozenset()
    units: frozenset[int] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.people or self.units)


def may_know(actor_id: int, grants: Sequence[Grant], spot: Spot, accused: Accused) -> bool:
    """Whether somebody may know that a case at ``spot`` exists.

    Where nobody is named the policy alone decides. Otherwise it is the inspectorate's, unless
    its member is named, serves in such a unit, or administers the place in another role."""
    if not accused:
        return True
    if actor_id in accused.people or any(_is_close(one, spot, accused) for one in grants):
        return False
    return any(one.role in _IMPARTIAL and one.covers(spot) for one in grants)


def _is_close(grant: Grant, spot: Spot, accused: Accused) -> bool:
    serves = grant.level is Level.UNIT and grant.place_id in accused.units
    return serves or (grant.role in _ADMINISTER and grant.covers(spot))
