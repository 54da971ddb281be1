"""The page of keys: the own one, the teams', and what is still held by the installation."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.flows import keyrings
from kiosk.store.complaint import casekeys, sealed
from kiosk.store.engine import reading
from kiosk.store.people import reach


@dataclass(frozen=True)
class Team:
    """``held_over``: the server's administrator can read what comes in for this team, for it is
    not set up (``fingerprint`` None); the same whether there is a case or none: the only one may
    name whoever looks."""

    code: str
    name: str
    fingerprint: str | None
    made_at: datetime | None
    held_over: bool


@dataclass(frozen=True)
class Keyring:
    """``fingerprint`` None: no key of one's own. ``teams``: those this member leads.
    ``held_over``: one of them has no keys yet."""

    fingerprint: str | None
    made_at: datetime | None
    teams: tuple[Team, ...]
    held_over: bool


def show_keyring(actor: Actor) -> Keyring:
    with reading():
        own = casekeys.handler(actor.id)
        ids = reach.instansi_ids(actor.grants, Action.HANDLE_SEALED)
        led = [one for one in ids if keyrings.leads(actor, one)]
        teams = [
            Team(
                one.code,
                one.name,
                keyrings.fingerprint(one.public_key) if one.public_key else None,
                one.made_at,
                one.public_key is None,
            )
            for one in sealed.instansi(led)
        ]
    return Keyring(
        keyrings.fingerprint(own.public_key) if own else None,
        own.made_at if own else None,
        tuple(teams),
        any(one.held_over for one in teams),
    )
