"""The heads of all chains as they stand, and the signed copies kept outside the database."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.anchor import UnreadableAnchor
from kiosk.domain.people.policy import INSTALLATION, Action
from kiosk.store.engine import reading
from kiosk.store.people import audit, reach
from kiosk.store.place import points
from kiosk.store.survey import answers
from kiosk.store.upkeep import chains, signing

SHOWN = 31


@dataclass(frozen=True)
class Heads:
    """``heads``: (name, length, hash in hex); ``files``: (name, instant) of signed copies whose
    signature holds, newest first."""

    heads: tuple[tuple[str, int, str], ...]
    files: tuple[tuple[str, datetime], ...]


def list_heads(actor: Actor, instance: Path) -> Heads:
    """The audit chain, and the chains of points within this reader's reach."""
    with reading():
        units = reach.unit_ids(actor.grants, Action.SEE_AUDIT, also_closed=True)
        names = {answers.chain_of(one): code for one, code in points.codes_of(units).items()}
        everything = actor.may(Action.SEE_AUDIT, INSTALLATION)
        found = {
            name: head
            for name, head in chains.heads().items()
            if everything or name == audit.CHAIN or name in names
        }
    shown = [
        (_title(name, names), head.length, head.hash.hex())
        for name, head in sorted(found.items(), key=lambda pair: pair[0] != audit.CHAIN)
    ]
    return Heads(tuple(shown), tuple(_signed(instance)))


def _title(name: str, codes: dict[str, str]) -> str:
    code = codes.get(name)
    return f"Jawaban loket {code}" if code else name


def _signed(instance: Path) -> list[tuple[str, datetime]]:
    found = []
    for path in reversed(signing.files(instance)[-SHOWN:]):
        try:
            found.append((path.name, signing.load(instance, path).at))
        except UnreadableAnchor:
            continue
    return found
