"""What is wrong with the installation by its own looks and jobs, and who must be told anew."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.upkeep.check import Checked, CheckKind, standing
from kiosk.domain.upkeep.job_words import name_of
from kiosk.domain.upkeep.jobs import FAULTY

JOB = "tugas:"
DISK_FLOOR = 500 * 1024 * 1024
"""Bytes; with less than this something will soon not be stored."""
Run = tuple[str, datetime | None, str | None]
"""Period, end and outcome of a job's last run."""


@dataclass(frozen=True)
class Found:
    """``troubles``: name to what is told of it. ``unclear``: names that may be in trouble or not,
    until a run that goes on or waits for its next try has ended."""

    troubles: Mapping[str, str]
    unclear: Collection[str]

    def new(self, told: Collection[str]) -> dict[str, str]:
        return {name: what for name, what in self.troubles.items() if name not in told}

    def over(self, told: Collection[str]) -> list[str]:
        return [one for one in told if one not in self.troubles and one not in self.unclear]


def found(
    looks: Mapping[CheckKind, Checked],
    runs: Mapping[str, Run],
    waiting: Collection[tuple[str, str]],
    since: datetime | None,
    now: datetime,
) -> Found:
    """``waiting``: runs that will be tried again. ``since``: the first run of a job here."""
    troubles = {}
    for kind in CheckKind:
        state = standing(kind, looks.get(kind), since, now)
        if state.is_red:
            troubles[kind.value] = f"{kind.label} ({state.value})"
    unclear = []
    for job, (period, _ended, outcome) in runs.items():
        if outcome is None or (job, period) in waiting:
            unclear.append(JOB + job)
        elif outcome.startswith(FAULTY):
            troubles[JOB + job] = f"{name_of(job)} ({outcome.split(':')[0]})"
    return Found(troubles, unclear)
