"""How long a visit took, as the queue machine that saw it says: in minutes, without its instants.

All three instants come from one clock, the machine's: how far it is from ours does not matter.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import IntEnum

LONGEST = timedelta(hours=12)
"""No number of a day is older: what is longer is a clock gone wrong, or a number of yesterday."""
_MINUTE = timedelta(minutes=1)


class Span(IntEnum):
    """Both end when the service was completed. Stored as its number."""

    SINCE_TAKEN = 1
    SINCE_CALLED = 2


@dataclass(frozen=True)
class Spent:
    """Whole minutes, a begun one counted; None where the machine did not say."""

    since_taken: int | None = None
    since_called: int | None = None

    @property
    def known(self) -> Iterator[tuple[Span, int]]:
        if self.since_taken is not None:
            yield Span.SINCE_TAKEN, self.since_taken
        if self.since_called is not None:
            yield Span.SINCE_CALLED, self.since_called


def spent(taken: datetime | None, called: datetime | None, completed: datetime) -> Spent | None:
    """None for what cannot be: an order that no visit has, or longer than `LONGEST`."""
    known = [one for one in (taken, called) if one is not None]
    if not known or [*known, completed] != sorted([*known, completed]):
        return None
    if completed - known[0] > LONGEST:
        return None
    return Spent(_minutes(taken, completed), _minutes(called, completed))


def _minutes(begin: datetime | None, end: datetime) -> int | None:
    """A promise of 15 minutes is not kept in 15 minutes and 10 seconds."""
    return None if begin is None else -((begin - end) // _MINUTE)
