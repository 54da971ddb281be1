"""What a setting is, and the usual kinds of what it accepts."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Setting:
    """``allowed`` is told to people; ``accepts`` decides. ``everywhere``: of the installation, not
    to be set for a unit."""

    name: str
    default: str
    allowed: str
    sentence: str
    accepts: Callable[[str], bool]
    everywhere: bool = False


def one_of(*values: str) -> Callable[[str], bool]:
    return lambda given: given in values


def whole(low: int, high: int) -> Callable[[str], bool]:
    return lambda given: bool(re.fullmatch(r"[0-9]{1,6}", given)) and low <= int(given) <= high


def weight(given: str) -> bool:
    """1/9 or one of its printed spellings: a larger one would take the index above 100."""
    if given == "exact":
        return True
    if not re.fullmatch(r"0\.[0-9]{1,6}", given):
        return False
    return Fraction(9, 10) <= Fraction(given) * 9 <= 1


def limit(name: str, default: str, sentence: str) -> Setting:
    """Days of one of the clocks in `kiosk.domain.complaint.limits`, which holds the articles."""
    return Setting(name, default, "bilangan 1 sampai 365 (hari kerja)", sentence, whole(1, 365))


def or_not(low: int, high: int) -> Callable[[str], bool]:
    accepts = whole(low, high)
    return lambda given: given == "tidak" or accepts(given)
