"""A table of answers as an office keeps it: from rows of cells to respondents, or to a refusal.

Pure: somebody else opened the file. The layout "PENGOLAHAN DATA SURVEI" has title lines above,
the header in one row or two, and sums, NRR, index and a legend below the respondents.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import pairwise

from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.columns import Columns, known, plain, recognise
from kiosk.domain.survey.instrument import Instrument, Scale

Cell = object
Row = Sequence[Cell]

HEADER_WITHIN = 60
"""The header is sought in this many rows from the top."""

_BLANK = frozenset({"", "-", "–", "—"})
_FREE_TEXT = frozenset({"saran", "layanan", "pekerjaan"})
_WHOLE = re.compile(r"([0-9]{1,6})(?:[.,]0{1,6})?")
_FOOTER = re.compile(
    r"[*(Σ∑]|(jumlah|jml|(sub ?)?total|sigma|nrr|nilai (rata|unsur|ikm|skm|indeks|interval|"
    r"persepsi|konversi|per)|rata[- ]?rata|rerata|mean|bobot|indeks|index|mutu|kinerja|"
    r"keterangan|ket|catatan|predikat|kategori|mengetahui|u[0-9]+ *(s\.?/?d|-|–|=|:))"
    r"(?![a-z])"
    # A business may be called "IKM Tenun Ikat" (industri kecil menengah): not the index.
    r"|(ikm|skm) *(unit|tertimbang|pelayanan|per|konversi|setelah|x|=|:|/|\(|$)",
)


class InvalidSheet(Refusal):
    """The table holds no answers that can be read."""


class InvalidCell(Refusal):
    """One cell holds something that is no score and no blank."""


@dataclass(frozen=True)
class Uncomputed:
    """A formula whose result the file does not hold."""

    formula: str


@dataclass(frozen=True)
class Table:
    """``titles`` of the columns, and the numbered rows below them (numbers from 1)."""

    titles: tuple[str, ...]
    body: Iterable[tuple[int, Row]]


@dataclass(frozen=True)
class Respondent:
    """``row`` as the file counts; ``scores`` by item code, blanks left out; ``profile`` as
    written, by field (jenis_kelamin, usia, ..., saran, layanan, tanggal)."""

    row: int
    scores: Mapping[str, int]
    profile: Mapping[str, str]


@dataclass(frozen=True)
class Excluded:
    """A row that was left out, and why (Indonesian)."""

    row: int
    reason: str


@dataclass(frozen=True)
class Reading:
    """What a table says. ``columns.structure`` is the instrument, or its shape in this file."""

    columns: Columns
    respondents: tuple[Respondent, ...]
    excluded: tuple[Excluded, ...]

    @property
    def structure(self) -> Instrument:
        return self.columns.structure


def find_table(instrument: Instrument, rows: Sequence[Row], *, ragged: bool = True) -> Table | None:
    """The table in ``rows``: its header is the row that names most items. None for no header.

    Not ``ragged`` (CSV): a row longer than the header has lost a quotation mark or carries a
    decimal comma, and is refused (`InvalidSheet`).
    """
    top = rows[:HEADER_WITHIN]
    hits = [known(instrument, _texts(row)) for row in top]
    if not any(hits):
        return None
    head = _last_line(hits, hits.index(max(hits)))
    body, titles = rows[head + 1 :], titles_at(rows, head)
    if not ragged:
        _require_width(body, len(titles), head + 2)
    return Table(titles, tuple(enumerate(body, head + 2)))


def read(instrument: Instrument, table: Table) -> Reading:
    """Every respondent of the table.

    Raises `UnknownColumns`, `InvalidCell` naming row and column, `InvalidSheet` where no row
    holds an answer. A value outside the scale is never a blank: 0 is refused too.
    """
    columns = recognise(instrument, table.titles)
    if not columns.items:
        raise InvalidSheet("Tidak ada kolom butir %(code)s.", code=instrument.code)
    reading, refused = read_known(columns, table)
    if refused:
        raise refused[0]
    return reading


def read_known(columns: Columns, table: Table) -> tuple[Reading, tuple[InvalidCell, ...]]:
    """The same where it is known which column is what: every row, and what is wrong with those
    that cannot be read. Raises `InvalidSheet` where no row is a respondent's."""
    respondents: list[Respondent] = []
    excluded: list[Excluded] = []
    refused: list[InvalidCell] = []
    reader = _Reader(table.titles, columns)
    for number, row in table.body:
        if all(is_blank(cell) for cell in row):
            continue
        try:
            found = reader.take(number, row)
        except InvalidCell as wrong:
            refused.append(wrong)
            continue
        (respondents if isinstance(found, Respondent) else excluded).append(found)  # type: ignore[arg-type]
    if not respondents and not refused:
        raise InvalidSheet("Tidak ada satu pun baris jawaban di bawah judul kolom.")
    return Reading(columns, tuple(respondents), tuple(excluded)), tuple(refused)


