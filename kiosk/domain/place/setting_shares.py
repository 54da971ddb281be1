"""Weights of several things in one setting: "20/25/25/30"."""

from collections.abc import Callable

WHOLE = 100


def total(text: str) -> int:
    """Of all that are whole numbers."""
    return sum(_parts(text))


def read(text: str, count: int, *, is_whole: bool) -> tuple[int, ...] | None:
    """So many percents, together 100 (``is_whole``) or at most that; None where they are not."""
    found = _parts(text)
    together = sum(found)
    fits = together == WHOLE if is_whole else together <= WHOLE
    return found if fits and len(found) == count == len(text.split("/")) else None


def shares(count: int, *, is_whole: bool) -> Callable[[str], bool]:
    return lambda given: read(given, count, is_whole=is_whole) is not None


def _parts(text: str) -> tuple[int, ...]:
    parts = text.split("/")
    return tuple(int(one) for one in parts if one.isascii() and one.isdigit() and len(one) < 4)
