"""Which figures may stand beside each other.

Two figures, one of them made of the other's answers and a few more, tell the figure of those few
by subtraction. Where they are fewer than the office shows, one of the two is not shown (F56).
"""

from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)


def hidden(counts: Mapping[Key, int], smallest: int) -> set[Key]:
    """Parts of a whole, by how many answers each has, that are not shown beside it: those below
    ``smallest``; and while these are too few together, the smallest of the others with them."""
    few = {key for key, count in counts.items() if 0 < count < smallest}
    others = sorted((key for key in counts if counts[key] >= smallest), key=lambda key: counts[key])
    while few and others and sum(counts[key] for key in few) < smallest:
        few.add(others.pop(0))
    return few


def shown_steps(added: Sequence[int], smallest: int) -> list[bool]:
    """Whether to show each of the figures of a row that grows: the first, and one after each of
    the groups ``added``. The last always is: it is the figure of the whole."""
    shown, since = [True], 0
    for count in reversed(added):
        since += count
        shown.insert(0, since >= smallest)
        since = 0 if shown[0] else since
    return shown
