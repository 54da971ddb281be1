"""What a form tells of itself beside the answer. Never a reason to refuse: what is no such thing
counts as nothing said."""

from collections.abc import Callable
from dataclasses import dataclass

from kiosk.domain.form import Fields

SECONDS, FACE, ASSISTED, AGE = "detik", "wajah", "dibantu", "umur"
FIELDS = frozenset({SECONDS, FACE, ASSISTED, AGE})
YES = "ya"
LONGEST = 6 * 60 * 60
"""Seconds: a form open for longer was left open, and says nothing about reading."""
OLDEST = 400 * 24 * 60 * 60
"""Seconds that can be said at all; what is believed is `arrival.judged`'s to say."""


@dataclass(frozen=True)
class Extras:
    """``seconds``: from opening the form to sending it, by the page's clock. ``face``: 1 to 4, of
    the one-tap question before it. ``age``: seconds since the form was sent, where it waited."""

    seconds: int | None = None
    face: int | None = None
    assisted: bool = False
    age: int | None = None


NOTHING = Extras()


def read(given: Fields) -> Extras:
    if FIELDS.isdisjoint(given):
        return NOTHING
    return Extras(
        seconds=_whole(given, SECONDS, lambda one: 0 < one <= LONGEST),
        face=_whole(given, FACE, lambda one: 1 <= one <= 4),
        assisted=_one(given, ASSISTED) == YES,
        age=_whole(given, AGE, lambda one: one <= OLDEST),
    )


def _one(given: Fields, name: str) -> str:
    values = given.get(name)
    return values[0].strip() if values else ""


def _whole(given: Fields, name: str, fits: Callable[[int], bool]) -> int | None:
    text = _one(given, name)
    # isdigit alone knows digits of other scripts, and int() takes them.
    if len(text) > 9 or not (text.isascii() and text.isdigit()):
        return None
    return int(text) if fits(int(text)) else None
