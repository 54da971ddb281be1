"""Steps that limits share: all workers count together, in the database, and a count is made
before it is looked at. Where a count cannot be made each worker holds by itself to a tenth of
the limit: less than is allowed, and never no limit at all (F42).
"""

from collections.abc import Hashable
from datetime import datetime, timedelta
from threading import Lock

from kiosk.domain.complaint import flood
from kiosk.domain.complaint.work import Work
from kiosk.flows.receiving import House
from kiosk.flows.working import check_work
from kiosk.store.complaint import intake
from kiosk.store.engine import transaction

ALONE = 10
"""A worker that is alone with its count lets through one of so many."""


class Alone:
    """What this process counted by itself in the newest window; of earlier ones nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._window = -1
        self._counts: dict[Hashable, int] = {}

    def add(self, mark: Hashable, now: datetime, window: timedelta) -> int:
        number = int(now.timestamp() // window.total_seconds())
        with self._lock:
            if number != self._window:
                self._window, self._counts = number, {}
            self._counts[mark] = made = self._counts.get(mark, 0) + 1
            return made


_alone = Alone()


def check_network(
    address: str,
    house: House,
    now: datetime,
    most: int,
    purpose: str = "kirim",
    work: Work | None = None,
) -> None:
    """Count one more of the address's network; raises `TooMuch` above ``most`` in a window, and
    `Full` where there is no room to count. ``work``: what opens the door beyond the limit. A
    transaction of its own: a refused one counts too.
    `Busy` is raised on: whoever has waited for this database once would only wait again for what
    is to be stored in it, and be told after more than ten seconds (F04)."""
    try:
        with transaction():
            subject = intake.subject(house.instance, address, now.date(), purpose)
            made = intake.count(subject, now, flood.WINDOW)
    except OSError:
        made = _alone.add((purpose, intake.sender(address)), now, flood.WINDOW)
        most //= ALONE
        work = None
    if made <= most:
        return
    if work is None or address.startswith(intake.TABLET):
        raise flood.TooMuch(now)
    check_work(work, address, house, now)
