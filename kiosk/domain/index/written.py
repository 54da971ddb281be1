"""Numbers, days and lists as an Indonesian office writes them in running text.

Plain words only, so that a text can be drafted without any library: 87,56; 1.234; 21 November
2026; "312 (tiga ratus dua belas)".
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.month import NAMES
from kiosk.domain.rounding import Exact, half_up

_ONES = (
    "nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan",
    "sepuluh", "sebelas",
)  # fmt: skip
_SCALES = ((10**9, "miliar"), (10**6, "juta"), (1_000, "ribu"), (100, "ratus"), (10, "puluh"))
_MARKS = str.maketrans(",.", ".,")
_SE = frozenset({"ratus", "ribu"})
"""Of these one is "se-": seratus, seribu; but satu juta."""


def number(value: Decimal | int | None) -> str:
    """ "87,56", "1.234"; an em dash for what is not known."""
    if value is None:
        return "—"
    return f"{Decimal(value):,f}".translate(_MARKS)


def rounded(value: Exact, places: int) -> str:
    """The same with so many decimals."""
    return number(half_up(value, places))


def percent(part: int, whole: int) -> str:
    """ "13,46 persen"; "0 persen" of nothing."""
    if not part or not whole:
        return "0 persen"
    return f"{rounded(Fraction(100 * part, whole), 2)} persen"


def day(at: date) -> str:
    """ "21 November 2026"."""
    return f"{at.day} {NAMES[at.month - 1]} {at.year}"


def in_words(count: int) -> str:
    """ "tiga ratus dua belas", for whole numbers below a thousand thousand million."""
    if count < len(_ONES):
        return _ONES[count]
    if count < 20:
        return f"{_ONES[count - 10]} belas"
    size, name = next((size, name) for size, name in _SCALES if count >= size)
    many, rest = divmod(count, size)
    head = f"se{name}" if many == 1 and name in _SE else f"{in_words(many)} {name}"
    return f"{head} {in_words(rest)}" if rest else head


def counted(count: int) -> str:
    """ "312 (tiga ratus dua belas)"."""
    return f"{number(count)} ({in_words(count)})"


def joined(parts: Sequence[str]) -> str:
    """ "a", "a dan b", "a, b, dan c"."""
    if len(parts) < 3:
        return " dan ".join(parts)
    return f"{', '.join(parts[:-1])}, dan {parts[-1]}"
