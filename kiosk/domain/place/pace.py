"""Whether a month's answers come in fast enough to make its minimum sample."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo


@dataclass(frozen=True)
class Pace:
    """``days_left`` counts today."""

    respondents: int
    minimum: int
    day: int
    days: int

    @property
    def days_left(self) -> int:
        return self.days - self.day + 1

    @property
    def missing(self) -> int:
        return max(0, self.minimum - self.respondents)

    @property
    def behind(self) -> bool:
        """Fewer than the days gone by would have brought at an even pace."""
        return self.respondents * self.days < self.minimum * (self.day - 1)


def pace(respondents: int, minimum: int, now: datetime, zone: str) -> Pace:
    """In the unit's own month."""
    local = now.astimezone(ZoneInfo(zone))
    days = monthrange(local.year, local.month)[1]
    return Pace(respondents, minimum, local.day, days)
