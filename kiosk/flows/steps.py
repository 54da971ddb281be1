"""Steps that flows share: opening a file of answers, loading an instrument's text.

Opening is guarded by size before anything is unpacked. Whatever is wrong with a file comes out
as one `UnusableFile` that names it.
"""

import csv
import io
import json
import re
import warnings
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from pathlib import Path

from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import instrument as _instrument
from kiosk.domain.survey import sheet
from kiosk.domain.survey.columns import known
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.sheet import Reading, Row, Table, Uncomputed

INSTRUMENTS = Path(__file__).resolve().parents[1] / "instruments"
LARGEST_FILE = 50_000_000
LARGEST_UNPACKED = 250_000_000
LARGEST_PART = 60_000_000
MOST_PARTS = 1_000
PROLOG = 4_096
"""Bytes of a part in which its document type would stand."""
MOST_RATIO, SMALL = 100, 1_000_000
"""How many times its packed size a part may unpack to, once it is more than ``SMALL`` bytes. Even
20,000 rows with the same nine scores stay below 30."""
"""Of a part other than a worksheet: openpyxl holds those in memory whole."""
MOST_ROWS = 200_000
MOST_COLUMNS = 256

_FORMULA = re.compile(rb"<(?:\w+:)?f[ />]")


class UnusableFile(Refusal):
    """The file cannot be read as answers; ``file`` is its name, ``why`` an Indonesian clause."""

    def __init__(self, file: Path, why: object) -> None:
        name = "".join(char if char.isprintable() else "?" for char in file.name)
        super().__init__("%(file)s: %(why)s", file=name, why=why)


class _Unreadable(Refusal):
    """Why this file is refused; `opened` adds its name."""


@dataclass(frozen=True)
class Opened:
    """One of three: the ``sheets`` of a workbook, name to rows; the ``text`` of a CSV, whose
    delimiter only its titles tell; the ``document`` of a JSON file, numbers as Decimal."""

    sheets: Mapping[str, Sequence[Row]]
    text: str | None = None
    document: dict[str, object] | list[object] | None = None


@dataclass(frozen=True)
class Answers:
    """``reading`` and, where the workbook has several, the ``sheet`` it was read from."""

    reading: Reading
    sheet: str
    others: tuple[str, ...]


def load_instrument(code: str) -> Instrument:
    """The instrument of a file in ``kiosk/instruments``; raises `InvalidInstrument`."""
    codes = sorted(path.stem for path in INSTRUMENTS.glob("*.toml"))
    if code not in codes:
        raise _instrument.InvalidInstrument(
            'Instrumen "%(code)s" tidak ada. Pilih salah satu: %(known)s.',
            code=code[:40],
            known=", ".join(codes),
        )
    return _instrument.parse((INSTRUMENTS / f"{code}.toml").read_text(encoding="utf-8"))


def open_table(path: Path) -> Opened:
    """Open a CSV, XLSX or JSON file by its ending; raises `UnusableFile`."""
    try:
        return _open(path, _bytes(path), LARGEST_UNPACKED)
    except Refusal as why:
        raise UnusableFile(path, why) from why


def open_content(name: str, content: bytes, unpacked: int = LARGEST_UNPACKED) -> Opened:
    """The same of bytes in hand; ``unpacked``: the most a workbook may hold."""
    path = Path(name)
    try:
        if not content.strip():
            raise _Unreadable("berkas kosong.")
        return _open(path, content, unpacked)
    except Refusal as why:
        raise UnusableFile(path, why) from why


def _open(path: Path, content: bytes, unpacked: int) -> Opened:
    kind = path.suffix.lower()
    if kind == ".xlsx":
        return _open_xlsx(content, unpacked)
    openers = {".csv": _open_csv, ".json": _open_json}
    if kind not in openers:
        raise _Unreadable("jenis berkas tidak dikenal, seharusnya .csv, .xlsx atau .json.")
    return openers[kind](content)


