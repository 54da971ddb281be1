"""Who is at the desk, with what they were granted."""

from dataclasses import dataclass

from kiosk.domain.people.policy import (
    GUESTS,
    Action,
    Grant,
    Role,
    Spot,
    allows,
    needs_second_factor,
)


@dataclass(frozen=True)
class Actor:
    """A signed-in person. ``id`` goes into the audit record, ``code`` into addresses."""

    id: int
    code: str
    name: str
    email: str
    grants: tuple[Grant, ...]
    has_second_factor: bool

    def may(self, action: Action, spot: Spot) -> bool:
        return allows(self.grants, action, spot)

    def may_anywhere(self, action: Action) -> bool:
        """Whether the action is theirs at some place at least."""
        return any(allows((one,), action, _where(one)) for one in self.grants)

    @property
    def must_enrol(self) -> bool:
        """Whether a role asks for a second factor that is not there yet."""
        return needs_second_factor(self.grants) and not self.has_second_factor

    @property
    def is_guest(self) -> bool:
        """Whether every role they hold is a guest's."""
        return bool(self.grants) and all(one.role in GUESTS for one in self.grants)

    @property
    def roles(self) -> tuple[Role, ...]:
        return tuple(dict.fromkeys(one.role for one in self.grants))


def _where(grant: Grant) -> Spot:
    """A spot the grant itself covers."""
    return Spot(grant.place_id, (grant.place_id,))
