"""When a job that failed is tried again, and when it is left to a person."""

from datetime import datetime, timedelta

FAILED = "gagal"
"""How the outcome of a run begins that came to nothing. A finding ("tidak cocok") is a result: to
look again would find the same."""
INTERRUPTED = f"{FAILED}: terputus"
"""Of a run whose process died."""
AFTER = (timedelta(minutes=5), timedelta(minutes=30))
MOST_TRIES = len(AFTER) + 1
"""Of one period. The next period begins anew."""


def again_at(outcome: str, tries: int, now: datetime) -> datetime | None:
    """When to try again after ``tries`` tries, this one with them; None: not in this period.

    An interrupted run is made up for at once: its process is gone, nothing has to recover. It
    counts as a try all the same: a job that kills its process must not kill it for ever."""
    if not outcome.startswith(FAILED) or tries >= MOST_TRIES:
        return None
    return now if outcome == INTERRUPTED else now + AFTER[tries - 1]
