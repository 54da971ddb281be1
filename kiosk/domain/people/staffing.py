"""Who may appoint whom, to what, and where."""

from collections.abc import Mapping
from types import MappingProxyType

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Grant, Level, NotAllowed, Role, Spot, may_grant
from kiosk.domain.refusal import Refusal

_BELOW = frozenset({Level.INSTANSI, Level.UNIT})
LEVELS: Mapping[Role, frozenset[Level]] = MappingProxyType(
    {
        **dict.fromkeys(Role, _BELOW),
        Role.INSTALLATION_ADMIN: frozenset({Level.INSTALLATION}),
        # Never for the installation: that would reach the content of every instansi.
        Role.INSTANSI_ADMIN: frozenset({Level.INSTANSI}),
    }
)


class WrongLevel(Refusal):
    """The role does not exist at such a place."""


class UnknownPlace(Refusal):
    """No unit or instansi of that code, or none the person at the desk may know of."""


class OwnRole(Refusal):
    """Somebody tried to change what the own account may do."""


class TwiceGranted(Refusal):
    """The person holds this very role there already."""


def check_level(role: Role, level: Level) -> None:
    if level not in LEVELS[role]:
        places = ", ".join(sorted(LEVELS[role]))
        raise WrongLevel(
            "Peran %(role)s diberikan untuk: %(places)s.", role=role.label, places=places
        )


def check_appointment(actor: Actor | None, role: Role, spot: Spot) -> None:
    """``actor`` None: the operator at the command line. Raises `NotAllowed`."""
    if actor is not None and not may_grant(actor.grants, role, spot):
        raise NotAllowed(
            "Anda tidak dapat memberi atau mengakhiri peran %(role)s di sana.", role=role.label
        )


def check_not_self(actor: Actor | None, staff_id: int) -> None:
    """Raises `OwnRole`."""
    if actor is not None and actor.id == staff_id:
        raise OwnRole("Peran dan akun sendiri hanya dapat diubah oleh orang lain.")


def check_whole(actor: Actor | None, grants: Mapping[Grant, Spot]) -> None:
    """Only whoever could have given somebody every role may act on the whole account: otherwise
    a unit head could shut out an administrator who also serves in the unit."""
    for grant, spot in grants.items():
        check_appointment(actor, grant.role, spot)
