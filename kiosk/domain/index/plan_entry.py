"""What staff type of a plan, made tidy or refused field by field."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import TypeVar

from kiosk.domain.index.period import InvalidPeriod, Period, parse
from kiosk.domain.place.edit import InvalidEntry, tidied

TEXT, LINE, CAPTION = 1_000, 160, 160
YEARS_AHEAD = 2
"""After the year of its period: a plan for later is no answer to it."""
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
Found = TypeVar("Found")


@dataclass(frozen=True)
class Typed:
    """As it was sent; ``quarter`` "2026-Q4" or "", ``due`` "2026-12-31" or ""."""

    problem: str
    action: str
    owner: str
    quarter: str
    due: str
    public_title: str
    public_answer: str


class _Unfit(Exception):
    """Why one field is refused."""


def entry(typed: Typed, period: Period) -> Mapping[str, object]:
    """Column to value, all but who is reminded. The quarter left out is that of the due date.
    Raises `InvalidEntry`."""
    wrong: dict[str, str] = {}

    def read(field: str, how: Callable[[], Found]) -> Found | None:
        try:
            return how()
        except _Unfit as why:
            wrong[field] = str(why)
            return None

    lines = ("owner", "public_title")
    texts = ("problem", "action", "public_answer")
    made: dict[str, object] = {one: read(one, partial(_line, typed, one)) for one in lines}
    made |= {one: read(one, partial(_text, typed, one)) for one in texts}
    due = read("due", lambda: _day(typed.due, period))
    quarter = read("quarter", lambda: _quarter(typed.quarter, due))
    if wrong:
        raise InvalidEntry(wrong)
    return made | {"due": due, "quarter": quarter}


def quarter_of(day: date) -> Period:
    """The triwulan a day lies in."""
    return Period(day.year * 100 + (day.month - 1) // 3 * 3 + 1, 3)


def quarters(period: Period) -> tuple[Period, ...]:
    """To choose from: from the period's own to the end of the last year allowed."""
    first = Period((period.first - (period.first % 100 - 1) % 3), 3)
    found = [first]
    while found[-1].following.year <= period.year + YEARS_AHEAD:
        found.append(found[-1].following)
    return tuple(found)


def note(text: str | None) -> str:
    """A remark of the history: lines kept, nothing that cannot be stored."""
    return _lines(text or "")[:TEXT]


def _lines(text: str) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidied(line) for line in kept).strip()


def _line(typed: Typed, field: str) -> str:
    text = tidied(getattr(typed, field))
    if len(text) > LINE:
        raise _Unfit(f"Paling panjang {LINE} huruf.")
    return text


def _text(typed: Typed, field: str) -> str:
    text = _lines(getattr(typed, field))
    if len(text) > TEXT:
        raise _Unfit("Paling panjang 1.000 huruf.")
    return text


def _day(text: str, period: Period) -> date | None:
    if not text.strip():
        return None
    try:
        day = date.fromisoformat(text.strip() if _DAY.fullmatch(text.strip()) else "")
    except ValueError as wrong:
        raise _Unfit("Tulis tanggal yang ada, misalnya 2026-12-31.") from wrong
    if not period.year <= day.year <= period.year + YEARS_AHEAD:
        raise _Unfit(f"Pilih tanggal antara {period.year} dan {period.year + YEARS_AHEAD}.")
    return day


def _quarter(text: str, due: date | None) -> Period | None:
    if not text.strip():
        return quarter_of(due) if due else None
    try:
        found = parse(text)
    except InvalidPeriod as wrong:
        raise _Unfit("Pilih triwulan dari daftar.") from wrong
    if found.length != 3:
        raise _Unfit("Pilih triwulan dari daftar.")
    if due is not None and due.year * 100 + due.month < found.first:
        raise _Unfit("Triwulan ini baru mulai setelah tenggatnya.")
    return found
