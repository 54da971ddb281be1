"""The words of receipts and recovery keys, as shipped."""

from functools import cache
from importlib.resources import files

from kiosk.domain.complaint.phrase import Words

_FILE = "kata.txt"


@cache
def words() -> Words:
    """2,048 words. A word taken out or moved would close every receipt that holds it: the file
    does not change any more."""
    return Words(tuple((files("kiosk.data") / _FILE).read_text(encoding="ascii").split()))
