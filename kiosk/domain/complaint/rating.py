"""How a reporter rates the handling: 1 to 4, or not at all.

Silence is kept as no rating and shown as *tidak dijawab*; it never counts as satisfied.
"""

from datetime import datetime, timedelta

from kiosk.domain.complaint.ticket import Ending, State
from kiosk.domain.refusal import Refusal

LOWEST, HIGHEST = 1, 4
CHANGEABLE = timedelta(days=30)
"""A rating may be given and changed so long after the ticket was closed; then figures rest."""
_RATED = frozenset({State.ANSWERED, State.CLOSED, State.OUTSIDE, State.ARCHIVED})


class InvalidRating(Refusal):
    """No rating, or one outside the scale."""

    def __init__(self) -> None:
        super().__init__("Pilih salah satu dari empat wajah.")


class RatingClosed(Refusal):
    """Nothing was answered yet, or it is too long ago."""

    def __init__(self) -> None:
        super().__init__(
            "Penanganan dapat dinilai sejak laporan dijawab sampai 30 hari sesudah ditutup."
        )


def read(text: str) -> int:
    """Raises `InvalidRating`."""
    if text not in ("1", "2", "3", "4"):
        raise InvalidRating
    return int(text)


def is_open(state: State, ending: Ending | None, closed_at: datetime | None, now: datetime) -> bool:
    """Whether the handling can be rated now: there is an end to look at, and not of the
    reporter's own making."""
    if state not in _RATED or ending is Ending.WITHDRAWN:
        return False
    return closed_at is None or now - closed_at <= CHANGEABLE
