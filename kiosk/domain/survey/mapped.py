"""Rows of a spreadsheet read as somebody mapped them: respondents, refused rows, and questions
that must be answered before anything is taken.

Nothing is converted in silence: a word without a value, a 0, a value beyond the scale and a scale
that seems to run the other way each stop the reading until a person has said what they mean.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kiosk.domain.survey import guessing, sheet
from kiosk.domain.survey.columns import Columns, plain
from kiosk.domain.survey.file_map import AS_IS, BLANK, MOST_WORDS, SCALES, FileMap
from kiosk.domain.survey.instrument import Instrument, Scale
from kiosk.domain.survey.sheet import Cell, InvalidCell, InvalidSheet, Reading, Row, Table

SUSPICIOUS_BELOW, SUSPICIOUS_FROM = 2, 5
"""A mean below 2 over so many answers is rare, and usual where 1 is the best."""
ORDERED = ("pengaduan", "sarana")
_REVERSED = re.compile(r"\b1 *[=:] *sangat (?!tidak|kurang|buruk)|\b4 *[=:] *(tidak|sangat tidak)")
_LONGER = re.compile(r"\b(5|10) *[=:] *sangat\b|skala (1|satu) *(-|–|s/?d|sampai) *(5|10)\b")


@dataclass(frozen=True)
class Word:
    """A text found where a value should be: how often, in which columns (titles), and what it
    seems to be worth (`file_map.BLANK` to 4) or None."""

    text: str
    count: int
    titles: tuple[str, ...]
    proposed: int | None


@dataclass(frozen=True)
class Questions:
    """What a person must say about this file. ``top``: the highest number that is no slip of the
    pen beyond 10. ``scale_why``: a sentence where the scale is in doubt, else "". ``order``: the
    file calls two columns U8 and U9 and no more."""

    words: tuple[Word, ...]
    zeros: int
    top: int
    scale_why: str
    order: bool
    personal: tuple[str, ...]

    def open_for(self, made: FileMap) -> list[str]:
        """Sentences of what is still to be said; none: it can be read."""
        wanting = []
        unknown = [one.text for one in self.words if one.text not in made.words]
        if unknown:
            wanting.append(
                f"{len(unknown)} tulisan belum punya nilai. Tetapkan nilainya, atau tandai sebagai "
                "tidak dijawab."
            )
        if self.zeros and not made.zero:
            wanting.append("Ada nilai 0. Jawab apakah 0 berarti tidak dijawab.")
        if self.scale_why and not made.scale:
            wanting.append("Jawab dahulu bagaimana skala berkas ini dibaca.")
        if self.order and not made.order:
            wanting.append("Jawab dahulu unsur mana yang menjadi U8 dan U9.")
        return wanting


@dataclass(frozen=True)
class Mapped:
    """``reading``: scores on the instrument's scale; ``raw``: the same respondents' numbers as
    the file has them, ``top`` their highest possible; ``refused``: cells that cannot be read."""

    reading: Reading
    refused: tuple[InvalidCell, ...]
    raw: tuple[Mapping[str, int], ...]
    top: int


def table_of(made: FileMap, rows: Sequence[Row]) -> Table:
    """Below the row of the titles. Raises `InvalidSheet`."""
    if not 1 <= made.header <= len(rows):
        raise InvalidSheet("Baris judul tidak ada di lembar ini.")
    head = made.header - 1
    return Table(sheet.titles_at(rows, head), tuple(enumerate(rows[head + 1 :], head + 2)))


def header_of(instrument: Instrument, rows: Sequence[Row]) -> int:
    """The row (from 1) whose texts are most likely the titles; 0 for an empty sheet."""
    best, most = 0, (0, 0)
    for number, row in enumerate(rows[: sheet.HEADER_WITHIN], 1):
        texts = [cell if isinstance(cell, str) else "" for cell in row]
        rank = len(guessing.columns(instrument, texts)), sum(map(bool, texts))
        if rank > most:
            best, most = number, rank
    return best


def questions(
    instrument: Instrument, made: FileMap, table: Table, rows: Sequence[Row]
) -> Questions:
    found = _Found(made, table)
    proposed = guessing.words(instrument, found.by_code)
    words = tuple(
        Word(text, count, found.titles_of(text), proposed.get(text))
        for text, count in found.texts.most_common(MOST_WORDS)
    )
    return Questions(
        words,
        found.numbers[0],
        found.top,
        _scale_why(instrument, found, rows),
        _is_order_asked(instrument, made, table.titles),
        tuple(one for one in table.titles if guessing.PERSONAL.search(plain(one))),
    )


class _Found:
    """What stands in the columns of items, above the closing rows as far as they can be told."""

    def __init__(self, made: FileMap, table: Table) -> None:
        self.titles = table.titles
        self.texts: Counter[str] = Counter()
        self.numbers: Counter[int] = Counter()
        self.by_code: dict[str, list[str]] = {}
        self._where: dict[str, set[int]] = {}
        self._closed = False
        for _, row in table.body:
            self._closed = self._closed or sheet.closes(row)
            if not self._closed or self._is_full(made, row):
                self._look(made, row)

    def _is_full(self, made: FileMap, row: Row) -> bool:
        """Below a sum only what looks like one more respondent counts."""
        filled = [place for place in made.item_places if not sheet.is_blank(_at(row, place))]
        return not sheet.closes(row) and len(filled) >= max(3, 2 * len(made.item_places) / 3)

    def _look(self, made: FileMap, row: Row) -> None:
        for place, code in made.item_places.items():
            # A place without a title may come from anybody's form, and is nobody's column.
            cell = _at(row, place) if place < len(self.titles) else None
            number = sheet.whole(cell)
            if number is not None:
                self.numbers[number] += 1
            elif isinstance(cell, str) and not sheet.is_blank(cell) and not _is_number(cell):
                self._note(plain(cell), place, code)

    def _note(self, text: str, place: int, code: str) -> None:
        if text not in self.texts or place not in self._where[text]:
            self._where.setdefault(text, set()).add(place)
            self.by_code.setdefault(code, []).append(text)
        self.texts[text] += 1

    def titles_of(self, text: str) -> tuple[str, ...]:
        return tuple(sheet.short(self.titles[place]) for place in sorted(self._where[text]))

    @property
    def top(self) -> int:
        return max((one for one in self.numbers if one <= 10), default=0)

    @property
    def mean_below(self) -> bool:
        given = {one: n for one, n in self.numbers.items() if one > 0}
        count = sum(given.values())
        total = sum(one * n for one, n in given.items())
        return count >= SUSPICIOUS_FROM and total < SUSPICIOUS_BELOW * count


def _at(row: Row, place: int) -> Cell:
    return row[place] if place < len(row) else None


def _is_number(text: str) -> bool:
    return bool(re.fullmatch(r"[-+]?[0-9.,]+", text.strip()))


def _scale_why(instrument: Instrument, found: _Found, rows: Sequence[Row]) -> str:
    if (instrument.scale.low, instrument.scale.high) != (1, 4):
        return ""
    legend = [plain(cell) for row in _edges(rows) for cell in row if isinstance(cell, str)]
    if found.top > 4:
        return (
            f"Ada nilai sampai {found.top}, sedangkan skala PermenPANRB 14/2017 adalah 1 sampai 4. "
            "Peraturan tidak mengatur cara mengubah skala lain; cara yang Anda pilih dicatat."
        )
    if any(_LONGER.search(one) for one in legend):
        return "Keterangan di berkas menyebut skala sampai 5 atau 10, bukan 1 sampai 4."
    if any(_REVERSED.search(one) for one in legend):
        return "Keterangan di berkas menyebut 1 sebagai yang terbaik: skalanya terbalik."
    if found.mean_below:
        return "Hampir semua nilai 1 atau 2. Pastikan 1 memang berarti paling buruk."
    return ""


def _edges(rows: Sequence[Row]) -> Iterator[Row]:
    """Where a legend stands: above the titles and below the last row."""
    yield from rows[:20]
    yield from rows[-40:]


def _is_order_asked(instrument: Instrument, made: FileMap, titles: Sequence[str]) -> bool:
    """U8 and U9 alone do not say which is which: the list and the questionnaire disagree."""
    places = [place for place, what in made.columns.items() if what in ORDERED]
    known = [titles[place] for place in places if place < len(titles)]
    bare = [one for one in known if re.fullmatch(r"(u|unsur|p|no)?[ .\-]?[0-9]{1,2}", plain(one))]
    return len(known) == len(bare) == 2 and all(code in instrument.items for code in ORDERED)


def ordered(made: FileMap) -> FileMap:
    """With U8 and U9 as was said: "sarana" is the order of the questionnaire."""
    places = sorted(place for place, what in made.columns.items() if what in ORDERED)
    if made.order not in ORDERED or len(places) < len(ORDERED):
        return made
    first, second = made.order, ORDERED[1 - ORDERED.index(made.order)]
    return replace(made, columns={**made.columns, places[0]: first, places[1]: second})


def read(instrument: Instrument, made: FileMap, table: Table) -> Mapped:
    """Every row, as mapped. Raises `InvalidSheet`."""
    steps = SCALES[made.scale or AS_IS][1]
    reading, refused = _read(instrument, made, table, steps)
    if not steps:
        raw = tuple(one.scores for one in reading.respondents)
        return Mapped(reading, refused, raw, instrument.scale.high)
    top = max(steps)
    longer = replace(instrument, scale=Scale(instrument.scale.low, top))
    untouched, _ = _read(longer, made, table, {})
    return Mapped(reading, refused, tuple(one.scores for one in untouched.respondents), top)


def _read(
    instrument: Instrument, made: FileMap, table: Table, steps: Mapping[int, int]
) -> tuple[Reading, tuple[InvalidCell, ...]]:
    columns = _columns(instrument, made, table.titles)
    body = _translated(made, table.body, steps)
    return sheet.read_known(columns, Table(table.titles, body))


def _translated(
    made: FileMap, body: Iterable[tuple[int, Row]], steps: Mapping[int, int]
) -> Iterator[tuple[int, Row]]:
    for number, row in body:
        cells = list(row)
        for place in made.item_places:
            if place < len(cells):
                cells[place] = _value(cells[place], made, steps)
        yield number, cells


def _value(cell: Cell, made: FileMap, steps: Mapping[int, int]) -> Cell:
    """As mapped; what is not mapped stays as it is, and is refused where it is no value."""
    number = sheet.whole(cell)
    if number == 0 and made.zero == "kosong":
        return None
    if number is not None:
        # A number the chosen scale does not know must not pass as one that it does.
        return steps.get(number, f"{number} (di luar skala)") if steps else cell
    if isinstance(cell, str):
        known = made.words.get(plain(cell))
        return None if known == BLANK else known or cell
    return cell


def _columns(instrument: Instrument, made: FileMap, titles: Sequence[str]) -> Columns:
    items = {place: what for place, what in made.item_places.items() if place < len(titles)}
    held = set(items.values())
    if not items:
        raise InvalidSheet("Kolom yang dipilih tidak ada di lembar ini.")
    return Columns(
        instrument,
        items,
        {place: what for place, what in made.field_places.items() if place < len(titles)},
        tuple(t for place, t in enumerate(titles) if t and place not in made.columns),
        tuple(one for one in instrument.unsur if not any(item.code in held for item in one.items)),
    )
