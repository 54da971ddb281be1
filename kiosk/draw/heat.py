"""A table of indexes as shades: weekday by hour, or anything else by anything else."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure, shortened
from kiosk.draw.svg import Drawing, hatch, rect, sheet, tag, words
from kiosk.i18n import number

ROW, HEAD, KEY = 30, 22, 30
NAME_SHARE = 0.4
"""Of the width, the most that names of rows may take."""
STEPS = (Decimal("88.31"), Decimal("82.46"), Decimal("76.61"), Decimal("65.00"))
"""Lower ends of the shades, lightest first: the borders of mutu and the middle of B, so that a
shade means the same on every page."""


@dataclass(frozen=True)
class Cell:
    """``value`` None: answers there are, too few to show; a cell that is missing has none."""

    value: Decimal | None
    n: int = 0


@dataclass(frozen=True)
class _Box:
    x: float
    y: float
    width: float


def heat(
    rows: Sequence[str],
    columns: Sequence[str],
    cells: Mapping[tuple[int, int], Cell],
    title: str,
    *,
    width: int = 640,
    legend: bool = True,
    lang: str = "id",
) -> Drawing:
    """``cells``: (place of the row, place of the column) to what is there. Darker is lower."""
    left = min(max((measure(one, 12) for one in rows), default=0) + 8, width * NAME_SHARE)
    step = (width - left) / max(len(columns), 1)
    boxes = {
        (row, column): _Box(left + column * step, HEAD + row * ROW, step)
        for row in range(len(rows))
        for column in range(len(columns))
    }
    height = HEAD + ROW * len(rows)
    return sheet(
        width,
        height + (KEY if legend else 0),
        title,
        *_names(rows, columns, left, step),
        *(piece for at, box in boxes.items() for piece in _cell(cells.get(at), box, lang)),
        *(_legend(height + 8, width) if legend else ()),
    )


def _names(
    rows: Sequence[str], columns: Sequence[str], left: float, step: float
) -> Iterator[Drawing]:
    for at, name in enumerate(columns):
        yield words(left + (at + 0.5) * step, 10, name, anchor="middle", fill="soft")
    for at, name in enumerate(rows):
        yield words(0, HEAD + (at + 0.5) * ROW, shortened(name, left - 6, 12), fill="soft")


def shade(value: Decimal) -> int:
    """1, the lightest, to 5."""
    return 1 + sum(value < border for border in STEPS)


def _cell(cell: Cell | None, box: _Box, lang: str) -> Iterator[Drawing]:
    x, y, width, height = box.x + 1, box.y + 1, box.width - 2, ROW - 2.0
    if cell is None:
        yield tag("rect", x=x, y=y, width=width, height=height, fill="none", stroke="ground")
    elif cell.value is None:
        yield tag("rect", x=x, y=y, width=width, height=height, fill="none", stroke="edge")
        yield hatch(x, y, width, height)
    else:
        step = shade(cell.value)
        yield rect(x, y, width, height, f"step-{step}")
        ink = "paper" if step > 3 else "ink"
        text = _fitting(cell.value, width, lang)
        yield words(x + width / 2, y + height / 2, text, anchor="middle", fill=ink)


def _fitting(value: Decimal, width: float, lang: str) -> str:
    """With as many decimals as the cell has room for; none where even whole points have none."""
    texts = (number(value, lang, places) for places in (2, 1, 0))
    return next((text for text in texts if measure(text, 12) <= width - 2), "")


def _legend(y: float, width: int) -> Iterator[Drawing]:
    x = 0.0
    for step, name in enumerate(("≥ 88,31", "≥ 82,46", "≥ 76,61", "≥ 65", "< 65"), 1):
        yield rect(x, y, 12, 12, f"step-{step}")
        yield words(x + 15, y + 6, name, size=11, fill="soft")
        x += 20 + measure(name, 11) + (6 if width > 400 else 0)
