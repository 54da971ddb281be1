"""Flows on another database than the application's own: a copy, looked at before it is used."""

from collections.abc import Iterator
from contextlib import contextmanager

from kiosk.store import engine


@contextmanager
def elsewhere(address: str) -> Iterator[None]:
    """Inside, every flow reads and writes the database at ``address``."""
    with engine.elsewhere(address):
        yield
