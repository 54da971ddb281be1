"""Steps that limits share: what a form costs beyond its network's limit, and whether it was paid.

Nothing is kept but counts under the key of the day: how often this form was tried, and how many of
this network came by work.
"""

from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.complaint import flood, work
from kiosk.domain.complaint.work import Challenge, Work
from kiosk.flows.receiving import House
from kiosk.store.complaint import intake
from kiosk.store.engine import reading, transaction


def check_work(done: Work, address: str, house: House, now: datetime) -> None:
    """Raises `TooMuch` with the next challenge where this try was not paid for, and without one
    where the network did more work than people do. A try that was paid for is used up by it."""
    form, network = (
        intake.subject(house.instance, address, now.date(), purpose)
        for purpose in (f"kerja:{done.key}", "kerja")
    )
    door = _Door(form, network, now)
    if done.bits:
        with transaction():
            passed = door.is_passed(done)
        if passed:
            return
    with reading():
        following = door.challenge()
    raise flood.TooMuch(now, following)


@dataclass(frozen=True)
class _Door:
    """Of one form and one network, today."""

    form: bytes
    network: bytes
    now: datetime

    def is_passed(self, done: Work) -> bool:
        """Whether this try was paid for; then it is counted before anything is looked at, so that
        no work serves twice. What is no work leaves nothing: a flood of it writes no row."""
        tries = self._made(self.form)
        if done.bits < work.bits_for(self._made(self.network)) - work.SLACK:
            return False
        if not done.solves(work.challenge(self.form, done.bits, tries)):
            return False
        # Two at once see one number of tries, and only the first to count makes it the next.
        is_first = self._count(self.form, 1) == tries + 1
        return is_first and self._count(self.network, 1) <= work.MOST_DONE

    def challenge(self) -> Challenge | None:
        before = self._made(self.network)
        if before >= work.MOST_DONE:
            return None
        return work.challenge(self.form, work.bits_for(before), self._made(self.form))

    def _made(self, subject: bytes) -> int:
        return intake.made(subject, self.now, flood.WINDOW)

    def _count(self, subject: bytes, more: int) -> int:
        return intake.count(subject, self.now, flood.WINDOW, add=more)
