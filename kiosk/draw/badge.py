"""A unit's published index as one small picture for somebody else's site."""

from dataclasses import dataclass

from kiosk.draw.lettering import measure, shortened, wrapped
from kiosk.draw.svg import Drawing, sheet, tag, words

WIDTH, HEIGHT = 340, 176
_LEFT, _ROOM = 16, WIDTH - 32


@dataclass(frozen=True)
class Badge:
    """Texts as they are read. ``value`` None: nothing to show, ``note`` says why. ``mutu``: its
    letter, ``grade`` the letter with its word. ``note``: what must be known beside the figure."""

    heading: str
    unit: str
    value: str | None = None
    mutu: str | None = None
    grade: str = ""
    detail: str = ""
    note: str = ""


def badge(one: Badge) -> Drawing:
    """All of it in its title, for whoever hears it; what is too long is shortened to be seen."""
    figure = one.value or "–"
    said = [one.heading, one.unit, figure, one.grade, one.detail, one.note]
    names = wrapped(one.unit, _ROOM, 14)
    return sheet(
        WIDTH,
        HEIGHT,
        ". ".join(text for text in said if text),
        _frame(0.5, 0.5, WIDTH - 1, HEIGHT - 1, "paper", "edge", 10),
        words(_LEFT, 20, shortened(one.heading, _ROOM, 12), size=12, fill="soft"),
        *(words(_LEFT, 40 + 18 * at, name, size=14, bold=True) for at, name in enumerate(names)),
        *_figure(one, figure),
        *_foot(one),
    )


def _frame(
    x: float, y: float, width: float, height: float, fill: str, stroke: str, round_by: int
) -> Drawing:
    return tag("rect", x=x, y=y, width=width, height=height, fill=fill, stroke=stroke, rx=round_by)


def _figure(one: Badge, figure: str) -> list[Drawing]:
    drawn = [words(_LEFT, 98, figure, size=44, bold=True)]
    if one.grade:
        left = _LEFT + measure(figure, 44) * 1.06 + 10
        text = shortened(one.grade, WIDTH - left - 34, 15)
        room, tint = measure(text, 15) + 18, f"tint-{one.mutu}"
        drawn.append(_frame(left, 84, room, 28, tint, one.mutu or "edge", 14))
        drawn.append(words(left + 9, 98, text, size=15, bold=True))
    return drawn


def _foot(one: Badge) -> list[Drawing]:
    lines = [one.detail] if one.detail else []
    lines += wrapped(one.note, _ROOM, 12) if one.note else []
    first = 132 if one.note else 140
    return [
        words(_LEFT, first + 16 * at, shortened(text, _ROOM, 12), size=12, fill="soft")
        for at, text in enumerate(lines)
    ]
