"""The only place that asks the machine what time it is."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """The present instant, aware, in UTC."""
    return datetime.now(UTC)


def steady() -> float:
    """Seconds since the machine was started, time asleep with them. Nobody can set it."""
    return time.clock_gettime(time.CLOCK_BOOTTIME)
