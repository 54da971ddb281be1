"""What whoever keeps the installation has to know of the protected lane: never which case."""

from dataclasses import dataclass

from kiosk.domain.people.keys import Keys
from kiosk.flows import tellings
from kiosk.store.complaint import sealed
from kiosk.store.engine import reading

LOOKED_AT = 200


@dataclass(frozen=True)
class Watch:
    """``orphaned``: some case names everybody who could handle it. ``held_over``: the server's
    administrator can read some case until its team has keys."""

    orphaned: bool
    held_over: bool


def watch_cases(keys: Keys) -> Watch:
    with reading():
        lonely = sealed.without_handler(LOOKED_AT)
        orphaned = any(not tellings.team_of(row, keys) for row in lonely)
        return Watch(orphaned, bool(sealed.held_over()))
