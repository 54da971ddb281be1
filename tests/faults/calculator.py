"""Deadlines worked out a second time, by another way, for F58.

Whole seconds since 1970 and tables typed by hand from the joint decrees; nothing of the kiosk, no
`datetime`, no zone data. Every working day is a shift with an opening and a closing second; day 0
is the first shift that closes at or after receipt, paused shifts are struck from the list, and the
deadline is the closing of the N-th that is left.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

DAY, HOUR, MINUTE = 86_400, 3_600, 60
OFFSETS = {"Asia/Jakarta": 7, "Asia/Makassar": 8, "Asia/Jayapura": 9}
"""Hours before Greenwich; Indonesia keeps no summer time."""

# National holidays and joint leave by month. 2026: SKB Menag 1497/2025, Menaker 2/2025,
# MenPANRB 5/2025. 2027: SKB Menag 1205/2026, Menaker 3/2026, MenPANRB 2/2026. 2025: SKB of 2024,
# with 18 August, decreed ten days before.
OFF = {
    2025: {1: [1, 27, 28, 29], 3: [28, 29, 31], 4: [1, 2, 3, 4, 7, 18, 20], 5: [1, 12, 13, 29, 30],
           6: [1, 6, 9, 27], 8: [17, 18], 9: [5], 12: [25, 26]},
    2026: {1: [1, 16], 2: [16, 17], 3: [18, 19, 20, 21, 22, 23, 24], 4: [3, 5],
           5: [1, 14, 15, 27, 28, 31], 6: [1, 16], 8: [17, 25], 12: [24, 25]},
    2027: {1: [1, 5], 2: [5, 6], 3: [8, 9, 10, 11, 12, 15, 25, 26, 28], 5: [1, 6, 17, 18, 19, 20],
           6: [1, 6], 8: [15, 17], 12: [24, 25, 26]},
}  # fmt: skip
USUAL = [["08:00", "16:00"]] * 5 + [None, None]
HORIZON = 700
ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::(\d\d))?(Z|[+-]\d\d:\d\d)")


@dataclass(frozen=True)
class Shift:
    day: int
    opens: int
    closes: int


@dataclass(frozen=True)
class Answer:
    day_zero: str
    due: str
    counted: tuple[str, ...]
    paused: int


def reckon(case: dict[str, Any], office: dict[str, Any]) -> Answer:
    """``case``: received, days, pauses [[from, to or null]], cap or null."""
    shifts = _shifts(office, seconds(case["received"]))
    zero, later = shifts[0], shifts[1:]
    struck = [one for one in later if _is_paused(one, case["pauses"])]
    if case["cap"] is not None:
        struck = struck[: case["cap"]]
    left = [one for one in later if one not in set(struck)][: case["days"]]
    due = left[-1]
    return Answer(
        day_zero=date_of(zero.day),
        due=_told(due, OFFSETS[office["zone"]]),
        counted=tuple(date_of(one.day) for one in left),
        paused=sum(one.day < due.day for one in struck),
    )


def _shifts(office: dict[str, Any], received: int) -> list[Shift]:
    """From the first that closes at or after receipt."""
    ahead = OFFSETS[office["zone"]] * HOUR
    closed = {day_number(*map(int, text.split("-"))) for text, _name in office["local"]}
    closed |= {
        day_number(year, month, day)
        for year, months in OFF.items()
        for month, days in months.items()
        for day in days
    }
    today = received // DAY
    found = []
    for day in range(today - 1, today + HORIZON):
        hours = _hours(office, day)
        if hours is not None and day not in closed:
            opens, closes = (day * DAY + _clock(text) - ahead for text in hours)
            found.append(Shift(day, opens, closes))
    return [one for one in found if one.closes >= received]


def _hours(office: dict[str, Any], day: int) -> list[str] | None:
    """The set with a last day goes before the one that holds until further notice."""
    today = date_of(day)
    sets = [one for one in office["hours"] if one["first"] <= today <= (one["last"] or "9999")]
    sets.sort(key=lambda one: one["last"] is None)
    week = sets[0]["week"] if sets else USUAL
    hours: list[str] | None = week[(day + 3) % 7]  # 1 January 1970 was a Thursday
    return hours


def _is_paused(shift: Shift, pauses: list[list[str | None]]) -> bool:
    return any(
        seconds(str(start)) <= shift.opens and (end is None or shift.opens < seconds(end))
        for start, end in pauses
    )


def seconds(text: str) -> int:
    """Since 1 January 1970, Greenwich."""
    found = ISO.fullmatch(text)
    assert found, text
    year, month, day, hour, minute = map(int, found.groups()[:5])
    local = day_number(year, month, day) * DAY + hour * HOUR + minute * MINUTE
    return local + int(found[6] or 0) - _ahead(found[7])


def _ahead(offset: str) -> int:
    return 0 if offset == "Z" else int(offset[0] + "1") * _clock(offset[1:])


def _clock(text: str) -> int:
    hour, minute = map(int, text.split(":"))
    return hour * HOUR + minute * MINUTE


def day_number(year: int, month: int, day: int) -> int:
    """Days since 1 January 1970; the year is taken to begin in March."""
    year, month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    past = 365 * year + year // 4 - year // 100 + year // 400
    return past + (153 * month + 2) // 5 + day - 1 - 719_468


def date_of(number: int) -> str:
    """By trying: a year is at most 366 days, a month at most 31."""
    year = 1970 + number // 366
    while day_number(year + 1, 1, 1) <= number:
        year += 1
    month = max(m for m in range(1, 13) if day_number(year, m, 1) <= number)
    return f"{year}-{month:02}-{number - day_number(year, month, 1) + 1:02}"


def _told(shift: Shift, ahead: int) -> str:
    minutes = (shift.closes + ahead * HOUR - shift.day * DAY) // MINUTE
    return f"{date_of(shift.day)}T{minutes // 60:02}:{minutes % 60:02}:00+{ahead:02}:00"
