"""What comes of a try to deliver: when to try again, and when to ask a person.

At least once and at most twice (F20): a try that ended without an answer may have arrived, so it
is made once more with the same Message-ID, and after a second one like it a person decides.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from kiosk.domain.refusal import Refusal

MINUTES = (1, 5, 15, 30) + (60,) * 26
"""Between the tries: 26 hours 51 minutes in all, so a mail server that is down for a day loses
nothing. No gap is longer than an hour: a short backlog does not sleep through the repair."""
LAST_TRY = len(MINUTES) + 1
MOST_UNSURE = 2
AFTER_UNSURE = timedelta(minutes=30)
"""A server that hangs for a while must not use up both tries of everything that waits."""
LONGEST_SEND = timedelta(seconds=15)
"""A try is cut off after this, whatever the other side does."""
HELD_FOR = timedelta(minutes=2)
"""The lease of a claimed notice: longer than a round of sending, so that two workers never send
the same one while both are alive."""
UNSET_KEPT = timedelta(days=3)
"""How long a notice waits for a channel that nobody has set up."""
SENT_KEPT = timedelta(days=30)
DEAD_KEPT = timedelta(days=90)
LATE = timedelta(minutes=30)
"""Due for longer than this: something is wrong with the sending."""


class Failure(StrEnum):
    """Why it was not delivered; the words stand on the desk."""

    CLOSED = "server tujuan tidak dapat dihubungi"
    LATER = "ditolak untuk sementara"
    NEVER = "ditolak untuk seterusnya"
    UNSURE = "terputus sebelum ada jawaban, mungkin sudah sampai"
    NOBODY = "penerima tidak punya alamat atau sudah nonaktif"
    UNSET = "salurannya belum diatur"


FINAL = frozenset({Failure.NEVER, Failure.NOBODY, Failure.UNSET})


class UnknownNotice(Refusal):
    """No dead letter of that number: sent again, deleted or forgotten in the meantime."""


class Undelivered(Exception):
    """``detail``: a code or the name of an error, never what the other side wrote: it repeats
    addresses."""

    def __init__(self, failure: Failure, detail: str = "") -> None:
        super().__init__(failure, detail)
        self.failure = failure
        self.detail = detail

    @property
    def told(self) -> str:
        return f"{self.failure.value} ({self.detail})" if self.detail else self.failure.value


@dataclass(frozen=True)
class Verdict:
    """``next_at``: None where a person has to decide."""

    next_at: datetime | None
    unsure: int


def verdict(failure: Failure, attempts: int, unsure: int, now: datetime) -> Verdict:
    """``attempts``: tries begun, this one with them. ``unsure``: those that may have arrived,
    this one not yet with them."""
    unsure += failure is Failure.UNSURE
    if failure in FINAL or unsure >= MOST_UNSURE or attempts >= LAST_TRY:
        return Verdict(None, unsure)
    wait = timedelta(minutes=MINUTES[max(attempts, 1) - 1])
    if failure is Failure.UNSURE:
        wait = max(wait, AFTER_UNSURE)
    return Verdict(now + wait, unsure)
