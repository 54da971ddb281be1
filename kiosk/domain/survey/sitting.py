"""Several surveys in one visit: all of them, or one that is drawn.

What the office chose (setting ``gabungan-survei``); what it costs is `index.sitting_cost`.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum

from kiosk.domain.survey.instrument import Instrument


class Sitting(StrEnum):
    """The words are those of the setting."""

    TOGETHER = "bersama"
    WHOLE = "lengkap"
    IN_TURN = "bergilir"


Choose = Callable[[Sequence[Instrument]], Instrument]


def drawn(
    sitting: str, instruments: Sequence[Instrument], kept: str, choose: Choose
) -> Instrument | None:
    """The one instrument this visitor answers; None where all are asked. ``kept``: the code that
    a form brings back, so that a refused form asks the same again."""
    if sitting != Sitting.IN_TURN or len(instruments) < 2:
        return None
    return next((one for one in instruments if one.code == kept), None) or choose(instruments)
