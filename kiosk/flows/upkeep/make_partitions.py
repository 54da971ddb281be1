"""Tables of the months to come, before anybody answers in them."""

from datetime import datetime

from kiosk.domain.month import Month, month_of, shift
from kiosk.domain.refusal import Busy
from kiosk.store.engine import reading, transaction
from kiosk.store.survey import partitions

AHEAD = 3
"""Months beyond this one: a job that stands still for a season costs nothing."""
ZONE = "Asia/Jayapura"
"""Where a month begins first."""


def make_partitions(now: datetime) -> str:
    """A readable outcome for the record of jobs. Where everybody reads or writes just now it is
    left to the next hour: what has no table yet lies in the rest."""
    with reading():
        if not partitions.are_used():
            return "tidak diperlukan"
        missing = (_wanted(now) | partitions.in_rest()) - partitions.known()
    if not missing:
        return "lengkap"
    try:
        with transaction():
            partitions.make(missing)
    except Busy:
        return f"{len(missing)} bulan ditunda: basis data sibuk"
    with transaction():
        partitions.look_over()
    return f"{len(missing)} bulan disiapkan"


def _wanted(now: datetime) -> set[Month]:
    this = month_of(now, ZONE)
    return {shift(this, by) for by in range(AHEAD + 1)}
