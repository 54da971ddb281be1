"""A month as the whole number ``yyyymm`` (202610): October of two years never meets."""

from datetime import datetime
from zoneinfo import ZoneInfo

Month = int

NAMES = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip


def month_of(instant: datetime, zone: str) -> Month:
    """The local month an instant falls in, in the unit's own zone; raises `TypeError` for a naive
    one, which Python would take for the machine's zone: in a container that is UTC."""
    if instant.tzinfo is None:
        raise TypeError(f"{instant!r} tidak menyebut zona waktunya.")
    local = instant.astimezone(ZoneInfo(zone))
    return local.year * 100 + local.month


def shift(month: Month, by: int) -> Month:
    """The month ``by`` months later (earlier when negative)."""
    count = (month // 100) * 12 + month % 100 - 1 + by
    return count // 12 * 100 + count % 12 + 1


def month_title(month: Month) -> str:
    """ "Oktober 2026"."""
    return f"{NAMES[month % 100 - 1]} {month // 100}"
