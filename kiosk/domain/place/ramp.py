"""From one office colour the colours of its pages, readable whatever was chosen.

All arithmetic is in linear light, where a colour times a number is the same hue, darker. So each
role is reached in one step, from the luminance its contrast needs, and nothing has to be searched.
Contrast and luminance: WCAG 2.2, "contrast ratio" and "relative luminance".
"""

import re
from dataclasses import dataclass
from functools import lru_cache

HOUSE = "#0968f6"
"""What an office has that chose none."""
PAPER, GROUND, FOCUS, ON_ACCENT = "#ffffff", "#f8f8f7", "#0968f6", "#ffffff"
"""Of ``static/css/tokens.css``, which no office changes; a test compares them."""
TEXT, RING = 4.5, 3.0
"""WCAG 2.2: 1.4.3 Contrast (Minimum), 1.4.11 Non-text Contrast."""
_PALE = 0.88
"""The luminance of a tint, about that of the house's own."""
_STRONGEST = 0.3
"""How much of the colour a tint may hold; yellow would take all there is."""
_DARK, _LIFTED = 0.03, 0.06
"""A colour too dark to be told from one half as bright is lifted for its second shade."""
_HEX = re.compile(r"#[0-9a-f]{6}")
_Light = tuple[float, float, float]


@dataclass(frozen=True)
class Ramp:
    """Each ``#rrggbb``. ``brand`` is what was chosen, for what carries no meaning; the others hold
    their contrast: ``accent`` as text on paper, ground and tint, and below white text; ``deep``
    likewise, for what is pointed at; ``tint`` below dark text."""

    brand: str
    accent: str
    deep: str
    tint: str


def is_colour(text: str) -> bool:
    """Whether this is ``#rrggbb`` in lower case."""
    return _HEX.fullmatch(text) is not None


@lru_cache(maxsize=256)
def ramp_of(colour: str) -> Ramp:
    """Of ``#rrggbb``. Darkened as little as contrast needs, and never lightened. Raises
    `ValueError`."""
    if not is_colour(colour):
        raise ValueError(f"no colour: {colour[:20]!r}")
    chosen = _light(colour)
    tint = _hex(_tint(chosen))
    accent = _hex(_dimmed(chosen, _most_below(tint, PAPER, GROUND)))
    return Ramp(colour, accent, _hex(_second(_light(accent))), tint)


def contrast(one: str, other: str) -> float:
    """1 to 21."""
    darker, lighter = sorted((_luminance(_light(one)), _luminance(_light(other))))
    return (lighter + 0.05) / (darker + 0.05)


def _most_below(*grounds: str) -> float:
    """The highest luminance that text may have on each of them."""
    return min((_luminance(_light(one)) + 0.05) / TEXT - 0.05 for one in grounds)


def _dimmed(light: _Light, most: float) -> _Light:
    here = _luminance(light)
    return light if here <= most else _times(light, most / here)


def _second(accent: _Light) -> _Light:
    here = _luminance(accent)
    if here >= _DARK:
        return _times(accent, 0.5)
    return _mixed(accent, (_LIFTED - here) / (1 - here))


def _tint(light: _Light) -> _Light:
    """The colour at its brightest, thinned with white; dimmed where it is paler than that."""
    brightest = max(light)
    pure = _times(light, 1 / brightest) if brightest else (1.0, 1.0, 1.0)
    rest = 1 - _luminance(pure)
    share = min(_STRONGEST, (1 - _PALE) / rest) if rest else _STRONGEST
    return _dimmed(_mixed(pure, 1 - share), _PALE)


def _times(light: _Light, factor: float) -> _Light:
    red, green, blue = light
    return red * factor, green * factor, blue * factor


def _mixed(light: _Light, white: float) -> _Light:
    red, green, blue = _times(light, 1 - white)
    return red + white, green + white, blue + white


def _luminance(light: _Light) -> float:
    red, green, blue = light
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _light(colour: str) -> _Light:
    red, green, blue = (_opened(int(colour[at : at + 2], 16) / 255) for at in (1, 3, 5))
    return red, green, blue


def _opened(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _hex(light: _Light) -> str:
    """Rounded down: up, a channel may cost the contrast its last hundredth."""
    return "#" + "".join(f"{_byte(channel):02x}" for channel in light)


def _byte(channel: float) -> int:
    closed = 12.92 * channel if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055
    # What came from a byte goes back to it, whatever the last bit of the powers says.
    return min(255, int(closed * 255 + 1e-6))
