"""When an answer was given, where it arrives later than that: a tablet was offline, a phone had
no signal. Whoever sends it says how long ago; the server says whether to believe it.

A difference on the sender's own clock is worth more than what its clock shows: a tablet whose
clock is three days wrong still knows that two hours have passed.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

OLDEST = timedelta(hours=72)
AHEAD = timedelta(minutes=5)
"""Between these two the sender's word counts (F15); outside them the server's clock does. Nothing
is thrown away for its age."""


class Clock(IntEnum):
    """Stored as its number; what is to be said of the sender's clock."""

    SOUND = 0
    SHIFTED = 1
    """Its clock shows another time than ours; how long ago it was could still be told."""
    NOT_BELIEVED = 2
    """It cannot have been then: the time of arrival counts."""


@dataclass(frozen=True)
class Arrival:
    """``taken``: when the answer was given, as far as that is known; ``received``: when it was
    here. The same instant for what was sent at once."""

    taken: datetime
    received: datetime
    clock: Clock = Clock.SOUND


def at_once(now: datetime) -> Arrival:
    return Arrival(now, now)


def judged(now: datetime, age: timedelta, shift: timedelta = timedelta(0)) -> Arrival:
    """``age``: how long ago by the sender's own clock; ``shift``: ours less theirs, now."""
    if not -AHEAD <= age <= OLDEST:
        return Arrival(now, now, Clock.NOT_BELIEVED)
    clock = Clock.SOUND if abs(shift) <= AHEAD else Clock.SHIFTED
    # What lies a little ahead was pressed just now: nobody answers in the future.
    return Arrival(now - max(age, timedelta(0)), now, clock)
