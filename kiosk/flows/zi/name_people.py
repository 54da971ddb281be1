"""Names of whoever wrote in a dossier."""

from collections.abc import Iterable

from kiosk.store.engine import reading
from kiosk.store.people import roster


def names_of(staff_ids: Iterable[int]) -> dict[int, str]:
    """Id to name; an id of nobody is not in it."""
    with reading():
        return roster.names(staff_ids)
