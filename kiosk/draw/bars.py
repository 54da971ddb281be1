"""Indexes as lying bars on the scale of 25 to 100, coloured by their own mutu and lettered."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure, shortened, wrapped
from kiosk.draw.scale import HIGHEST, LOWEST, Scale
from kiosk.draw.svg import Drawing, line, rect, sheet, tag, words
from kiosk.i18n import number

NARROW = 480
"""Below it a label stands above its bar."""
VALUE_ROOM = 84
HEAD = 20


@dataclass(frozen=True)
class Bar:
    """``value`` None: not shown, ``note`` says why. ``low``/``high``: its interval, drawn as a
    whisker. ``note``: small words beside the label. ``strong``: label in bold."""

    label: str
    value: Decimal | None
    mutu: str | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    note: str = ""
    strong: bool = False


@dataclass(frozen=True)
class _Place:
    """Of one row: the bar's top, and the middle and room of its label."""

    top: float
    label_y: float
    room: float
    lines: int


def bars(
    rows: Sequence[Bar], title: str, *, width: int = 640, bands: str = "2017", lang: str = "id"
) -> Drawing:
    """From ``width`` 480 on the labels stand to the left, else above; no text shrinks."""
    narrow = width < NARROW
    left = 0.0 if narrow else width * 0.36
    step = 46 if narrow else 36
    scale = Scale(LOWEST, HIGHEST, left, width - VALUE_ROOM)
    height = HEAD + step * len(rows) + 2
    drawn = [
        piece
        for at, row in enumerate(rows)
        for piece in _row(row, _place(HEAD + at * step, left, width, narrow), scale, lang)
    ]
    return sheet(
        width,
        height,
        title,
        *_letters(scale, bands),
        *drawn,
        *_lines(scale, bands, rows, step, narrow),
    )


def _place(top: float, left: float, width: int, narrow: bool) -> _Place:
    if narrow:
        return _Place(top + 24, top + 13, width, 1)
    return _Place(top + 8, top + 18, left - 12, 2)


def _letters(scale: Scale, bands: str) -> list[Drawing]:
    return [
        words((start + end) / 2, 8, mutu, size=12, anchor="middle", fill="soft")
        for mutu, start, end in scale.bands(bands)
    ]


def _lines(scale: Scale, bands: str, rows: Sequence[Bar], step: int, narrow: bool) -> list[Drawing]:
    """The borders of mutu, over each bar: white on what is filled, grey beside it."""
    offset = 24 if narrow else 8
    found = []
    for _, start, _ in list(scale.bands(bands))[1:]:
        for at in range(len(rows)):
            top = HEAD + at * step + offset
            found.append(line(start, top - 2, start, top + 22, "paper", 3))
            found.append(line(start, top - 2, start, top + 22, "edge"))
    return found


def _row(row: Bar, place: _Place, scale: Scale, lang: str) -> list[Drawing]:
    top, middle = place.top, place.top + 10
    drawn = [rect(scale.start, top, scale.end - scale.start, 20, "ground", rx=3)]
    if row.value is not None:
        width = scale.at(row.value) - scale.start
        drawn.append(rect(scale.start, top, width, 20, row.mutu or "accent", rx=3))
    drawn += _whisker(row, scale, middle)
    drawn += _label(row, place)
    drawn.append(_value(row, scale.end + 10, middle, lang))
    return drawn


def _value(row: Bar, x: float, y: float, lang: str) -> Drawing:
    if row.value is None:
        return words(x, y, "–", size=14, fill="soft")
    text = number(row.value, lang) + (f" {row.mutu}" if row.mutu else "")
    return words(x, y, text, size=14, bold=True)


def _label(row: Bar, place: _Place) -> list[Drawing]:
    if place.lines == 1:
        return _above(row, place)
    lines = wrapped(row.label, place.room, 13, 1 if row.note else 2)
    first = place.label_y - (8 if len(lines) > 1 or row.note else 0)
    drawn = [
        words(0, first + at * 16, one, size=13, bold=row.strong) for at, one in enumerate(lines)
    ]
    if row.note:
        note = shortened(row.note, place.room, 12)
        drawn.append(words(0, first + 16, note, size=12, fill="soft"))
    return drawn


def _above(row: Bar, place: _Place) -> list[Drawing]:
    """The label to the left and its note to the right: of the two, the label is shortened."""
    room = place.room - (measure(row.note, 12) + 8 if row.note else 0)
    shown = words(0, place.label_y, shortened(row.label, room, 13), size=13, bold=row.strong)
    if not row.note:
        return [shown]
    return [shown, words(place.room, place.label_y, row.note, anchor="end", fill="soft")]


def _whisker(row: Bar, scale: Scale, y: float) -> list[Drawing]:
    """White below black: seen on a dark bar and beside it."""
    if row.low is None or row.high is None:
        return []
    low, high = scale.at(row.low), scale.at(row.high)
    path = f"M{low:.2f} {y - 5:.2f}v10m0 -5H{high:.2f}m0 -5v10"
    return [
        tag("path", d=path, fill="none", stroke="paper", stroke_width=5),
        tag("path", d=path, fill="none", stroke="ink", stroke_width=2),
    ]
