"""Importance against performance, each unsur a numbered dot; names where they find room."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.rounding import half_up
from kiosk.draw.lettering import measure
from kiosk.draw.scale import Scale
from kiosk.draw.svg import Drawing, Number, line, rect, sheet, tag, words
from kiosk.i18n import number

RADIUS, SIZE = 11, 12
LEFT, FOOT, TOP = 24, 40, 8
NARROW = 480


@dataclass(frozen=True)
class Spot:
    """``mark``: one to three letters in the dot; ``label`` beside it where there is room;
    ``hot``: in the corner to begin with."""

    mark: str
    label: str
    x: Number
    y: Number
    hot: bool = False


@dataclass(frozen=True)
class Axes:
    """``cut_x`` and ``cut_y``: where the four corners meet. ``corners``: names of the left upper,
    right upper, left lower and right lower."""

    x: str
    y: str
    cut_x: Number
    cut_y: Number
    corners: tuple[str, str, str, str]


@dataclass(frozen=True)
class _Box:
    left: float
    top: float
    right: float
    bottom: float

    def meets(self, other: "_Box") -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def within(self, other: "_Box") -> bool:
        return (
            self.left >= other.left
            and self.right <= other.right
            and self.top >= other.top
            and self.bottom <= other.bottom
        )


def quadrant(
    spots: Sequence[Spot],
    axes: Axes,
    title: str,
    *,
    width: int = 640,
    height: int = 420,
    lang: str = "id",
) -> Drawing:
    """Both axes run over what there is, a little wider. Dots that would lie on one another are
    moved apart by no more than their own width; the table beside has the figures."""
    x = _scale([spot.x for spot in spots] + [axes.cut_x], LEFT, width - 2)
    y = _scale([spot.y for spot in spots] + [axes.cut_y], height - FOOT, TOP)
    places = _apart([(x.at(spot.x), y.at(spot.y)) for spot in spots], x, y)
    return sheet(
        width,
        height,
        title,
        *_ground(x, y, axes, lang),
        *_names(spots, places, x, y, width),
        *(piece for spot, at in zip(spots, places, strict=True) for piece in _dot(spot, at)),
    )


def _scale(values: Sequence[Number], start: float, end: float) -> Scale:
    low, high = min(map(float, values)), max(map(float, values))
    room = max(high - low, 0.2) * 0.14
    return Scale(low - room, high + room, start, end)


def _apart(places: Sequence[tuple[float, float]], x: Scale, y: Scale) -> list[tuple[float, float]]:
    """Dots pushed sideways from those before them until they no longer touch."""
    kept: list[tuple[float, float]] = []
    for px, py in places:
        tries = [(px + dx, py + dy) for dx, dy in _STEPS]
        free = (one for one in tries if not any(_touch(one, other) for other in kept))
        found = next(free, (px, py))
        kept.append(
            (
                min(max(found[0], x.start + RADIUS), x.end - RADIUS),
                min(max(found[1], y.end + RADIUS), y.start - RADIUS),
            )
        )
    return kept


_WIDE = 2 * RADIUS + 1
_STEPS = [(0, 0)] + [
    (dx * far, dy * far)
    for far in (_WIDE / 2, _WIDE, 1.5 * _WIDE, 2 * _WIDE)
    for dx, dy in ((1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1))
]


def _touch(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return (one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2 < (2 * RADIUS) ** 2


def _ground(x: Scale, y: Scale, axes: Axes, lang: str) -> Iterator[Drawing]:
    cut_x, cut_y = x.at(axes.cut_x), y.at(axes.cut_y)
    yield rect(x.start, y.end, cut_x - x.start, cut_y - y.end, "tint-C")
    yield tag(
        "rect", x=x.start, y=y.end, width=x.end - x.start, height=y.start - y.end, fill="none",
        stroke="edge",
    )  # fmt: skip
    yield line(cut_x, y.end, cut_x, y.start, "edge")
    yield line(x.start, cut_y, x.end, cut_y, "edge")
    for name, (at_x, at_y, anchor) in zip(axes.corners, _corners(x, y), strict=True):
        yield words(at_x, at_y, name, anchor=anchor, fill="soft")
    yield words((x.start + x.end) / 2, y.start + 28, f"{axes.x} →", anchor="middle")
    yield _standing(12, (y.start + y.end) / 2, f"{axes.y} →")
    yield words(cut_x, y.start + 11, number(_two(axes.cut_x), lang), anchor="middle", fill="soft")


def _two(value: Number) -> Decimal:
    return half_up(Fraction(value), 2)


def _corners(x: Scale, y: Scale) -> tuple[tuple[float, float, str], ...]:
    top, bottom = y.end + 11, y.start - 11
    left, right = x.start + 6, x.end - 6
    return (
        (left, top, "start"),
        (right, top, "end"),
        (left, bottom, "start"),
        (right, bottom, "end"),
    )


def _standing(x: float, y: float, text: str) -> Drawing:
    return tag(
        "g", words(0, 0, text, anchor="middle"), transform=f"translate({x} {y:.2f}) rotate(-90)"
    )


def _dot(spot: Spot, at: tuple[float, float]) -> Iterator[Drawing]:
    fill = "C" if spot.hot else "accent"
    yield tag("circle", cx=at[0], cy=at[1], r=RADIUS, fill=fill, stroke="paper", stroke_width=1.5)
    yield words(at[0], at[1], spot.mark, size=11, anchor="middle", bold=True, fill="paper")


def _names(
    spots: Sequence[Spot], places: Sequence[tuple[float, float]], x: Scale, y: Scale, width: int
) -> Iterator[Drawing]:
    """Labels that meet neither a dot nor one another; the others are told by the table only."""
    if width < NARROW:
        return
    plot = _Box(x.start, y.end + 20, x.end, y.start - 20)
    taken = [_Box(a - RADIUS, b - RADIUS, a + RADIUS, b + RADIUS) for a, b in places]
    # Names of the corner to begin with find room first.
    for spot, at in sorted(zip(spots, places, strict=True), key=lambda one: not one[0].hot):
        for box in _round(at, measure(spot.label, SIZE)):
            if box.within(plot) and not any(box.meets(other) for other in taken):
                taken.append(box)
                yield words(box.left, (box.top + box.bottom) / 2, spot.label, size=SIZE)
                break


def _round(at: tuple[float, float], wide: float) -> Iterator[_Box]:
    """Right, left, above and below of a dot."""
    x, y, gap, half = at[0], at[1], RADIUS + 3, SIZE / 2 + 1
    for left, middle in (
        (x + gap, y),
        (x - gap - wide, y),
        (x - wide / 2, y - gap - half),
        (x - wide / 2, y + gap + half),
        (x + gap - 4, y - gap),
        (x + gap - 4, y + gap),
        (x - gap - wide + 4, y - gap),
        (x - gap - wide + 4, y + gap),
    ):
        yield _Box(left, middle - half, left + wide, middle + half)
