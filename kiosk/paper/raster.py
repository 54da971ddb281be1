"""Our own drawings as PNG, for paper that knows no SVG.

It reads what `kiosk.draw` writes and nothing else: rectangles, lines, circles, text, and paths of
straight strokes. Anything else is left out rather than guessed at.
"""

import io
import re
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from xml.etree import ElementTree

from PIL import Image, ImageDraw, ImageFont

from kiosk.draw.svg import Drawing

SCALE = 2
"""Pixels of the PNG a pixel of the drawing: 200 dots an inch over the width of a page."""
_FINE = 2
"""Drawn so many times larger, then made smaller: edges come out smooth."""
_TOKEN = re.compile(r"[MmLlHhVvZz]|-?\d+(?:\.\d+)?")
_BOLD = 600
Shape = ElementTree.Element
Corner = tuple[float, float]


def png(drawing: Drawing) -> bytes:
    """White behind it; ``SCALE`` times as wide as the drawing says."""
    root = ElementTree.fromstring(drawing)
    factor = SCALE * _FINE
    width, height = _side(root, 2), _side(root, 3)
    picture = Image.new("RGB", (round(width * factor), round(height * factor)), "#ffffff")
    _Pen(ImageDraw.Draw(picture), factor).draw(root)
    small = picture.resize((round(width * SCALE), round(height * SCALE)), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    small.save(out, "PNG", optimize=True)
    return out.getvalue()


def _side(root: Shape, place: int) -> float:
    return float(root.attrib["viewBox"].split()[place])


class _Pen:
    """Draws each element by its name."""

    def __init__(self, pen: ImageDraw.ImageDraw, factor: int) -> None:
        self.pen, self.factor = pen, factor
        self.known: Mapping[str, Callable[[Shape], None]] = MappingProxyType(
            {
                "rect": self._rect,
                "line": self._line,
                "circle": self._circle,
                "path": self._path,
                "text": self._text,
            }
        )

    def draw(self, root: Shape) -> None:
        for one in root.iter():
            act = self.known.get(one.tag.rpartition("}")[2])
            if act:
                act(one)

    def _at(self, one: Shape, name: str) -> float:
        return float(one.get(name, 0)) * self.factor

    def _width(self, one: Shape) -> int:
        return max(1, round(float(one.get("stroke-width", 1)) * self.factor))

    def _rect(self, one: Shape) -> None:
        x, y = self._at(one, "x"), self._at(one, "y")
        right, bottom = x + self._at(one, "width"), y + self._at(one, "height")
        if right > x and bottom > y:
            radius = min(self._at(one, "rx"), (right - x) / 2, (bottom - y) / 2)
            self.pen.rounded_rectangle((x, y, right, bottom), radius, _paint(one, "fill"))

    def _line(self, one: Shape) -> None:
        ends = [self._at(one, name) for name in ("x1", "y1", "x2", "y2")]
        self.pen.line(ends, _paint(one, "stroke"), self._width(one))

    def _circle(self, one: Shape) -> None:
        x, y, r = (self._at(one, name) for name in ("cx", "cy", "r"))
        paint, edge = _paint(one, "fill"), _paint(one, "stroke")
        self.pen.ellipse((x - r, y - r, x + r, y + r), paint, edge, self._width(one))

    def _path(self, one: Shape) -> None:
        for stroke in _strokes(one.get("d", "")):
            corners = [(x * self.factor, y * self.factor) for x, y in stroke]
            fill, edge = _paint(one, "fill"), _paint(one, "stroke")
            if fill and len(corners) > 2:
                self.pen.polygon(corners, fill)
            if edge and len(corners) > 1:
                self.pen.line(corners, edge, self._width(one), joint="curve")

    def _text(self, one: Shape) -> None:
        size = self._at(one, "font-size")
        anchor = {"middle": "ms", "end": "rs"}.get(one.get("text-anchor", ""), "ls")
        heavy = size / 28 if int(one.get("font-weight", 400)) >= _BOLD else 0
        self.pen.text(
            (self._at(one, "x"), self._at(one, "y")),
            one.text or "",
            _paint(one, "fill"),
            ImageFont.load_default(size),
            anchor,
            stroke_width=heavy,
        )


def _paint(one: Shape, name: str) -> str | None:
    value = one.get(name, "none")
    return None if value == "none" else value


def _strokes(path: str) -> list[list[Corner]]:
    """The corners of each stroke of a path."""
    tokens = iter(_TOKEN.findall(path))
    strokes: list[list[Corner]] = []
    command, x, y = "M", 0.0, 0.0
    for token in tokens:
        if token.isalpha():
            command = token
            if token in "Zz" and strokes:
                strokes[-1].append(strokes[-1][0])
            continue
        x, y = _moved(command, float(token), tokens, (x, y))
        if command in "Mm":
            strokes.append([])
            command = "L" if command == "M" else "l"
        strokes[-1].append((x, y))
    return strokes


def _moved(command: str, first: float, more: Iterator[str], here: Corner) -> Corner:
    """Where a stroke goes next; small letters count from where it is."""
    x, y = here
    base_x, base_y = (x, y) if command.islower() else (0.0, 0.0)
    match command.lower():
        case "h":
            return base_x + first, y
        case "v":
            return x, base_y + first
        case _:
            return base_x + first, base_y + float(next(more))
