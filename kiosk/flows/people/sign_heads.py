"""Sign the heads of all chains and keep the copy outside the database."""

from datetime import datetime
from pathlib import Path

from kiosk.domain.people.anchor import Anchor
from kiosk.store.engine import reading
from kiosk.store.upkeep import chains, signing


def sign_heads(instance: Path, now: datetime) -> Path:
    """The file written. Print it, mail it or copy it away: whoever may change the database and
    this folder could change both."""
    with reading():
        heads = chains.heads()
    return signing.publish(instance, Anchor(now, heads))
