"""A page kept in pieces, compressed once; what differs from reader to reader goes between them.

Compressing a survey form afresh took more CPU than everything else about it together. The words
in between are stored, not compressed, so the length of a page says nothing about a stamp in it.
"""

import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import zip_longest

_HEAD = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"
"""A gzip header (RFC 1952) without time, name and system: slowest and best compression."""
_LARGEST_STORED = 0xFFFF


class Pieces:
    """``parts`` of an HTML page in order; each of the `words` given later follows one of them."""

    def __init__(self, parts: Iterable[str]) -> None:
        self._parts = [part.encode() for part in parts]
        last = len(self._parts) - 1
        self._deflated = [_deflated(part, at == last) for at, part in enumerate(self._parts)]

    def plain(self, *words: str) -> bytes:
        return b"".join(_woven(self._parts, [word.encode() for word in words]))

    def gzipped(self, *words: str) -> bytes:
        """The same page as one gzip member."""
        page = self.plain(*words)
        end = struct.pack("<II", zlib.crc32(page), len(page) & 0xFFFFFFFF)
        stored = [_stored(word.encode()) for word in words]
        return b"".join((_HEAD, *_woven(self._deflated, stored), end))


def _woven(parts: Iterable[bytes], words: Iterable[bytes]) -> Iterator[bytes]:
    for part, word in zip_longest(parts, words, fillvalue=b""):
        yield part
        yield word


def _deflated(part: bytes, last: bool) -> bytes:
    """Blocks that refer to nothing before them and end on a whole byte."""
    squeeze = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return squeeze.compress(part) + squeeze.flush(zlib.Z_FINISH if last else zlib.Z_FULL_FLUSH)


def _stored(word: bytes) -> bytes:
    """A block of bytes as they are (RFC 1951, 3.2.4)."""
    assert len(word) <= _LARGEST_STORED
    return struct.pack("<BHH", 0, len(word), len(word) ^ _LARGEST_STORED) + word
