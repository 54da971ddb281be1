"""One index with its interval among the bands of mutu; respondents against the least sample."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from math import ceil

from kiosk.draw.lettering import measure
from kiosk.draw.scale import HIGHEST, LOWEST, Scale, borders
from kiosk.draw.svg import Drawing, Number, line, rect, sheet, tag, words
from kiosk.i18n import number

STRIP, OVER = 22, 16
ZOOM = 12
"""Least width of the enlarged scale: an interval of half a point is still two hairs apart."""


@dataclass(frozen=True)
class Interval:
    """An index with its interval, where it has one."""

    label: str
    value: Decimal
    low: Decimal | None = None
    high: Decimal | None = None


def interval(
    value: Decimal,
    low: Decimal | None,
    high: Decimal | None,
    title: str,
    *,
    width: int = 480,
    bands: str = "2017",
    zoom: bool = True,
    lang: str = "id",
) -> Drawing:
    """The whole scale with the four bands and, with ``zoom``, the same around the interval."""
    ends = (low if low is not None else value, high if high is not None else value)
    whole = Scale(LOWEST, HIGHEST, 1, width - 1)
    drawn = [_headline(value, low, high, whole.at(value), width, lang)]
    drawn += _strip(whole, 36, bands, (ends[0], value, ends[1]), lang)
    if not zoom or low is None:
        return sheet(width, 78, title, *drawn)
    near = _around(ends[0], ends[1], width)
    drawn += _lens(whole, near, 80, 106)
    drawn += _strip(near, 106, bands, (ends[0], value, ends[1]), lang)
    return sheet(width, 148, title, *drawn)


def _headline(
    value: Decimal, low: Decimal | None, high: Decimal | None, x: float, width: int, lang: str
) -> Drawing:
    text = number(value, lang)
    if low is not None and high is not None:
        text += f" ({number(low, lang)}–{number(high, lang)})"
    half = measure(text, 13) / 2
    return words(min(max(x, half), width - half), 8, text, size=13, anchor="middle", bold=True)


def _around(low: Number, high: Number, width: int) -> Scale:
    """A scale in whole points with the interval in its middle third at most."""
    middle = (float(low) + float(high)) / 2
    span = max(ZOOM, ceil(3 * (float(high) - float(low))))
    start = max(LOWEST, min(HIGHEST - span, round(middle - span / 2)))
    return Scale(start, min(HIGHEST, start + span), 1, width - 1)


def _lens(whole: Scale, near: Scale, top: float, bottom: float) -> list[Drawing]:
    """From the stretch that is enlarged to its ends below."""
    return [
        line(whole.at(near.low), top - 22, near.start, bottom, "edge"),
        line(whole.at(near.high), top - 22, near.end, bottom, "edge"),
    ]


def _strip(
    scale: Scale, top: float, bands: str, marks: tuple[Number, Number, Number], lang: str
) -> list[Drawing]:
    drawn = []
    for mutu, start, end in scale.bands(bands):
        drawn.append(rect(start, top, end - start, STRIP, f"tint-{mutu}"))
        if end - start > 16:
            drawn.append(
                words(
                    start + 9, top + STRIP / 2, mutu, size=13, anchor="middle", bold=True, fill=mutu
                )
            )
    drawn += [
        line(start, top - OVER, start, top + STRIP + 3, "ink", 1.5)
        for _, start, _ in list(scale.bands(bands))[1:]
    ]
    drawn.append(
        tag(
            "rect",
            x=scale.start,
            y=top,
            width=scale.end - scale.start,
            height=STRIP,
            fill="none",
            stroke="edge",
        )
    )
    return (
        drawn + _numbers(scale, top + STRIP + 10, bands, lang) + _mark(scale, top - OVER / 2, marks)
    )


def _numbers(scale: Scale, y: float, bands: str, lang: str) -> list[Drawing]:
    """Both ends, and each border that does not run into one of them."""
    drawn = [
        words(scale.start, y, _short(scale.low, lang), size=12, fill="soft"),
        words(scale.end, y, _short(scale.high, lang), size=12, anchor="end", fill="soft"),
    ]
    for border in borders(bands):
        x = scale.at(border)
        if scale.start + 38 < x < scale.end - 42:
            drawn.append(words(x, y, number(border, lang), size=12, anchor="middle"))
    return drawn


def _short(value: float, lang: str) -> str:
    return number(Decimal(f"{value:.1f}".removesuffix(".0")), lang)


def _mark(scale: Scale, y: float, marks: tuple[Number, Number, Number]) -> list[Drawing]:
    low, value, high = (scale.at(one) for one in marks)
    whisker = f"M{low:.2f} {y - 7:.2f}v14m0 -7H{high:.2f}m0 -7v14"
    diamond = f"M{value:.2f} {y - 7:.2f}l7 7l-7 7l-7 -7Z"
    return [
        tag("path", d=whisker, fill="none", stroke="ink", stroke_width=2),
        tag("path", d=diamond, fill="ink", stroke="paper", stroke_width=1),
    ]


def sample(
    respondents: int, minimum: int, title: str, *, width: int = 480, lang: str = "id"
) -> Drawing:
    """Respondents as a bar, the least sample as a mark on it with its number."""
    scale = Scale(0, max(respondents, minimum, 1) * 1.12, 0, width)
    enough = respondents >= minimum
    at = scale.at(minimum)
    text = f"minimum {number(minimum, lang)}"
    half = measure(text, 12) / 2
    return sheet(
        width,
        48,
        title,
        rect(0, 4, width, 22, "ground", rx=3),
        rect(0, 4, scale.at(respondents), 22, "A" if enough else "C", rx=3),
        line(at, 0, at, 30, "ink", 3),
        words(min(max(at, half), width - half), 39, text, anchor="middle"),
    )


def overlap(
    rows: Sequence[Interval],
    title: str,
    *,
    width: int = 480,
    bands: str = "2017",
    lang: str = "id",
) -> Drawing:
    """Several indexes below one another on one enlarged scale, so that it shows how far their
    intervals lie over one another."""
    lows = [float(one.low if one.low is not None else one.value) for one in rows]
    highs = [float(one.high if one.high is not None else one.value) for one in rows]
    scale = _around(min(lows), max(highs), width)
    step, foot = 44, 20 + 44 * len(rows)
    drawn = [*_backs(scale, bands, foot)]
    for at, one in enumerate(rows):
        text = f"{one.label}: {number(one.value, lang)}"
        drawn.append(words(6, 30 + at * step, text, size=13, bold=True))
        drawn += _mark(scale, 49 + at * step, (lows[at], one.value, highs[at]))
    return sheet(width, foot + 24, title, *drawn, *_numbers(scale, foot + 12, bands, lang))


def _backs(scale: Scale, bands: str, foot: float) -> Iterator[Drawing]:
    for at, (mutu, start, end) in enumerate(scale.bands(bands)):
        yield rect(start, 16, end - start, foot - 16, f"tint-{mutu}")
        if end - start > 16:
            yield words(start + 9, 8, mutu, size=13, anchor="middle", bold=True, fill=mutu)
        if at:
            yield line(start, 0, start, foot, "ink", 1.5)
