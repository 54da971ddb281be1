"""Pieces of SVG that are escaped when they are made, and the sheet they are put on.

No style, script, request or id: one drawing stands on a page, in a PDF, alone in a file and in a
frame on somebody else's site. Colours are roles: a class that a page's own sheet may fill
(css/parts/draw.css) with the value for everywhere else beside it.
"""

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from html import escape
from types import MappingProxyType

Number = Decimal | Fraction | float | int

ROLES: Mapping[str, str] = MappingProxyType(
    {
        "ink": "#1f1f1f",
        "soft": "#525252",
        "paper": "#ffffff",
        "ground": "#e5e5e5",
        "edge": "#737373",
        "accent": "#0049b8",
        "A": "#288034",
        "B": "#0049b8",
        "C": "#855f00",
        "D": "#d50b0b",
        "tint-A": "#eef7ef",
        "tint-B": "#eaf2ff",
        "tint-C": "#fff9eb",
        "tint-D": "#fdf0f0",
        # Darker is lower, told apart without hue: for eyes that see none and for grey printers.
        "step-1": "#eaf2ff",
        "step-2": "#bcd6ff",
        "step-3": "#7fb0f7",
        "step-4": "#2a68c8",
        "step-5": "#00296b",
        "part-1": "#b3261e",
        "part-2": "#e0a458",
        "part-3": "#8fb8f5",
        "part-4": "#0049b8",
        "part-0": "#6d120d",
        "part-5": "#3f78d8",
        "none": "none",
    }
)
FONT = "system-ui, 'Noto Sans', 'DejaVu Sans', Arial, sans-serif"
XMLNS = "http://www.w3.org/2000/svg"


class Drawing(str):
    """SVG whose every text and attribute `tag` and `words` have escaped. A template prints it as
    it is, which it does with no other text."""

    __slots__ = ()

    def __html__(self) -> str:
        return str(self)


def tag(name: str, *inside: Drawing, fill: str = "", stroke: str = "", **values: object) -> Drawing:
    """``fill`` and ``stroke`` are names of ROLES; ``stroke_width`` becomes ``stroke-width``, and
    ``class_`` ``class``."""
    attributes = {key.strip("_").replace("_", "-"): value for key, value in values.items()}
    classes = [f"{kind}-{role}" for kind, role in (("fill", fill), ("stroke", stroke)) if role]
    if classes:
        attributes["class"] = " ".join(classes)
    attributes |= {kind: ROLES[role] for kind, role in (("fill", fill), ("stroke", stroke)) if role}
    head = "".join(f' {key}="{escape(_plain(value))}"' for key, value in attributes.items())
    return Drawing(f"<{name}{head}>{''.join(inside)}</{name}>" if inside else f"<{name}{head}/>")


def _plain(value: object) -> str:
    """A number with two decimals at most, which is a fiftieth of what an eye sees."""
    if isinstance(value, Decimal | Fraction | float):
        return f"{float(value):.2f}".rstrip("0").rstrip(".")
    return str(value)


def words(
    x: Number,
    y: Number,
    text: str,
    *,
    size: int = 12,
    anchor: str = "start",
    bold: bool = False,
    fill: str = "ink",
) -> Drawing:
    """``y`` is the middle of a line of text, not its base: renderers differ in how they align."""
    shown = Drawing(escape(_printable(text), quote=False))
    return tag(
        "text",
        shown,
        x=x,
        y=float(y) + size * 0.36,
        font_size=size,
        text_anchor=anchor,
        fill=fill,
        font_weight=700 if bold else 400,
    )


def _printable(text: str) -> str:
    """Without what XML forbids even when it is escaped."""
    return "".join(one if one.isprintable() else " " for one in text)


def line(x1: Number, y1: Number, x2: Number, y2: Number, stroke: str, width: float = 1) -> Drawing:
    return tag("line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=stroke, stroke_width=width)


def rect(
    x: Number, y: Number, width: Number, height: Number, fill: str, *, rx: float = 0
) -> Drawing:
    return tag("rect", x=x, y=y, width=width, height=height, fill=fill, rx=rx)


def hatch(x: float, y: float, width: float, height: float, gap: float = 6) -> Drawing:
    """Slanted lines in a box, as one path: a pattern needs an id, which may clash on a page."""
    steps = int((width + height) / gap)
    parts = []
    for step in range(1, steps + 1):
        reach = step * gap
        left, top = max(0.0, reach - height), min(reach, height)
        right, bottom = min(reach, width), max(0.0, reach - width)
        parts.append(f"M{x + left:.1f} {y + top:.1f}L{x + right:.1f} {y + bottom:.1f}")
    return tag("path", d="".join(parts), fill="none", stroke="edge", stroke_width=1)


def sheet(width: Number, height: Number, title: str, *pieces: Drawing) -> Drawing:
    """The whole drawing, in pixels of its own; ``title`` is what a screen reader says of it, the
    figures being in the table beside it."""
    return tag(
        "svg",
        tag("title", Drawing(escape(_printable(title), quote=False))),
        *pieces,
        class_="draw",
        xmlns=XMLNS,
        role="img",
        viewBox=f"0 0 {_plain(width)} {_plain(height)}",
        width=width,
        height=height,
        font_family=FONT,
    )