def sheets_of(path: Path, opened: Opened, instrument: Instrument) -> Mapping[str, Sequence[Row]]:
    """Rows of every sheet by its name, "" of a CSV. Raises `UnusableFile`."""
    try:
        if opened.document is not None:
            raise _Unreadable("seharusnya CSV atau XLSX.")
        if opened.text is not None:
            return {"": _split(opened.text, instrument)}
    except Refusal as why:
        raise UnusableFile(path, why) from why
    return opened.sheets


def read_answers(path: Path, instrument: Instrument) -> Answers:
    """Every respondent of a file of rows (CSV, XLSX, or JSON rows).

    Raises `UnusableFile`; its reason names row and column where one cell is wrong.
    """
    return answers_of(path, open_table(path), instrument)


def answers_of(path: Path, opened: Opened, instrument: Instrument) -> Answers:
    """The same of a file already open."""
    try:
        if opened.document is not None:
            return Answers(sheet.read(instrument, _records(opened.document)), "", ())
        found = _tables(opened, instrument)
        name, *others = found
        return Answers(sheet.read(instrument, found[name]), name, tuple(others))
    except Refusal as why:
        raise UnusableFile(path, why) from why


def _tables(opened: Opened, instrument: Instrument) -> dict[str, Table]:
    sheets = opened.sheets
    if opened.text is not None:
        sheets = {"": _split(opened.text, instrument)}
    ragged = opened.text is None
    tables = {
        name: table
        for name, rows in sheets.items()
        if (table := sheet.find_table(instrument, rows, ragged=ragged))
    }
    if not tables:
        raise _Unreadable(
            "judul kolom tidak ditemukan, seharusnya U1, U2, ... atau kode butir %(code)s "
            "(%(items)s).",
            code=instrument.code,
            items=", ".join(instrument.items),
        )
    return tables


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise _Unreadable("berkas lebih besar dari 50 MB.")
        content = path.read_bytes()
    except (OSError, ValueError) as wrong:
        raise _Unreadable("berkas tidak ada atau tidak dapat dibaca.") from wrong
    if not content.strip():
        raise _Unreadable("berkas kosong.")
    return content


def _open_csv(content: bytes) -> Opened:
    text = _decoded(content)
    if "\0" in text:
        raise _Unreadable("berisi karakter NUL; simpan ulang sebagai CSV UTF-8.")
    return Opened({}, text=text)


