"""Points of a part against the lines of two predicates, a bar a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure, shortened
from kiosk.draw.scale import Scale
from kiosk.draw.svg import Drawing, hatch, line, rect, sheet, words
from kiosk.i18n import number

NARROW, STEP, HEAD = 480, 62, 22
_BAR = 18


@dataclass(frozen=True)
class Goal:
    """``value`` None: unknown. ``lines``: what each predicate asks, in the order of the names.
    ``sure`` False: an estimate, drawn hatched."""

    label: str
    value: Decimal | None
    most: Decimal
    lines: tuple[Decimal, ...]
    sure: bool = True


def goals(
    rows: Sequence[Goal],
    names: Sequence[str],
    title: str,
    *,
    width: int = 640,
    lang: str = "id",
) -> Drawing:
    """Each bar on a scale of its own, from nought to the most its part can earn."""
    drawn: list[Drawing] = []
    for at, row in enumerate(rows):
        drawn += _row(row, names, STEP * at, width, lang)
    return sheet(width, STEP * len(rows) + 4, title, *drawn)


def _row(row: Goal, names: Sequence[str], top: float, width: int, lang: str) -> Iterator[Drawing]:
    scale, bar = Scale(0, float(row.most), 0, width), top + HEAD
    told = f"{number(row.value, lang) if row.value is not None else '–'} / {number(row.most, lang)}"
    yield words(0, top + 10, shortened(row.label, width - measure(told, 13) - 12, 13), size=13)
    yield words(width, top + 10, told, size=13, anchor="end", bold=True)
    yield rect(0, bar, width, _BAR, "ground")
    if row.value is not None:
        wide = scale.at(row.value)
        yield rect(0, bar, wide, _BAR, "step-4" if row.sure else "step-2")
        if not row.sure:
            yield hatch(0, bar, wide, _BAR)
    yield from _lines(row, names, scale, bar, width)


def _lines(
    row: Goal, names: Sequence[str], scale: Scale, bar: float, width: int
) -> Iterator[Drawing]:
    """One mark where the predicates ask the same."""
    marks: dict[Decimal, str] = {}
    for value, name in zip(row.lines, names, strict=True):
        marks[value] = f"{marks[value]}, {name}" if value in marks else name
    shown = sorted(marks.items())
    for at, (value, name) in enumerate(shown):
        x = scale.at(value)
        yield line(x, bar - 3, x, bar + _BAR + 5, "paper", 4)
        yield line(x, bar - 3, x, bar + _BAR + 5, "ink", 2)
        # The lower line's name to its left, the higher one's to its right: never on each other.
        half = measure(name, 11)
        left = at == 0 and (len(shown) > 1 or x + half + 4 > width)
        if not left and x + half + 4 > width:
            yield words(width, bar + _BAR + 11, name, size=11, anchor="end")
        elif left:
            yield words(x - 3, bar + _BAR + 11, name, size=11, anchor="end")
        else:
            yield words(x + 3, bar + _BAR + 11, name, size=11)
