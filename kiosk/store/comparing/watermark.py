"""How far the database had come, kept outside it: a database that is behind this mark lost what
was stored. Written by the jobs at every tick; not forced to the disk, because after a power cut an
older mark is as true as a newer one.
"""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path

from sqlalchemy import func, select

from kiosk.store.complaint.tables import Ticket
from kiosk.store.engine import connection
from kiosk.store.upkeep.tables import ChainHead

NAME = "jejak-basis-data.json"
Mark = Mapping[str, int]


def now() -> dict[str, int]:
    """Numbers that never fall: rows of all chains, and of tickets. In the caller's look."""
    lengths = select(func.coalesce(func.sum(ChainHead.length), 0))
    tickets = select(func.count()).select_from(Ticket)
    return {
        "rantai": int(connection().execute(lengths).scalar_one()),
        "laporan": int(connection().execute(tickets).scalar_one()),
    }


def keep(folder: Path, mark: Mark) -> None:
    """Never lower than it was."""
    known = kept(folder)
    raised = {name: max(number, known.get(name, 0)) for name, number in mark.items()}
    if raised == known:
        return
    path = folder / NAME
    temporary = path.with_name(f".{NAME}-{secrets.token_hex(4)}")
    temporary.write_text(json.dumps(raised))
    temporary.chmod(0o600)
    temporary.replace(path)


def kept(folder: Path) -> dict[str, int]:
    """Empty where there is none, or none that can be read."""
    try:
        found = json.loads((folder / NAME).read_text())
        return {str(name): int(number) for name, number in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return {}


def is_behind(folder: Path, mark: Mark) -> bool:
    known = kept(folder)
    return any(number < known.get(name, 0) for name, number in mark.items())


def forget(folder: Path) -> None:
    """After a restore, or where somebody accepted what is lost."""
    (folder / NAME).unlink(missing_ok=True)
