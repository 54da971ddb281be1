"""What a copy of an installation is held against: a sum of rows that no order changes.

Two databases sort text differently, so rows are not hashed one after another: each has a hash of
its own, over every column as Python's value, and the hashes are added. A row has its key in it,
hence no two are equal and none can stand in for another.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_RING = 1 << 256
Row = Sequence[object]


@dataclass(frozen=True)
class Sum:
    """``rows`` of them, ``total``: their hashes added."""

    rows: int = 0
    total: int = 0

    def __add__(self, other: "Sum") -> "Sum":
        return Sum(self.rows + other.rows, (self.total + other.total) % _RING)

    @property
    def text(self) -> str:
        return f"{self.total:064x}"


EMPTY = Sum()


def sum_of(rows: Iterable[Row]) -> Sum:
    """Of None, bool, int, str, bytes, date, and datetime in UTC (each to the microsecond): their
    representation names kind and value, the same whichever database they were read from."""
    count, total = 0, 0
    for row in rows:
        told = repr(tuple(row)).encode("utf-8", "surrogatepass")
        total += int.from_bytes(hashlib.sha256(told).digest())
        count += 1
    return Sum(count, total % _RING)


@dataclass(frozen=True)
class CopiedTable:
    """A table's sum here and there."""

    name: str
    here: Sum
    there: Sum

    @property
    def is_equal(self) -> bool:
        return self.here == self.there
