"""Several figures over the months of a year, against lines to reach.

Each strand has a mark of its own shape and its name in the legend: told apart without colour.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure
from kiosk.draw.scale import Scale
from kiosk.draw.svg import Drawing, line, rect, sheet, tag, words
from kiosk.i18n import number

LEFT, RIGHT, FOOT, LEGEND = 34, 6, 22, 26
_LOOKS = (("accent", "circle", ""), ("A", "square", ""), ("C", "diamond", "5 4"))


@dataclass(frozen=True)
class Strand:
    """``values`` by place, None where there is none, which breaks the line."""

    name: str
    values: Sequence[Decimal | None]


@dataclass(frozen=True)
class Axis:
    """From ``low`` to ``high`` with ``ticks``; ``goals``: (value, short name) of lines to reach."""

    low: Decimal
    high: Decimal
    ticks: Sequence[Decimal]
    goals: Sequence[tuple[Decimal, str]] = ()


FOUR_GOALS = ((Decimal("3.20"), "3,20"), (Decimal("3.60"), "3,60"))
"""The indexes that WBK and WBBM ask for."""


def four(rows: Sequence[Strand]) -> Axis:
    """The upper end of the scale of 4: from 3, or from the half step below the lowest figure."""
    known = [float(one) for row in rows for one in row.values if one is not None]
    low = Decimal(int(min([3.0, *known]) * 2)) / 2
    steps = int((4 - low) * 2)
    return Axis(low, Decimal(4), [low + Decimal(at) / 2 for at in range(steps + 1)], FOUR_GOALS)


@dataclass(frozen=True)
class _Plot:
    x: Scale
    y: Scale
    labels: Sequence[str]

    def at(self, place: int) -> float:
        return self.x.at(place + 0.5)


def strands(
    rows: Sequence[Strand],
    labels: Sequence[str],
    axis: Axis,
    title: str,
    *,
    width: int = 640,
    height: int = 250,
    lang: str = "id",
) -> Drawing:
    """Up to three strands over ``labels``."""
    legend = list(_legend(rows, width))
    top = LEGEND * max((at for at, _ in legend), default=0) + LEGEND
    plot = _Plot(
        Scale(0, max(len(labels), 1), LEFT, width - RIGHT),
        Scale(float(axis.low), float(axis.high), height - FOOT, top),
        labels,
    )
    return sheet(
        width,
        height,
        title,
        *(piece for _, piece in legend),
        *_ground(plot, axis, lang),
        *(piece for at, row in enumerate(rows) for piece in _strand(plot, row, at)),
        *_foot(plot, height),
    )


def _legend(rows: Sequence[Strand], width: int) -> Iterator[tuple[int, Drawing]]:
    """(line of the legend, piece)."""
    x, at = 0.0, 0
    for place, row in enumerate(rows):
        wide = 22 + measure(row.name, 12)
        if x and x + wide > width:
            x, at = 0.0, at + 1
        yield at, _mark(x + 8, LEGEND * at + 9, place)
        yield at, words(x + 19, LEGEND * at + 9, row.name)
        x += wide + 16


def _ground(plot: _Plot, axis: Axis, lang: str) -> Iterator[Drawing]:
    for tick in axis.ticks:
        y = plot.y.at(tick)
        yield line(plot.x.start, y, plot.x.end, y, "ground")
        yield words(plot.x.start - 6, y, number(tick, lang), anchor="end", fill="soft")
    for value, name in axis.goals:
        y = plot.y.at(value)
        yield tag(
            "line", x1=plot.x.start, y1=y, x2=plot.x.end, y2=y, stroke="ink", stroke_width=1,
            stroke_dasharray="2 3",
        )  # fmt: skip
        yield words(plot.x.end, y - 8, name, size=11, anchor="end", bold=True)


def _strand(plot: _Plot, row: Strand, place: int) -> Iterator[Drawing]:
    stroke, _, dash = _LOOKS[place]
    for run in _runs(row.values):
        steps = [f"{plot.at(at):.2f} {plot.y.at(value):.2f}" for at, value in run]
        if len(steps) > 1:
            more = {"stroke_dasharray": dash} if dash else {}
            path = "M" + "L".join(steps)
            yield tag("path", d=path, fill="none", stroke=stroke, stroke_width=2, **more)
        yield from (_mark(plot.at(at), plot.y.at(value), place) for at, value in run)


def _runs(values: Sequence[Decimal | None]) -> Iterator[list[tuple[int, Decimal]]]:
    run: list[tuple[int, Decimal]] = []
    for at, value in enumerate(values):
        if value is None:
            yield run
            run = []
        else:
            run.append((at, value))
    yield run


def _mark(x: float, y: float, place: int) -> Drawing:
    role, shape, _ = _LOOKS[place]
    if shape == "circle":
        return tag("circle", cx=x, cy=y, r=4.5, fill=role)
    if shape == "square":
        return rect(x - 4, y - 4, 8, 8, role)
    path = f"M{x:.2f} {y - 5.5:.2f}l5.5 5.5l-5.5 5.5l-5.5 -5.5z"
    return tag("path", d=path, fill="paper", stroke=role, stroke_width=2)


def _foot(plot: _Plot, height: float) -> Iterator[Drawing]:
    """Every label where it has room, else every second, third and so on."""
    step = (plot.x.end - plot.x.start) / max(len(plot.labels), 1)
    widest = max((measure(one, 12) for one in plot.labels), default=0) + 2
    each = max(1, -int(-widest // step))
    for at, label in enumerate(plot.labels):
        if at % each == 0:
            yield words(plot.at(at), height - 9, label, anchor="middle")
