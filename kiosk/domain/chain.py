"""Hash chains: rows nobody can edit, delete, insert, reorder or cut without it being seen.

Each row's hash covers its place, every column as kept, and the hash before it. A head beside
the rows keeps length and last hash, so that a cut tail shows at once; a signed copy of the head
kept elsewhere shows a cut of both. Free text stands beside the row as a salted digest: lawful
erasure of the text leaves the chain whole.
"""

import hashlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from types import MappingProxyType

GENESIS = hashlib.sha256(b"suara loket").digest()
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)

Value = int | str | bytes | datetime | bool | None


def _canonical(value: Value) -> bytes:
    """A value with its kind, the same from every database: instants as microseconds in UTC."""
    if value is None:
        return b"-"
    # True and False are whole numbers: 1 and 0.
    if isinstance(value, int):
        return b"i%d" % value
    if isinstance(value, datetime):
        return b"t%d" % ((value - _EPOCH) // _MICROSECOND)
    if isinstance(value, bytes):
        return b"b" + value
    # SQLite keeps any kind in any column: whatever was put there must get a hash, not an error.
    text, kind = (value, b"s") if isinstance(value, str) else (repr(value), b"?")
    return kind + text.encode("utf-8", "surrogatepass")


def link(before: bytes, seq: int, values: Sequence[Value]) -> bytes:
    """The hash of row ``seq`` (from 1) holding ``values``, after the row hashed ``before``."""
    parts = (before, b"i%d" % seq, *map(_canonical, values))
    # Lengths before parts: no two different rows join to the same bytes.
    return hashlib.sha256(b"".join([b"%d:%b" % (len(part), part) for part in parts])).digest()


def digest_of(text: str, salt: bytes) -> bytes:
    """What a chained row holds of a free text kept beside it."""
    return hashlib.sha256(salt + text.encode()).digest()


@dataclass(frozen=True)
class Row:
    """A chained row as kept: its place, its columns in the chain's order, its hash."""

    seq: int
    values: Sequence[Value]
    hash: bytes


@dataclass(frozen=True)
class Head:
    """``length`` rows, the last hashed ``hash`` (GENESIS for none)."""

    length: int
    hash: bytes


@dataclass(frozen=True)
class Fault:
    """The first thing wrong: the place of the row, and what (Indonesian)."""

    seq: int
    what: str


EMPTY = Head(0, GENESIS)
Signed = Mapping[int, bytes]
"""Earlier heads of one chain kept outside the database: length to hash."""
UNSIGNED: Signed = MappingProxyType({})


def walk(
    rows: Iterable[Row], head: Head | Callable[[], Head], signed: Signed = UNSIGNED
) -> Fault | None:
    """The first fault of a chain whose rows come in order of ``seq``, or None. ``head`` is asked
    for after the last row, where rows are added meanwhile."""
    before, length = GENESIS, 0
    for row in rows:
        length += 1
        what = _wrong(row, before, length) or _differs(row, signed)
        if what:
            return Fault(length, what)
        before = row.hash
    if max(signed, default=0) > length:
        return Fault(length + 1, "ekor rantai terpotong sejak salinan yang ditandatangani")
    return _misled(head() if callable(head) else head, Head(length, before))


def _wrong(row: Row, before: bytes, length: int) -> str | None:
    if row.seq != length:
        is_gap = isinstance(row.seq, int) and row.seq > length
        return "catatan hilang" if is_gap else "catatan ganda"
    if link(before, length, row.values) != row.hash:
        return "isi catatan tidak cocok dengan sidiknya"
    return None


def _differs(row: Row, signed: Signed) -> str | None:
    if signed.get(row.seq, row.hash) != row.hash:
        return "catatan berbeda dari salinan kepala rantai yang ditandatangani"
    return None


def _misled(head: Head, found: Head) -> Fault | None:
    if head == found:
        return None
    # As long as it should be: then it is the last record that was put in another's place.
    first = found.length if head.length == found.length else min(head.length, found.length) + 1
    return Fault(max(first, 1), "kepala rantai tidak cocok dengan catatannya")
