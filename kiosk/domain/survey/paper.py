"""A form on paper: what was printed on it, and what two people typed from it.

What a sheet says is kept as fields of the online form (`Typed`): score by item, "L" for a
gender, the day as "2026-10-15"; a blank is not there. So both ways in are checked by the same
`SurveyForm`.
"""

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import StrEnum
from zoneinfo import ZoneInfo

from kiosk.domain.form import Problem
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import profile

Typed = Mapping[str, str]
DAY, SERVICE, WORDS = "tanggal", "layanan", "saran"
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
LISTED = 8
"""Services that are printed to be circled; more are written in by hand."""
MOST = 500
AT_ONCE = 50
"""Sheets that are made while somebody waits."""
REASON_LENGTH = (10, 500)
_BLANK = frozenset({"", "0", "-"})


class SheetState(StrEnum):
    """Where a printed sheet is."""

    PRINTED = "dicetak"
    ONCE = "dientri-1"
    DIFFERS = "beda"
    IN = "masuk"
    CANCELLED = "batal"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def is_over(self) -> bool:
        return self in (SheetState.IN, SheetState.CANCELLED)


_LABELS = {
    SheetState.PRINTED: "Dicetak, belum diketik",
    SheetState.ONCE: "Menunggu orang kedua",
    SheetState.DIFFERS: "Isian berbeda",
    SheetState.IN: "Masuk",
    SheetState.CANCELLED: "Dibatalkan",
}


class UnfitOrder(Refusal):
    """It cannot be printed, or not so many."""


class UnknownSheet(Refusal):
    """No sheet of this unit has the number."""


class UnfitSheet(Refusal):
    """It is not at the step that was asked, or not for this person."""


@dataclass(frozen=True)
class Layout:
    """What was printed, as long as a sheet may come back: ``instruments`` by code with the
    SHA-256 of their files, ``services`` as ids in the order of their letters, ``options`` the
    codes of each field of the profile in the order of their letters; ``order`` of the questions
    as in `OpenPoint`."""

    instruments: Mapping[str, str]
    services: Sequence[int]
    options: Mapping[str, Sequence[str]]
    order: str
    notice: int

    def document(self) -> str:
        kept = {
            "instruments": dict(self.instruments),
            "services": list(self.services),
            "options": {name: list(codes) for name, codes in self.options.items()},
            "order": self.order,
            "notice": self.notice,
        }
        return json.dumps(kept, separators=(",", ":"), ensure_ascii=False)

    @property
    def version(self) -> str:
        """Of what was printed, as it stands on the sheet."""
        return hashlib.sha256(self.document().encode()).hexdigest()[:12]


def of_document(text: str) -> Layout:
    return Layout(**json.loads(text))


def options_now() -> dict[str, list[str]]:
    return {one.name: [option.code for option in one.options] for one in profile.FIELDS}


def check_count(count: int) -> None:
    """Raises `UnfitOrder`."""
    if not 1 <= count <= MOST:
        raise UnfitOrder("Cetak 1 sampai %(most)s lembar sekaligus.", most=MOST)


def clean_reason(text: str) -> str:
    """Raises `UnfitSheet`: a reason is a sentence."""
    clean = " ".join(text.replace("\0", "").split())
    if not REASON_LENGTH[0] <= len(clean) <= REASON_LENGTH[1]:
        raise UnfitSheet("Tulis alasan dengan 10 sampai 500 karakter.")
    return clean


def day_of(text: str, today: date, first: date) -> date | Problem:
    """The day a sheet was filled in: not before it was printed, not after today. Also as people
    type it: 15-10-2026, 15/10/2026, 15102026."""
    parts = re.fullmatch(r"([0-9]{1,2})[-/. ]?([0-9]{1,2})[-/. ]?([0-9]{4})", text.strip())
    try:
        day = date(*(int(one) for one in reversed(parts.groups()))) if parts else _iso(text)
    except ValueError:
        return Problem(DAY, "Tulis tanggal pengisian, misalnya 15-10-2026.")
    if day > today:
        return Problem(DAY, "Tanggal pengisian belum tiba.")
    if day < first:
        return Problem(DAY, "Lembar ini dicetak sesudah tanggal itu.")
    return day


def _iso(text: str) -> date:
    return date.fromisoformat(text.strip())


def moment_of(day: date, zone: str, now: datetime) -> datetime:
    """Noon of that day: a sheet knows no hour. Never ahead of the clock."""
    return min(datetime.combine(day, time(12), ZoneInfo(zone)), now)


def chosen(typed: str, codes: Sequence[str]) -> str | None:
    """The code behind a letter; "" for a blank, None for a letter that is not printed."""
    text = typed.strip().upper()
    if text in _BLANK:
        return ""
    place = LETTERS.find(text) if len(text) == 1 else -1
    return codes[place] if 0 <= place < len(codes) else None


def score_of(typed: str) -> str:
    """As the form takes it: 0, a dash and a space are how a blank is keyed, never a value."""
    text = typed.strip()
    return "" if text in _BLANK else text


def differences(entries: Sequence[Typed]) -> tuple[str, ...]:
    """Fields in which not all agree, the day and the service first."""
    names = dict.fromkeys([DAY, SERVICE, *(name for one in entries for name in one)])
    return tuple(name for name in names if len({_as_meant(name, one) for one in entries}) > 1)


def _as_meant(name: str, typed: Typed) -> str:
    """Two people do not set a comma alike: of words only letters and digits are compared."""
    text = typed.get(name, "")
    if name != WORDS:
        return text
    return "".join(letter for letter in text.casefold() if letter.isalnum())


def settled(entries: Sequence[Typed], choice: Mapping[str, int]) -> dict[str, str]:
    """The first entry, with each field of ``choice`` as that entry (from 0) has it."""
    made = dict(entries[0])
    for name, place in choice.items():
        made.pop(name, None)
        if name in entries[place]:
            made[name] = entries[place][name]
    return made


def without_words(typed: Typed) -> dict[str, str]:
    """What may stay once the sheet is over: a citizen's words are in the chain of answers, where
    the law can reach them, and who they are is nobody's."""
    gone = {WORDS, *profile.BY_NAME}
    return {name: value for name, value in typed.items() if name not in gone}
