"""Periods of the index: a month, a quarter, a semester or a year of one unit's own calendar."""

import re
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.month import Month, month_of, month_title, shift
from kiosk.domain.refusal import Refusal

_FORM = re.compile(
    r"(?P<year>[12][0-9]{3})"
    r"(?:-(?:(?P<month>0[1-9]|1[0-2])|Q(?P<q>[1-4])|S(?P<s>[12])))?"
)
_ROMAN = ("", "I", "II", "III", "IV")


class InvalidPeriod(Refusal):
    """The text names no period."""


class UnfitPeriod(Refusal):
    """Answers of a file belong to one month that has begun."""


@dataclass(frozen=True, order=True)
class Period:
    """``first`` is its first month, ``length`` its number of months: 1, 3, 6 or 12."""

    first: Month
    length: int

    @property
    def months(self) -> tuple[Month, ...]:
        return tuple(shift(self.first, by) for by in range(self.length))

    @property
    def last(self) -> Month:
        return shift(self.first, self.length - 1)

    @property
    def previous(self) -> "Period":
        return Period(shift(self.first, -self.length), self.length)

    @property
    def following(self) -> "Period":
        return Period(shift(self.first, self.length), self.length)

    @property
    def year_before(self) -> "Period":
        return Period(self.first - 100, self.length)

    @property
    def year(self) -> int:
        return self.first // 100

    def __str__(self) -> str:
        place = (self.first % 100 - 1) // self.length + 1
        tail = {1: f"-{self.first % 100:02d}", 3: f"-Q{place}", 6: f"-S{place}", 12: ""}
        return f"{self.year}{tail[self.length]}"

    @property
    def title(self) -> str:
        """As an Indonesian office writes it: "Oktober 2026", "Triwulan IV 2026"."""
        if self.length == 1:
            return month_title(self.first)
        place = _ROMAN[(self.first % 100 - 1) // self.length + 1]
        name = {3: f"Triwulan {place} ", 6: f"Semester {place} ", 12: "Tahun "}[self.length]
        return f"{name}{self.year}"


def parse(text: str) -> Period:
    """Read "2026-10", "2026-Q4", "2026-S2" or "2026"; raises `InvalidPeriod`."""
    found = _FORM.fullmatch(text.strip())
    if not found:
        raise InvalidPeriod(
            'Periode "%(text)s" tidak dikenal. Tulis misalnya 2026-10, 2026-Q4, 2026-S2 atau 2026.',
            text=text[:40],
        )
    base = int(found["year"]) * 100
    if found["month"]:
        return Period(base + int(found["month"]), 1)
    if found["q"]:
        return Period(base + 3 * int(found["q"]) - 2, 3)
    if found["s"]:
        return Period(base + 6 * int(found["s"]) - 5, 6)
    return Period(base + 1, 12)


def begun_month(period: Period, now: datetime, zone: str) -> Month:
    """The month of a period that is one, and has begun; raises `UnfitPeriod`."""
    if period.length != 1:
        raise UnfitPeriod("Impor memerlukan satu bulan, misalnya 2026-10.")
    if period.first > month_of(now, zone):
        raise UnfitPeriod("Bulan %(month)s belum dimulai.", month=period.title)
    return period.first


def of_month(month: Month) -> Period:
    return Period(month, 1)


def covering(month: Month) -> tuple[Period, ...]:
    """The month, its quarter, its semester and its year."""
    year, place = month // 100 * 100, month % 100 - 1
    return tuple(Period(year + place // length * length + 1, length) for length in (1, 3, 6, 12))
