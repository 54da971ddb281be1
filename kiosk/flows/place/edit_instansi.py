"""An instansi's name, site, colour and crest are looked at and changed."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import InstansiEntry
from kiosk.flows import edits as steps
from kiosk.flows import pictures
from kiosk.store.engine import reading, transaction
from kiosk.store.place import edits, revision
from kiosk.store.place.edits import Kept


@dataclass(frozen=True)
class OpenInstansi:
    kept: Kept
    has_crest: bool


def open_instansi(code: str) -> OpenInstansi:
    """As kept now, with its version; raises `UnknownPlace`."""
    with reading():
        return OpenInstansi(edits.instansi(code), edits.crest(code) is not None)


def crest_of(code: str) -> bytes | None:
    """A PNG of ours."""
    with reading():
        return edits.crest(code)


def edit_instansi(
    actor: Actor,
    code: str,
    version: int,
    entry: InstansiEntry,
    upload: bytes | None,
    now: datetime,
) -> None:
    """``upload`` None keeps the crest there is. Raises `StaleEdit`, `UnusablePicture`."""
    png = pictures.crest(upload) if upload else None
    with transaction():
        revision.move()
        values = {"name": entry.name, "website": entry.website, "colour": entry.colour}
        steps.save(actor, now, edits.instansi(code), version, values)
        if png:
            kept = edits.instansi(code)
            had = edits.crest(code) is not None
            edits.put_crest(kept, png)
            steps.record(actor, now, "ganti-lambang", kept, {"crest": [had, True]})
