"""How much one network may send before it is asked to wait.

A whole village queues behind one address on a Monday: sixty citizens in ten minutes all get
through (F41), and so do their children. Beyond that it is a machine.
"""

from datetime import datetime, timedelta

from kiosk.domain.complaint.work import Challenge
from kiosk.domain.refusal import Refusal

WINDOW = timedelta(minutes=10)
MOST = 200
"""Complaints and messages of a /24 or /64 in one window."""
TRIES = 60
"""Wrong receipts of a network in one window, before it waits."""
KEPT = timedelta(hours=24)


class TooMuch(Refusal):
    """This network sent more than people do. Nothing was stored; what was typed is kept.
    ``after``: seconds until it may send again; ``challenge``: the work that lets it send at once,
    where there is one."""

    def __init__(self, now: datetime, challenge: Challenge | None = None) -> None:
        seconds = int(WINDOW.total_seconds())
        self.after = seconds - int(now.timestamp()) % seconds
        self.challenge = challenge
        super().__init__(
            "Terlalu banyak kiriman dari jaringan ini dalam sepuluh menit terakhir. Tulisan Anda "
            "masih ada: tunggu %(minutes)s menit, lalu kirim lagi.",
            minutes=-(-self.after // 60),
        )
