"""Hold the machine's clock against its own steady one and against what the database knows."""

import logging
from datetime import datetime, timedelta

from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.jobs import LEASE, LEASE_FOR
from kiosk.domain.upkeep.steady import Mark, Watch, begun, looked
from kiosk.store.engine import reading, transaction
from kiosk.store.people import audit
from kiosk.store.upkeep import checks, leases, notices, tries

log = logging.getLogger("kiosk.jobs")
FURTHEST = timedelta(days=1)
"""Nothing is put off by longer: neither a notice nor the next try of one."""


class ClockWatch:
    """Of one process, from tick to tick. Ask `prepare` before the lease is taken, which is itself
    a sign of life; then `look`, or `stand_by` where another holds the lease."""

    def __init__(self) -> None:
        self._watch: Watch | None = None
        self._newest: datetime | None = None

    @property
    def is_doubted(self) -> bool:
        return self._watch is not None and self._watch.is_doubted

    def prepare(self) -> None:
        if self._watch is None:
            with reading():
                self._newest = _newest()

    def stand_by(self) -> None:
        self._watch = None

    def look(self, here: Mark) -> None:
        """Writes what is to be told; after a step, whatever waits for a time that will not come
        soon is put right."""
        found: Checked | None
        with transaction():
            if self._watch is None:
                last = checks.last(CheckKind.CLOCK, 1)
                self._watch, found = begun(here, self._newest, last[0] if last else None)
            else:
                self._watch, found = looked(self._watch, here)
            if found is not None:
                _write(found, here.wall)


def _newest() -> datetime | None:
    """The newest sign of life: the last tick, or else the last record of the audit."""
    held = leases.holder(LEASE)
    return held[1] - LEASE_FOR if held else audit.last_at()


def _write(found: Checked, now: datetime) -> None:
    """Only a clock that is believed says what is yet to come."""
    checks.add(found)
    if found.ok:
        _mend(now)
    else:
        log.error("the clock: %s", found.told)


def _mend(now: datetime) -> None:
    notices.pull_back(now + FURTHEST, now)
    tries.forget_ahead(now + FURTHEST)
