"""What is typed into a register: fields of a few sorts, made tidy or refused one by one."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kiosk.domain.place.edit import InvalidEntry, tidied

LINE, TEXT = 160, 2_000
MOST_RUPIAH = 10**12
FIRST_YEAR = 2000
YEARS_AHEAD = 3
_DAY = re.compile(r"[12][0-9]{3}-[01][0-9]-[0-3][0-9]")
_RUPIAH = re.compile(r"(?:rp)?\s*([0-9]{1,13}|[0-9]{1,3}(?:\.[0-9]{3}){1,4})(?:,00|,-)?")

Value = str | int | date | None
Values = Mapping[str, Value]


class Sort(StrEnum):
    LINE = "baris"
    TEXT = "tulisan"
    DAY = "hari"
    """A day that has come."""
    AHEAD = "hari depan"
    """A day that may be to come."""
    RUPIAH = "rupiah"
    CHOICE = "pilihan"


@dataclass(frozen=True)
class Field:
    """``choices``: (value, label), of a `Sort.CHOICE`; one left open is kept as "". ``later``: not
    known yet when an entry is written first."""

    name: str
    label: str
    sort: Sort = Sort.LINE
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()
    help: str = ""
    later: bool = False

    def words(self, value: Value) -> str:
        """As a page, a list and the history show it; "" for nothing."""
        if self.sort is Sort.CHOICE:
            return dict(self.choices).get(str(value), "")
        return "" if value is None else str(value)


class _Unfit(Exception):
    """Why one field is refused."""


def read(fields: Sequence[Field], typed: Mapping[str, str], today: date) -> dict[str, Value]:
    """Field to value. Raises `InvalidEntry` with all that is wrong."""
    found: dict[str, Value] = {}
    wrong: dict[str, str] = {}
    for one in fields:
        try:
            found[one.name] = _read(one, typed.get(one.name, ""), today)
        except _Unfit as why:
            wrong[one.name] = str(why)
    if wrong:
        raise InvalidEntry(wrong)
    return found


def _read(field: Field, text: str, today: date) -> Value:
    kept = _lines(text) if field.sort is Sort.TEXT else tidied(text)
    if not kept:
        if field.required:
            raise _Unfit(f"Isi {field.label[0].lower()}{field.label[1:]}.")
        return None if field.sort in (Sort.DAY, Sort.AHEAD, Sort.RUPIAH) else ""
    if field.sort is Sort.CHOICE:
        return _choice(field, kept)
    if field.sort in (Sort.DAY, Sort.AHEAD):
        return _day(kept, today, ahead=field.sort is Sort.AHEAD)
    return _rupiah(kept) if field.sort is Sort.RUPIAH else _short(field, kept)


def _lines(text: str) -> str:
    kept = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(tidied(line) for line in kept).strip()


def _short(field: Field, text: str) -> str:
    most = TEXT if field.sort is Sort.TEXT else LINE
    if len(text) > most:
        raise _Unfit(f"Paling panjang {most} huruf; yang ini {len(text)}.")
    return text


def _choice(field: Field, text: str) -> str:
    if text not in dict(field.choices):
        raise _Unfit("Pilihan ini tidak ada dalam daftar.")
    return text


def _day(text: str, today: date, *, ahead: bool) -> date:
    try:
        day = date.fromisoformat(text if _DAY.fullmatch(text) else "")
    except ValueError as wrong:
        raise _Unfit("Tulis tanggal yang ada, misalnya 2026-12-31.") from wrong
    if day.year < FIRST_YEAR or day.year > today.year + YEARS_AHEAD:
        raise _Unfit(f"Pilih tanggal antara {FIRST_YEAR} dan {today.year + YEARS_AHEAD}.")
    if day > today and not ahead:
        raise _Unfit("Tanggal ini belum tiba.")
    return day


def _rupiah(text: str) -> int:
    """Whole rupiah, with or without dots: "Rp1.500.000"."""
    found = _RUPIAH.fullmatch(text.lower())
    if found is None or int(found[1].replace(".", "")) > MOST_RUPIAH:
        raise _Unfit("Tulis rupiah dengan angka, misalnya 1.500.000.")
    return int(found[1].replace(".", ""))
