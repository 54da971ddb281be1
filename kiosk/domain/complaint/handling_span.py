"""Which reports the figures of handling are of: received from a day to a day, as of a day."""

from dataclasses import dataclass
from datetime import date, timedelta

from kiosk.domain.refusal import Refusal

EARLIEST = date(2000, 1, 1)
_LATEST_YEAR = 2999


class InvalidSpan(Refusal):
    """A day that is none, or a span that ends before it begins."""


@dataclass(frozen=True)
class Span:
    """Local days of the units, all included. ``as_of``: the figures are of the end of that day;
    it is never after today. ``asked``: the day that was asked for, where that has yet to come."""

    first: date
    last: date
    as_of: date
    asked: date | None = None

    @property
    def last_received(self) -> date:
        """What came in later was not there yet."""
        return min(self.last, self.as_of)


def read_span(first: str, last: str, as_of: str, today: date) -> Span:
    """Days as ``2026-10-31``; "" is the first day of this year, today and today. Raises
    `InvalidSpan`."""
    begins = _day(first, "Tanggal awal") or date(today.year, 1, 1)
    ends = _day(last, "Tanggal akhir") or max(today, begins)
    taken = _day(as_of, "Tanggal keadaan") or today
    if ends < begins:
        raise InvalidSpan("Tanggal akhir tidak boleh sebelum tanggal awal.")
    return Span(begins, ends, min(taken, today), taken if taken > today else None)


def year_until(today: date) -> Span:
    """The twelve months that end with ``today``."""
    after = today + timedelta(days=1)
    is_leap_day = (after.month, after.day) == (2, 29)
    first = date(after.year - 1, 3, 1) if is_leap_day else after.replace(year=after.year - 1)
    return Span(first, today, today)


def _day(text: str, name: str) -> date | None:
    if not text.strip():
        return None
    try:
        found = date.fromisoformat(text.strip())
    except ValueError:
        found = date.min
    if not EARLIEST <= found <= date(_LATEST_YEAR, 12, 31):
        raise InvalidSpan(
            '%(name)s "%(given)s" bukan tanggal; tulis seperti 2026-10-31.',
            name=name,
            given=text[:20],
        )
    return found
