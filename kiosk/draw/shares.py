"""Parts of a whole side by side, a line a row; differences to either side of nought."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure, shortened, wrapped
from kiosk.draw.scale import Scale
from kiosk.draw.svg import Drawing, Number, hatch, line, rect, sheet, words
from kiosk.i18n import number

NARROW = 480
Look = Sequence[tuple[str, str]]
PARTS = (
    ("part-1", "paper"),
    ("part-2", "ink"),
    ("part-3", "ink"),
    ("part-4", "paper"),
)
SIX = (("part-0", "paper"), *PARTS[:3], ("part-5", "paper"), PARTS[3])
"""Fill and the ink on it, the worst first: red to blue, so that they differ in brightness too."""


@dataclass(frozen=True)
class Stack:
    """``parts``: counts or shares of one row in the order of the legend, any sum."""

    label: str
    parts: tuple[Number, ...]


@dataclass(frozen=True)
class Gap:
    """``value``: b minus a. ``sure`` None: cannot be told; False: no more than chance explains,
    which is drawn hatched."""

    label: str
    value: Decimal | None
    sure: bool | None = None


def stacks(
    rows: Sequence[Stack],
    names: Sequence[str],
    title: str,
    *,
    width: int = 640,
    lang: str = "id",
) -> Drawing:
    """Up to six parts, the first the worst; per cents stand in those that have room."""
    left, step, down = _layout(width)
    look = PARTS if len(names) <= len(PARTS) else SIX
    legend = list(_legend(names, width, look))
    head = max((y for _, y in legend), default=0.0) + 14
    drawn = [piece for piece, _ in legend]
    for at, row in enumerate(rows):
        top = head + at * step + down
        drawn += _label(row.label, head + at * step, left, width)
        drawn += _stack(row, Scale(0, 1, left, width), top, look, lang)
    return sheet(width, head + step * len(rows), title, *drawn)


def _layout(width: int) -> tuple[float, int, int]:
    """Where bars begin, the height of a row, and how far down in it its bar stands."""
    return (0.0, 46, 22) if width < NARROW else (width * 0.34, 32, 5)


def _label(text: str, top: float, left: float, width: int) -> list[Drawing]:
    if not left:
        return [words(0, top + 12, shortened(text, width, 13), size=13)]
    lines = wrapped(text, left - 10, 13)
    first = top + 16 - 8 * (len(lines) - 1)
    return [words(0, first + 16 * at, one, size=13) for at, one in enumerate(lines)]


def _stack(row: Stack, scale: Scale, top: float, look: Look, lang: str) -> Iterator[Drawing]:
    whole = sum(float(one) for one in row.parts)
    if not whole:
        yield rect(scale.start, top, scale.end - scale.start, 20, "ground")
        return
    before = 0.0
    for (fill, ink), count in zip(look, row.parts, strict=False):
        share = float(count) / whole
        start, end = scale.at(before), scale.at(before + share)
        before += share
        yield rect(start, top, max(0.0, end - start - 1), 20, fill)
        text = number(Decimal(round(share * 100)), lang) + "%"
        if measure(text, 11) + 4 < end - start:
            x = (start + end) / 2
            yield words(x, top + 10, text, size=11, anchor="middle", fill=ink)


def _legend(names: Sequence[str], width: int, look: Look) -> Iterator[tuple[Drawing, float]]:
    x, y = 0.0, 8.0
    for (fill, _), name in zip(look, names, strict=False):
        wide = 18 + measure(name, 12)
        if x and x + wide > width:
            x, y = 0.0, y + 18
        yield rect(x, y - 6, 12, 12, fill), y
        yield words(x + 17, y, name), y
        x += wide + 12


def gaps(rows: Sequence[Gap], title: str, *, width: int = 640, lang: str = "id") -> Drawing:
    """Bars to the right of nought where the second is higher, to the left where it is lower."""
    left, step, down = _layout(width)
    reach = max((abs(float(row.value)) for row in rows if row.value is not None), default=1) or 1
    scale = Scale(-reach, reach, left + 52, width - 52)
    drawn: list[Drawing] = []
    for at, row in enumerate(rows):
        drawn += _label(row.label, at * step, left, width)
        drawn += _gap(row, scale, at * step + down, lang)
        nought = scale.at(0)
        drawn.append(line(nought, at * step + down - 4, nought, at * step + down + 24, "ink"))
    return sheet(width, step * len(rows) + 4, title, *drawn)


def _gap(row: Gap, scale: Scale, top: float, lang: str) -> Iterator[Drawing]:
    nought = scale.at(0)
    if row.value is None:
        yield words(nought + 6, top + 10, "–", fill="soft")
        return
    end = scale.at(row.value)
    start, wide = min(nought, end), abs(end - nought)
    if row.sure:
        yield rect(start, top, wide, 20, "A" if row.value > 0 else "D")
    else:
        yield rect(start, top, wide, 20, "ground")
        yield hatch(start, top, wide, 20)
    up = row.value >= 0
    text = ("+" if row.value > 0 else "") + number(row.value, lang).replace("-", "−")
    x = end + 5 if up else end - 5
    yield words(x, top + 10, text, anchor="start" if up else "end", bold=bool(row.sure))