class _Reader:
    """Takes the rows in their order; below the first closing row only whole answers count."""

    def __init__(self, titles: Sequence[str], columns: Columns) -> None:
        self.titles = titles
        self.columns = columns
        self.scale = columns.structure.scale
        self.closed_by: str | None = None
        self.first = True

    def take(self, number: int, row: Row) -> Respondent | Excluded:
        reason = self._reason(row)
        self.first = False
        if reason:
            return Excluded(number, reason)
        profile = {
            field: text_of(row[place])
            for place, field in self.columns.profile.items()
            if place < len(row) and not is_blank(row[place])
        }
        return Respondent(number, self._scores(number, row), profile)

    def _reason(self, row: Row) -> str | None:
        """Why the row is no respondent, or None."""
        if self.first and _is_numbering(row, self._cells(row), self.scale):
            return "Nomor kolom"
        if self._is_header(row):
            return "Judul kolom berulang"
        label = self._closing(row)
        if label:
            self.closed_by = label
            return f"Baris penutup: {label}"
        if self.closed_by is not None and not self._is_numbered_answer(row):
            return f"Di bawah baris penutup ({self.closed_by})"
        if all(is_blank(cell) for cell in self._cells(row)):
            return "Tidak ada jawaban"
        return None

    def _cells(self, row: Row) -> list[Cell]:
        return [row[place] for place in self.columns.items if place < len(row)]

    def _is_header(self, row: Row) -> bool:
        texts = _texts(row)
        return all(
            place < len(texts) and plain(texts[place]) == plain(self.titles[place])
            for place in self.columns.items
        )

    def _closing(self, row: Row) -> str | None:
        """The label of a sum, an NRR, an index or a legend: the first thing in such a row."""
        place, cell = next((p, c) for p, c in enumerate(row) if not is_blank(c))
        if self.columns.profile.get(place) in _FREE_TEXT or not isinstance(cell, str):
            return None
        return short(cell) if _FOOTER.match(plain(cell)) else None

    def _is_numbered_answer(self, row: Row) -> bool:
        """A respondent below a sum (pages with subtotals): numbered, and nearly complete."""
        first = next((p, c) for p, c in enumerate(row) if not is_blank(c))
        filled = [cell for cell in self._cells(row) if not is_blank(cell)]
        return (
            first[0] not in self.columns.items
            and whole(first[1]) is not None
            and all(whole(cell) in self.scale for cell in filled)
            and len(filled) >= max(3, 2 * len(self.columns.items) / 3)
        )

    def _scores(self, number: int, row: Row) -> dict[str, int]:
        scores = {}
        for place, code in self.columns.items.items():
            cell = row[place] if place < len(row) else None
            if is_blank(cell):
                continue
            score = whole(cell)
            if score is None or score not in self.scale:
                raise self._wrong(number, place, cell)
            scores[code] = score
        return scores

    def _wrong(self, number: int, place: int, cell: Cell) -> InvalidCell:
        where = {
            "row": number,
            "column": short(self.titles[place]),
            "place": f"{letters(place)}{number}",
        }
        if isinstance(cell, Uncomputed):
            return InvalidCell(
                "baris %(row)s, kolom %(column)s (sel %(place)s): rumus %(found)s belum punya "
                "hasil. Buka berkas di aplikasi lembar kerja, simpan, lalu ulangi.",
                found=short(cell.formula),
                **where,
            )
        return InvalidCell(
            'baris %(row)s, kolom %(column)s (sel %(place)s): tertulis "%(found)s", seharusnya '
            "bilangan bulat %(low)s sampai %(high)s, atau kosong bila tidak dijawab.",
            found=short(text_of(cell)),
            low=self.scale.low,
            high=self.scale.high,
            **where,
        )


