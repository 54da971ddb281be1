"""Numbers as everyday words, and words typed back from paper: 11 bits each."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field

BITS = 11
SIZE = 1 << BITS
HEAD = 4
"""Letters that tell any two words of the list apart, so that a slip behind them is forgiven."""
_LONGEST = 600
"""Of what is looked at: 24 numbered words with room to spare."""


@dataclass(frozen=True)
class Words:
    """The list, in its one order; raises `ValueError` where two words could be mistaken."""

    listed: tuple[str, ...]
    _places: dict[str, int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        places = {word[:HEAD]: place for place, word in enumerate(self.listed)}
        if len(places) != SIZE or len(self.listed) != SIZE:
            raise ValueError(f"{len(places)} distinct words of {len(self.listed)}, not {SIZE}")
        object.__setattr__(self, "_places", places)

    def spell(self, number: int, count: int) -> str:
        """``count`` words, the highest 11 bits first; ``number`` below 2 ** (11 * count)."""
        if not 0 <= number < 1 << BITS * count:
            raise ValueError(f"{count} words do not hold this number")
        places = (number >> BITS * place & SIZE - 1 for place in reversed(range(count)))
        return " ".join(self.listed[place] for place in places)

    def read(self, typed: str, count: int) -> int | None:
        """The number that ``count`` words stand for, however they are typed: case, accents,
        numbering, punctuation and anything behind a word's fourth letter are forgiven. None
        where a word is not of the list, or their count is another."""
        found = [self._places.get(word[:HEAD]) for word in _letters(typed)]
        known = [place for place in found if place is not None]
        return _joined(known) if len(known) == len(found) == count else None


def _letters(typed: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", typed[:_LONGEST]).lower()
    bare = "".join(one for one in plain if not unicodedata.combining(one) and one not in "'’")
    return re.findall("[a-z]+", bare)


def _joined(places: Iterable[int]) -> int:
    number = 0
    for place in places:
        number = number << BITS | place
    return number
