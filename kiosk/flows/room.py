"""Steps that flows of complaints share when the disk is full: files give way to words.

Who complains in words is heard from the ballast; a photo is refused before one byte of it is
written, while the disk is nearly full or what is free on it was the ballast.
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from kiosk.domain.complaint.attachment import NoSpace
from kiosk.domain.refusal import Full
from kiosk.flows.receiving import House, Upload
from kiosk.store.complaint import files
from kiosk.store.upkeep import ballast

FLOOR = 8 * 1024 * 1024
"""Left free of files: a database takes some 5 MB at once for its log before it folds it."""
Done = TypeVar("Done")


def check(uploads: Sequence[Upload], house: House) -> None:
    """Raises `NoSpace`, `StoreAway`; before anything dear is done with the files."""
    if not uploads:
        return
    needed = FLOOR + sum(len(one.content) for one in uploads)
    free = files.free(house.uploads)
    if ballast.state() is ballast.State.GIVEN_UP or (free is not None and free < needed):
        raise NoSpace


def for_words(act: Callable[[], Done], uploads: Sequence[Upload] = ()) -> Done:
    """``act``, and once more from the ballast where the disk was full. With files it is never
    given up: whoever sent them is told to send the words alone."""
    try:
        return act()
    except (Full, NoSpace):
        if uploads or not ballast.give_up():
            raise
    return act()