def closes(row: Row) -> bool:
    """Whether the first thing in it is the label of a sum, an NRR, an index or a legend."""
    first = next((cell for cell in row if not is_blank(cell)), None)
    return isinstance(first, str) and bool(_FOOTER.match(plain(first)))


def _require_width(body: Sequence[Row], width: int, start: int) -> None:
    for number, row in enumerate(body, start):
        if not all(is_blank(cell) for cell in row[width:]):
            raise InvalidSheet(
                "baris %(row)s: ada %(count)s kolom, seharusnya %(width)s seperti baris judul.",
                row=number,
                count=len(row),
                width=width,
            )


def _last_line(hits: Sequence[int], head: int) -> int:
    """A header of two rows has its lower one below the unsur: sub-items, or names."""
    return head + 1 if any(hits[head + 1 : head + 2]) else head


def titles_at(rows: Sequence[Row], head: int) -> tuple[str, ...]:
    """The header; an empty cell takes what stands above it (merged cells of a two-row header)."""
    lines = [_texts(rows[line]) for line in range(head, max(head - 3, -1), -1)]
    return tuple(_title(lines, place) for place in range(max(map(len, lines))))


def _title(lines: Sequence[Sequence[str]], place: int) -> str:
    """Of the rows above, only those of the header: a line with one cell is a title line."""
    header = [lines[0], *(line for line in lines[1:] if sum(map(bool, line)) > 1)]
    return next((line[place] for line in header if place < len(line) and line[place]), "")


def _texts(row: Row) -> list[str]:
    return [cell.strip() if isinstance(cell, str) else "" for cell in row]


def is_blank(cell: Cell) -> bool:
    """Empty, or a dash."""
    return cell is None or (isinstance(cell, str) and cell.strip() in _BLANK)


def whole(cell: Cell) -> int | None:
    """The whole number in a cell (4, 4.0, "4"), or None."""
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        return int(cell) if -1_000_000 < cell < 1_000_000 and cell == int(cell) else None
    found = _WHOLE.fullmatch(cell.strip()) if isinstance(cell, str) else None
    return int(found[1]) if found else None


def _is_numbering(row: Row, items: Sequence[Cell], scale: Scale) -> bool:
    """A row that counts the columns, "(1) (2) (3)" or 1 2 3, as official tables have it."""
    texts = [text_of(cell).strip() for cell in row if not is_blank(cell)]
    digits = [text.strip("()") for text in texts]
    if len(digits) < 3 or not all(re.fullmatch(r"[0-9]{1,3}", text) for text in digits):
        return False
    numbers = [int(text) for text in digits]
    counts = all(after - before == 1 for before, after in pairwise(numbers))
    in_scale = all(whole(cell) in scale for cell in items if not is_blank(cell))
    return counts and numbers[0] in (0, 1) and not in_scale


def letters(place: int) -> str:
    """Of a column (from 0) as a spreadsheet names it."""
    made, rest = "", place + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        made = chr(65 + letter) + made
    return made


def text_of(cell: Cell) -> str:
    if isinstance(cell, date):
        return cell.isoformat()
    number = whole(cell)
    return str(number) if number is not None else str(cell)


def short(text: str) -> str:
    """One printable line of it."""
    line = "".join(char if char.isprintable() else " " for char in text)
    line = " ".join(line.split())
    return line if len(line) <= 40 else f"{line[:39]}…"


def records(rows: Iterable[Mapping[str, Cell]]) -> Table:
    """A table from rows that name their own columns (JSON); row numbers from 1."""
    listed = list(rows)
    titles = tuple(dict.fromkeys(key for row in listed for key in row))
    body = [[row.get(title) for title in titles] for row in listed]
    return Table(titles, tuple(enumerate(body, 1)))