def _decoded(content: bytes) -> str:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return content.decode("utf-16", "replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _split(text: str, instrument: Instrument) -> list[Row]:
    """By the delimiter that makes most titles recognisable, whatever the spreadsheet used."""
    top = text.splitlines()[: sheet.HEADER_WITHIN]
    mark = max(",;\t", key=lambda mark: _titles(top, mark, instrument))
    try:
        lines = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
        rows: list[Row] = list(islice(lines, MOST_ROWS + 1))
    except csv.Error as wrong:
        raise _Unreadable("bukan CSV yang utuh; simpan ulang dari lembar kerja.") from wrong
    if len(rows) > MOST_ROWS:
        raise _too_long()
    return rows


def _titles(lines: Sequence[str], mark: str, instrument: Instrument) -> tuple[int, int]:
    """How many are recognised; where none is, the mark that splits most."""
    cells = [[cell.strip(' "') for cell in line.split(mark)[:MOST_COLUMNS]] for line in lines]
    most = max((known(instrument, titles) for titles in cells), default=0)
    return most, 0 if most else sum(map(len, cells))


def _too_long() -> _Unreadable:
    return _Unreadable("lebih dari %(most)s baris.", most=MOST_ROWS)


def _open_xlsx(content: bytes, unpacked: int) -> Opened:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            formulas = _inspect(archive, unpacked)
        return Opened(_workbook(content, formulas))
    except Refusal:
        raise
    # openpyxl meets a broken workbook with whatever exception its parts happen to raise.
    except Exception as wrong:
        raise _Unreadable("bukan XLSX yang utuh; simpan ulang dari lembar kerja.") from wrong


def _inspect(archive: zipfile.ZipFile, unpacked: int) -> bool:
    """Refuse what would unpack too large; say whether a worksheet holds formulas."""
    parts = archive.infolist()
    sheets = [part for part in parts if part.filename.startswith("xl/worksheets/")]
    others = [part.file_size for part in parts if part not in sheets]
    if sum(part.file_size for part in parts) > unpacked or max(others) > LARGEST_PART:
        raise _Unreadable("isi berkas terlalu besar setelah dibuka.")
    if len(parts) > MOST_PARTS or any(map(_is_bomb, parts)) or _declares(archive, parts):
        raise _Unreadable("isinya bukan isi sebuah lembar kerja; simpan ulang.")
    return any(
        part.file_size > LARGEST_PART or _FORMULA.search(archive.read(part)) for part in sheets
    )


def _is_bomb(part: zipfile.ZipInfo) -> bool:
    return part.file_size > max(SMALL, MOST_RATIO * part.compress_size)


def _declares(archive: zipfile.ZipFile, parts: Iterable[zipfile.ZipInfo]) -> bool:
    """Whether a part has a document type: no spreadsheet writes one, and only there can entities
    be declared that repeat themselves or name files of ours."""
    for part in parts:
        with archive.open(part) as opened:
            # In UTF-16 every other byte is a zero.
            if b"<!DOCTYPE" in opened.read(PROLOG).replace(b"\0", b""):
                return True
    return False


def _workbook(content: bytes, formulas: bool) -> dict[str, Sequence[Row]]:
    with warnings.catch_warnings():
        # openpyxl warns of styles and extensions it leaves out; none of them holds an answer.
        warnings.simplefilter("ignore")
        found = {name: list(rows) for name, rows in _sheets(content, values=True)}
        if formulas:
            for name, rows in _sheets(content, values=False):
                _mark_uncomputed(found[name], rows)
    return {name: _without_tail(rows) for name, rows in found.items()}


def _sheets(content: bytes, *, values: bool) -> Iterator[tuple[str, Iterator[list[object]]]]:
    from openpyxl import load_workbook  # heavy, and only a workbook needs it

    book = load_workbook(io.BytesIO(content), read_only=True, data_only=values)
    for page in book.worksheets:
        page.reset_dimensions()  # a wrong <dimension> would hide cells
        yield page.title, _rows(page.iter_rows(max_col=MOST_COLUMNS, values_only=True))
    book.close()


def _rows(rows: Iterable[Sequence[object]]) -> Iterator[list[object]]:
    for number, row in enumerate(rows, 1):
        cells = list(row)
        while cells and cells[-1] is None:
            cells.pop()
        if cells and number > MOST_ROWS:
            raise _too_long()
        yield cells


def _mark_uncomputed(rows: list[list[object]], formulas: Iterable[Sequence[object]]) -> None:
    """A formula without a stored result reads as an empty cell: it must not pass for a blank."""
    for row, written in zip(rows, formulas, strict=False):
        row.extend([None] * (len(written) - len(row)))
        for place, cell in enumerate(written):
            if row[place] is None and cell is not None:
                row[place] = Uncomputed(str(getattr(cell, "text", cell)))


def _without_tail(rows: list[list[object]]) -> list[list[object]]:
    while rows and not rows[-1]:
        rows.pop()
    return rows


def _open_json(content: bytes) -> Opened:
    try:
        document = json.loads(
            content.decode("utf-8-sig"),
            parse_int=Decimal,
            parse_float=Decimal,
            parse_constant=_no_constant,
            object_pairs_hook=_unique,
        )
    except (ValueError, RecursionError) as wrong:
        raise _Unreadable("bukan JSON UTF-8 yang utuh.") from wrong
    if not isinstance(document, dict | list):
        raise _Unreadable("isinya bukan objek atau daftar JSON.")
    return Opened({}, document=document)


def _no_constant(name: str) -> None:
    raise ValueError(name)


def _unique(pairs: Sequence[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise _Unreadable('kunci "%(name)s" tertulis dua kali.', name=twice[:40])
    return found


def _records(document: object) -> Table:
    rows = document.get("rows") if isinstance(document, dict) else document
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _Unreadable('seharusnya daftar baris [{"U1": 4, ...}, ...] atau {"rows": [...]}.')
    if len(rows) > MOST_ROWS:
        raise _too_long()
    return sheet.records(rows)
