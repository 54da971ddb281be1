"""How many answers one counter may send in a minute before it is a machine.

A counter sees a few citizens a minute, the busiest service hall some dozens. Nothing below the
limit ever refuses an answer: no address, no haste, no signal.
"""

from datetime import datetime, timedelta

from kiosk.domain.refusal import Refusal

SECONDS = 60
WINDOW = timedelta(seconds=SECONDS)
MOST = 2_000
"""Answers of one point in one minute."""


class TooManyAnswers(Refusal):
    """Nothing was stored; what was typed is kept. ``after``: whole seconds until it is taken."""

    def __init__(self, now: datetime) -> None:
        super().__init__(
            "Terlalu banyak penilaian dari loket ini dalam satu menit. Isian Anda masih ada: "
            "tunggu satu menit, lalu kirim lagi."
        )
        self.after = SECONDS - int(now.timestamp()) % SECONDS
