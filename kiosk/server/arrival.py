"""One request as it comes in: whether all of it is there, and until when its sender has time.

Nothing is judged here but the length: what a head means is gunicorn's parser to say. Whatever
cannot be read is called whole, so that the parser is asked, and refuses it.
"""

import re
from dataclasses import dataclass

from kiosk.domain.complaint import attachment

LARGEST = attachment.LARGEST_REQUEST + 64 * 1024
"""Bytes of the largest form the product takes (`kiosk.fronts.uploads`). What announces more is
handed on without its body: the application refuses it by what it announces."""
LARGEST_HEAD = 32 * 1024
LARGEST_CHUNKED = 1024 * 1024
"""No browser sends a form in chunks: there is no telling how much is to come."""
_LONGEST_SIZE_LINE = 256
_END = b"\r\n\r\n"
_LENGTH = re.compile(rb"\r\ncontent-length:([^\r]*)", re.I)
_NUMBER = re.compile(rb"[ \t]*0*([0-9]{1,18})[ \t]*")
_CODED = re.compile(rb"\r\ntransfer-encoding:", re.I)
_EXPECTS = re.compile(rb"\r\nexpect:[ \t]*100-continue", re.I)


@dataclass(frozen=True)
class Pace:
    """Seconds a sender has, all told less than the thirty of F47: ``head`` for the head,
    ``body`` for each ``step`` bytes of what follows (400 a second: the worst of mobile networks
    does more), ``longest`` for a whole upload, ``linger`` for an answer to be fetched."""

    head: float = 8.0
    body: float = 20.0
    step: int = 8 * 1024
    longest: float = 1800.0
    linger: float = 2.0


class Arrival:
    """``until``: when the sender's time is over, by the clock that told ``now``. ``refused``: the
    status it ends with, 0 while there is none. ``cut``: handed on without all of its body.
    ``asks``: the sender wants to be told before it sends the body."""

    def __init__(self, pace: Pace, now: float, first: float | None = None) -> None:
        """``first``: seconds until the first byte, where more than the head's are not meant."""
        self.data = bytearray()
        self.until = now + (pace.head if first is None else first)
        self.whole = self.cut = self.asks = False
        self.refused = 0
        self._pace = pace
        self._fresh = first is None
        self._head = self._length = self._mark = 0
        self._chunked = self._strange = False
        self._last = now

    def add(self, piece: bytes, now: float) -> None:
        """Take in what came; afterwards ``whole`` or ``refused`` may be set."""
        if not self.data and not self._fresh:
            self.until = now + self._pace.head
        self.data += piece
        if not self._head:
            self._find_head(len(piece), now)
        if self._head:
            self._look_at_body(now)

    def _find_head(self, added: int, now: float) -> None:
        end = self.data.find(_END, max(0, len(self.data) - added - len(_END) + 1))
        if (end if end >= 0 else len(self.data)) > LARGEST_HEAD:
            self.refused = 431
        elif end >= 0:
            self._head = self._mark = end + len(_END)
            self._read_head(now)

    def _read_head(self, now: float) -> None:
        told = _LENGTH.findall(self.data, 0, self._head)
        length = _NUMBER.fullmatch(told[0]) if len(told) == 1 else None
        self._chunked = bool(_CODED.search(self.data, 0, self._head))
        self._length = self._head + (int(length[1]) if length else 0)
        # A length the parser might read otherwise: where the next request starts is unknown, so
        # none is taken from this connection. Else a body that comes later would be one.
        self._strange = bool(told) and length is None
        self.asks = bool(_EXPECTS.search(self.data, 0, self._head))
        self._last = now + self._pace.longest
        self.until = now + self._pace.body

    def _look_at_body(self, now: float) -> None:
        self.cut = self._strange or self._length > self._head + LARGEST
        self.whole = self.cut or (self._chunks_end() if self._chunked else self._all_there())
        if not self.whole and self._chunked and len(self.data) > self._head + LARGEST_CHUNKED:
            self.refused = 413
        if len(self.data) - self._mark >= self._pace.step and not self._chunked:
            self._mark = len(self.data)
            self.until = min(now + self._pace.body, self._last)

    def _all_there(self) -> bool:
        return len(self.data) >= self._length

    def _chunks_end(self) -> bool:
        """Whether the last chunk is there. ``_mark`` stands where the next one begins."""
        while True:
            line = self.data.find(b"\r\n", self._mark, self._mark + _LONGEST_SIZE_LINE)
            if line < 0:
                return len(self.data) - self._mark >= _LONGEST_SIZE_LINE
            size = _size(self.data[self._mark : line])
            if size is None or size == 0:
                return size is None or self.data.find(_END, line) >= 0
            following = line + 2 + size + 2
            if following > len(self.data):
                return False
            self._mark = following


def _size(line: bytearray) -> int | None:
    """Of a chunk; None for what is no size, which the parser is left to refuse."""
    try:
        return max(0, int(line.partition(b";")[0], 16))
    except ValueError:
        return None


class Source:
    """What gunicorn's parser reads from in place of the socket: bytes that are there already, and
    then the end. No thread ever waits for a sender."""

    def __init__(self) -> None:
        self._left = memoryview(b"")

    def give(self, data: bytearray) -> None:
        self._left = memoryview(data)

    def recv(self, size: int) -> bytes:
        piece, self._left = self._left[:size], self._left[size:]
        return bytes(piece)

    def rest(self) -> bytes:
        """What was not read: the beginning of the next request. Gone from here."""
        rest, self._left = bytes(self._left), memoryview(b"")
        return rest
