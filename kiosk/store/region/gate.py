"""The database that the nation reads: the installation's own, or one that holds nothing else.

Whoever may replicate from a database can be given every change in it, whatever was published. In
a database of its own there is nothing but figures (`KIOSK_GATE_URL`).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import inspect

from kiosk.domain.refusal import Unprepared
from kiosk.store.engine import Base, elsewhere, here, reading
from kiosk.store.region.figures import EVERY

_UNPREPARED = "Basis data gerbang belum siap. Jalankan dahulu: kiosk region publish."


@contextmanager
def at_gate(address: str) -> Iterator[None]:
    """Inside, transactions and looks are on the gate; "" for none: on the installation's own."""
    if not address:
        yield
        return
    with elsewhere(address):
        yield


def prepare() -> None:
    """Make the tables where they are missing."""
    Base.metadata.create_all(here(), tables=list(EVERY))


def require_prepared(address: str) -> None:
    """Raises `Unprepared`. A gate that another version made is known by a missing table."""
    if not address:
        return
    with at_gate(address), reading():
        missing = {one.name for one in EVERY} - set(inspect(here()).get_table_names())
    if missing:
        raise Unprepared(_UNPREPARED)
