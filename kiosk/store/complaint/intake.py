"""How much one network has sent of late, under a key that is drawn daily and forgotten.

The key lies in a file beside the database, so that no backup of the database holds it: once the
day is over nobody can say which network a count belonged to, and the counts go too.
"""

import hmac
import os
import secrets
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from sqlalchemy import bindparam, delete, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.people.keys import network_of
from kiosk.store.complaint.tables import IntakeCount
from kiosk.store.engine import connection
from kiosk.store.statement import Prepared

FOLDER = "kunci-hari"
TABLET = "tablet-"
_BYTES = 32


def subject(instance: Path, address: str, day: date, purpose: str = "kirim") -> bytes:
    """What stands for the network of an address on one day, for one purpose."""
    told = f"{purpose}:{sender(address)}".encode()
    return hmac.digest(_key(instance, day), told, "sha256")


def sender(address: str) -> str:
    """Who is counted: a network; a tablet of ours by itself, as its neighbours share its address.
    Never to be kept."""
    return address if address.startswith(TABLET) else network_of(address)


def _key(instance: Path, day: date) -> bytes:
    path = instance / FOLDER / day.isoformat()
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return _drawn(path)


def _drawn(path: Path) -> bytes:
    """The first worker of the day draws it; the others read what it drew."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}-{secrets.token_hex(4)}")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(secrets.token_bytes(_BYTES))
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink(missing_ok=True)
    return path.read_bytes()


def forget(instance: Path, day: date) -> int:
    """Remove the keys of days before ``day``; how many."""
    folder = instance / FOLDER
    old = [one for one in folder.glob("????-??-??") if one.name < day.isoformat()]
    for one in old:
        one.unlink(missing_ok=True)
    return len(old)


def count(subject: bytes, now: datetime, window: timedelta, add: int = 1) -> int:
    """Count ``add`` more in the window ``now`` lies in, in one statement; how many that makes."""
    number = int(now.timestamp() // window.total_seconds())
    row = {"subject": subject, "window": number, "count": add}
    return int(_count.run(row).fetchone()[0])


def _counting(dialect: str) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    new = make(IntakeCount).values({name: bindparam(name) for name in _COLUMNS})
    return new.on_conflict_do_update(
        index_elements=[IntakeCount.subject, IntakeCount.window],
        set_={"count": IntakeCount.count + new.excluded.count},
    ).returning(IntakeCount.count)


_COLUMNS = ("subject", "window", "count")
_count = Prepared(_counting)


def made(subject: bytes, now: datetime, window: timedelta) -> int:
    """How many were counted in the window ``now`` lies in."""
    number = int(now.timestamp() // window.total_seconds())
    query = select(IntakeCount.count).where(
        IntakeCount.subject == subject, IntakeCount.window == number
    )
    return int(connection().scalar(query) or 0)


def sweep(now: datetime, window: timedelta, kept: timedelta) -> int:
    """Take away the counts of windows that ended longer than ``kept`` ago."""
    oldest = int((now - kept).timestamp() // window.total_seconds())
    done = connection().execute(delete(IntakeCount).where(IntakeCount.window < oldest))
    return done.rowcount
