"""Rows of a file become answers of a unit, all or none."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kiosk.domain.form import can_be_kept
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import profile
from kiosk.domain.survey.answer import SUGGESTION_LENGTH, Answer, tidied
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.sheet import Reading, Respondent

DATE_FORMS = ("%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y", "%Y/%m/%d")
NAMED = 20
"""How many refused rows are named before the rest are only counted."""


class RefusedRows(Refusal):
    """Some rows cannot be taken, so none was."""

    def __init__(self, reasons: Sequence[str]) -> None:
        more = len(reasons) - NAMED
        listed = "; ".join(reasons[:NAMED]) + (f"; dan {more} baris lain" if more > 0 else "")
        super().__init__(
            "%(count)s baris ditolak, tidak ada yang disimpan: %(listed)s.",
            count=len(reasons),
            listed=listed,
        )


class UnfitFile(Refusal):
    """The columns are not those of the instrument."""


@dataclass(frozen=True)
class Entry:
    """One respondent of a file, ready to keep. ``at`` is noon of the day named, or of the
    month's first day: a file knows no hour."""

    answer: Answer
    service_id: int | None
    profile: str | None
    suggestion: str | None
    at: datetime


@dataclass(frozen=True)
class Target:
    """Where rows go: the ``month`` as ``yyyymm``; ``services`` is code or name (lower case) to
    id; ``only`` the id of a unit with a single service, or of the one named for the file."""

    month: int
    zone: str
    services: Mapping[str, int]
    only: int | None


def entries(instrument: Instrument, reading: Reading, target: Target) -> list[Entry]:
    """Raises `UnfitFile`, or `RefusedRows` naming each row that cannot be taken."""
    strange = reading.structure.items.keys() - instrument.items.keys()
    if strange:
        raise UnfitFile(
            "Kolom %(codes)s bukan butir %(instrument)s.",
            codes=", ".join(sorted(strange)),
            instrument=instrument.code,
        )
    made, refused = checked(instrument, reading.respondents, target)
    if refused:
        raise RefusedRows([f"baris {row}: {reason}" for row, reason in refused])
    return made


def checked(
    instrument: Instrument, respondents: Iterable[Respondent], target: Target
) -> tuple[list[Entry], list[tuple[int, str]]]:
    """Every entry, and (row, reason) of all that is wrong with them."""
    made, refused = [], []
    for one in respondents:
        reasons: list[str] = []
        made.append(_entry(instrument, one, target, reasons))
        refused += [(one.row, reason) for reason in reasons]
    return made, refused


def _entry(instrument: Instrument, one: Respondent, target: Target, reasons: list[str]) -> Entry:
    given = one.profile
    return Entry(
        answer=Answer(instrument, one.scores),
        service_id=_service(given.get("layanan", ""), target, reasons),
        profile=_profile(given, reasons),
        suggestion=_suggestion(given.get("saran", ""), reasons),
        at=_day(given.get("tanggal", ""), target, reasons),
    )


def _service(text: str, target: Target, reasons: list[str]) -> int | None:
    wanted = " ".join(text.split()).casefold()
    if not wanted:
        return target.only
    if wanted not in target.services:
        reasons.append(f'layanan "{text[:40]}" tidak ada di unit ini')
    return target.services.get(wanted)


def _profile(given: Mapping[str, str], reasons: list[str]) -> str | None:
    marks = {}
    for field in profile.FIELDS:
        mark = field.read(given.get(field.name, ""))
        if mark is None:
            reasons.append(f'{field.name} "{given[field.name][:40]}" tidak dikenal')
        elif mark:
            marks[field.name] = mark
    return profile.pack(marks)


def _suggestion(text: str, reasons: list[str]) -> str | None:
    clean = tidied(text)
    if not can_be_kept(clean) or len(clean) > SUGGESTION_LENGTH:
        reasons.append(f"saran lebih dari {SUGGESTION_LENGTH} karakter atau tidak terbaca")
    return clean or None


def _day(text: str, target: Target, reasons: list[str]) -> datetime:
    first = date(target.month // 100, target.month % 100, 1)
    day = first if not text.strip() else day_of(text)
    if day is None or day.year * 100 + day.month != target.month:
        reasons.append(f'tanggal "{text[:20]}" tidak berada pada bulan yang diimpor')
        day = first
    return datetime.combine(day, time(12), ZoneInfo(target.zone))


def day_of(text: str) -> date | None:
    """The day a cell names, whatever hour stands behind it; None for what is no day."""
    words = re.split(r"[ T]", text.strip(), maxsplit=1)
    for form in DATE_FORMS:
        try:
            # A day of a calendar, without hour or zone: the target gives both.
            return datetime.strptime(words[0], form).date()  # noqa: DTZ007
        except ValueError:
            continue
    return None


def by_words(services: Iterable[tuple[int, str, str]]) -> dict[str, int]:
    """(id, code, name) to a look-up by either, lower case."""
    return {word.casefold(): number for number, code, name in services for word in (code, name)}
