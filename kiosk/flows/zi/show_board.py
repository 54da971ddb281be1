"""The papan hasil of a unit and period."""

from datetime import datetime
from fractions import Fraction

from kiosk.domain.index.period import Period
from kiosk.domain.zi.board import Board
from kiosk.flows import boarding
from kiosk.store.engine import reading
from kiosk.store.place import units


def show_board(
    unit_code: str, period: Period, now: datetime, pengungkit: Fraction | None = None
) -> Board:
    """Covers the unit and all below it. ``pengungkit``: points that precede those of the LKE.
    Raises `UnknownUnit`."""
    with reading(stale_ok=True):
        return boarding.board_of(units.by_code(unit_code), period, now, pengungkit)
