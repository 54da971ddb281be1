"""A government body joins the installation."""

from dataclasses import asdict
from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.place import naming
from kiosk.domain.place.edit import InstansiEntry
from kiosk.flows import edits as steps
from kiosk.flows import pictures
from kiosk.store.engine import transaction
from kiosk.store.place import edits, revision, units


def make_instansi(actor: Actor, entry: InstansiEntry, upload: bytes | None, now: datetime) -> str:
    """Its code. ``upload``: a crest as sent, or None. Raises `UnusablePicture`."""
    png = pictures.crest(upload) if upload else None
    with transaction():
        revision.move()
        code = naming.unit_code(entry.name, edits.codes_of("instansi"))
        units.add_instansi(code, entry.name, entry.website, entry.colour)
        kept = edits.instansi(code)
        if png:
            edits.put_crest(kept, png)
        details = {name: [None, value] for name, value in asdict(entry).items()}
        steps.record(actor, now, "buat-instansi", kept, {**details, "crest": [False, bool(png)]})
    return code
