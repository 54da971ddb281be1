"""The index over periods with its intervals; and the same as small as a word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.draw.lettering import measure
from kiosk.draw.scale import HIGHEST, Scale, floor_of
from kiosk.draw.svg import Drawing, line, rect, sheet, tag, words
from kiosk.i18n import number

LEFT, TOP, FOOT = 22, 20, 40


@dataclass(frozen=True)
class Point:
    """``label``: "Okt", "II"; ``group``: "2026", written where it changes. ``value`` None: no
    index, which breaks the line. ``entered``: a total of somebody else's, drawn hollow. ``note``:
    written below it, where its mutu is by other bands than those behind ("A 2004")."""

    label: str
    group: str
    value: Decimal | None
    low: Decimal | None = None
    high: Decimal | None = None
    entered: bool = False
    note: str = ""


@dataclass(frozen=True)
class _Plot:
    points: Sequence[Point]
    x: Scale
    y: Scale

    def at(self, place: int) -> float:
        return self.x.at(place + 0.5)

    def height(self, value: Decimal) -> float:
        return self.y.at(value)


def trend(
    points: Sequence[Point],
    title: str,
    *,
    width: int = 640,
    height: int = 240,
    bands: str = "2017",
    lang: str = "id",
) -> Drawing:
    """Oldest first. The axis begins at 60 where every figure is above it, else at 25."""
    floor = floor_of(one for point in points for one in (point.value, point.low))
    plot = _Plot(
        points,
        Scale(0, max(len(points), 1), LEFT, width),
        Scale(floor, HIGHEST, height - FOOT, TOP),
    )
    return sheet(
        width,
        height,
        title,
        *_ground(plot, bands),
        *_lines(plot),
        *(piece for at in range(len(points)) for piece in _point(plot, at)),
        *_last(plot, width, lang),
        *_labels(plot, height),
    )


def _ground(plot: _Plot, bands: str) -> Iterator[Drawing]:
    for mutu, bottom, top in plot.y.bands(bands):
        yield rect(plot.x.start, top, plot.x.end - plot.x.start, bottom - top, f"tint-{mutu}")
        yield line(plot.x.start, bottom, plot.x.end, bottom, "edge", 0.5)
        yield words(2, (bottom + top) / 2, mutu, size=13, bold=True, fill=mutu)


def _runs(points: Sequence[Point]) -> Iterator[list[int]]:
    """Places that follow one another without a gap."""
    run: list[int] = []
    for at, point in enumerate(points):
        if point.value is None:
            yield run
            run = []
        else:
            run.append(at)
    yield run


def _lines(plot: _Plot) -> Iterator[Drawing]:
    for run in _runs(plot.points):
        steps = [
            f"{plot.at(at):.2f} {plot.height(value):.2f}"
            for at in run
            if (value := plot.points[at].value) is not None
        ]
        if len(steps) > 1:
            path = "M" + "L".join(steps)
            yield tag("path", d=path, fill="none", stroke="accent", stroke_width=2)


def _point(plot: _Plot, at: int) -> Iterator[Drawing]:
    point, x = plot.points[at], plot.at(at)
    if point.value is None:
        return
    if point.low is not None and point.high is not None:
        low, high = plot.height(point.low), plot.height(point.high)
        path = f"M{x - 4:.2f} {high:.2f}h8m-4 0V{low:.2f}m-4 0h8"
        yield tag("path", d=path, fill="none", stroke="accent", stroke_width=1.5)
    fill = "paper" if point.entered else "accent"
    yield tag(
        "circle", cx=x, cy=plot.height(point.value), r=4.5, fill=fill, stroke="accent",
        stroke_width=2,
    )  # fmt: skip
    if point.note:
        half = measure(point.note, 11) / 2
        side = min(max(x, plot.x.start + half), plot.x.end - half)
        yield words(side, plot.height(point.value) + 16, point.note, size=11, anchor="middle")


def _last(plot: _Plot, width: int, lang: str) -> Iterator[Drawing]:
    """The newest figure in words, above its whisker."""
    if not plot.points or (value := plot.points[-1].value) is None:
        return
    text, high = number(value, lang), plot.points[-1].high
    top = plot.height(high if high is not None else value) - 10
    half = measure(text, 13) / 2
    x = min(plot.at(len(plot.points) - 1), width - half)
    yield words(x, max(8, top), text, size=13, anchor="middle", bold=True)


def _labels(plot: _Plot, height: int) -> Iterator[Drawing]:
    """Every label where it has room, else every second, third and so on back from the newest."""
    step = (plot.x.end - plot.x.start) / max(len(plot.points), 1)
    widest = max((measure(point.label, 12) for point in plot.points), default=0) + 2
    each = max(1, -int(-widest // step))
    shown = ""
    for at, point in enumerate(plot.points):
        if (len(plot.points) - 1 - at) % each:
            continue
        yield words(plot.at(at), height - 27, point.label, anchor="middle")
        if point.group != shown:
            half = measure(point.group, 12) / 2
            x = min(max(plot.at(at), half), plot.x.end - half)
            yield words(x, height - 10, point.group, anchor="middle", fill="soft")
            shown = point.group
