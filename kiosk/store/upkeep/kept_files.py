"""Shelves as they are found, looked at and never changed."""

import hashlib

from kiosk.store.shelves.shelf import Lying, Shelf

_AT_ONCE = 1024 * 1024
HIDDEN = "."
"""Locks and files not yet finished begin so."""
DIGITS = "0123456789abcdef"


def attachments(shelf: Shelf, first: str) -> dict[str, Lying]:
    """Of the sixteen folders whose names begin with this digit, by their own name."""
    found = ((one.name.partition("/")[2], one) for one in shelf.lying(first))
    return {name: one for name, one in found if not name.startswith(HIDDEN)}


def beside(shelf: Shelf) -> dict[str, Lying]:
    """What lies outside the folders of attachments."""
    return {one.name: one for one in shelf.strays()}


def digest(shelf: Shelf, name: str) -> str | None:
    """SHA-256 in hexadecimal; None where it cannot be read. Raises `StoreAway`."""
    found = hashlib.sha256()
    try:
        with shelf.open(name) as (source, _size):
            while some := source.read(_AT_ONCE):
                found.update(some)
    except OSError:
        return None
    return found.hexdigest()
