"""A calendar as a file that a person can check: one day a row, CSV or JSON.

Columns ``tanggal``, ``nama``, ``jenis`` (nasional, cuti-bersama, lokal), ``keputusan``. Dates as
2026-12-25, or 25/12/2026 as an Indonesian spreadsheet writes them back.
"""

import csv
import io
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from kiosk.domain.cells import neutral
from kiosk.domain.place.holiday import Holiday, Kind, checked
from kiosk.domain.refusal import Refusal

COLUMNS = ("tanggal", "nama", "jenis", "keputusan")
MOST_ROWS = 1_000
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_LOCAL = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_KINDS = {
    "nasional": Kind.NATIONAL,
    "libur nasional": Kind.NATIONAL,
    "cuti-bersama": Kind.JOINT_LEAVE,
    "cuti bersama": Kind.JOINT_LEAVE,
    "lokal": Kind.LOCAL,
    "setempat": Kind.LOCAL,
}


class UnusableCalendar(Refusal):
    """The file cannot be read as a calendar; the sentence names row, column and what was
    expected."""


def read(text: str, *, decree: str, source: str) -> tuple[Holiday, ...]:
    """Every day of the file, in order of the calendar. ``decree`` fills empty ``keputusan``.

    Raises `UnusableCalendar`: all rows or none.
    """
    rows = _of_json(text) if text.lstrip()[:1] in ("[", "{") else _of_csv(text)
    found: dict[date, tuple[int, Holiday]] = {}
    for number, row in rows:
        one = _holiday(number, row, decree, source)
        if one.day in found:
            raise UnusableCalendar(
                "Baris %(row)s: tanggal %(day)s sudah ada di baris %(before)s.",
                row=number,
                day=one.day.isoformat(),
                before=found[one.day][0],
            )
        found[one.day] = (number, one)
    if not found:
        raise UnusableCalendar("Berkas tidak berisi satu tanggal pun.")
    return tuple(found[day][1] for day in sorted(found))


def _holiday(number: int, row: Mapping[str, str], decree: str, source: str) -> Holiday:
    kind = _KINDS.get(row["jenis"].strip().casefold())
    if kind is None:
        raise UnusableCalendar(
            'Baris %(row)s, kolom jenis: "%(given)s" tidak dikenal, seharusnya nasional, '
            "cuti-bersama atau lokal.",
            row=number,
            given=row["jenis"][:40],
        )
    day = _day(number, row["tanggal"].strip())
    try:
        return checked(day, row["nama"], kind, row["keputusan"].strip() or decree, source)
    except Refusal as why:
        raise UnusableCalendar("Baris %(row)s: %(why)s", row=number, why=why) from why


def _day(number: int, text: str) -> date:
    try:
        if match := _ISO.fullmatch(text):
            year, month, day = match.groups()
        elif match := _LOCAL.fullmatch(text):
            day, month, year = match.groups()
        else:
            raise ValueError(text)
        return date(int(year), int(month), int(day))
    except ValueError as wrong:
        raise UnusableCalendar(
            'Baris %(row)s, kolom tanggal: "%(given)s" bukan tanggal, seharusnya seperti '
            "2026-12-25 atau 25/12/2026.",
            row=number,
            given=text[:40],
        ) from wrong


def _of_csv(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Rows by their line in the file, counted from 1 with the titles."""
    top = text.lstrip("\r\n").split("\n", 1)[0]
    mark = max(",;\t", key=top.count)
    try:
        lines = list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as wrong:
        raise UnusableCalendar("Berkas bukan CSV yang utuh; simpan ulang sebagai CSV.") from wrong
    filled = [(number, line) for number, line in enumerate(lines, 1) if any(map(str.strip, line))]
    if len(filled) > MOST_ROWS:
        raise UnusableCalendar("Berkas lebih dari %(most)s baris.", most=MOST_ROWS)
    places = _places(filled[0][1] if filled else [])
    for number, line in filled[1:]:
        yield number, {name: line[at] if at < len(line) else "" for name, at in places.items()}


def _places(titles: Iterable[str]) -> Mapping[str, int]:
    names = [title.strip().casefold() for title in titles]
    missing = [name for name in COLUMNS[:3] if name not in names]
    if missing:
        raise UnusableCalendar(
            "Kolom %(missing)s tidak ada. Baris pertama berisi judul: %(columns)s.",
            missing=", ".join(missing),
            columns=", ".join(COLUMNS),
        )
    return {name: names.index(name) if name in names else 10_000 for name in COLUMNS}


def _of_json(text: str) -> Iterator[tuple[int, Mapping[str, str]]]:
    """A list of objects, or one under "hari"; rows counted from 1."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as wrong:
        raise UnusableCalendar("Berkas bukan JSON yang utuh.") from wrong
    rows = document.get("hari") if isinstance(document, dict) else document
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise UnusableCalendar(
            "JSON seharusnya daftar hari, paling banyak %(most)s.", most=MOST_ROWS
        )
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            raise UnusableCalendar("Baris %(row)s bukan objek JSON.", row=number)
        yield number, {name: _text(row.get(name)) for name in COLUMNS}


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def write(holidays: Iterable[Holiday]) -> str:
    """The same as CSV, so that a list can be taken out, checked and brought back."""
    out = io.StringIO(newline="")
    lines = csv.writer(out)
    lines.writerow(COLUMNS)
    for one in holidays:
        words = (neutral(text) for text in (one.name, one.kind, one.decree))
        lines.writerow([one.day.isoformat(), *words])
    return out.getvalue()
