"""How long somebody waits who guessed wrong too often. Nobody is ever locked out for good.

A device that signed in before is counted by itself: what strangers try on an account does not
make its owner wait there (OWASP's "device cookies").
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from kiosk.domain.refusal import Refusal


class TooManyTries(Refusal):
    """Wait, then try again; nothing was checked."""

    def __init__(self, seconds: int) -> None:
        super().__init__(
            "Terlalu banyak percobaan. Tunggu %(wait)s, lalu coba lagi.", wait=_told(seconds)
        )
        self.seconds = seconds


@dataclass(frozen=True)
class Rule:
    """The first ``free`` failures cost nothing; then the wait doubles from ``first`` to ``most``.
    After ``forget`` without a try all is forgotten."""

    free: int
    first: timedelta
    most: timedelta
    forget: timedelta

    def wait_after(self, failures: int) -> timedelta:
        """How long after the last of so many failures the next try is taken."""
        if failures < self.free:
            return timedelta(0)
        doublings: int = 2 ** min(failures - self.free, 20)
        return min(self.first * doublings, self.most)

    @property
    def steps(self) -> range:
        """Counts of failures whose waits differ; every higher count waits like the last."""
        last = self.free
        while self.wait_after(last) < self.most:
            last += 1
        return range(self.free, last + 1)


ACCOUNT = Rule(5, timedelta(seconds=5), timedelta(minutes=15), timedelta(days=1))
DEVICE = ACCOUNT
NETWORK = Rule(20, timedelta(seconds=5), timedelta(minutes=15), timedelta(days=1))
"""A whole office stands behind one address on a Monday morning."""
CODE = Rule(10, timedelta(hours=1), timedelta(hours=1), timedelta(hours=1))
"""At most ten codes an hour (F53): a million codes would take eleven years."""

KEPT = timedelta(days=2)
"""Counts nobody asks for any more are taken away."""


def seconds_left(rule: Rule, failures: int, last_at: datetime, now: datetime) -> int:
    """Whole seconds to wait, at least 1."""
    left = last_at + rule.wait_after(failures) - now
    return max(1, -(-left // timedelta(seconds=1)))


def _told(seconds: int) -> str:
    if seconds < 60:
        return f"{seconds} detik"
    return f"{-(-seconds // 60)} menit"
