"""Files of sound, made here: no encoder is needed to say nothing for a moment."""

from __future__ import annotations

import struct
from collections.abc import Iterator

SILENCE = b"\xf8\xff\xfe"
"""20 ms of nothing, as one packet of Opus (RFC 6716, 3.1: CELT, full band, mono)."""
PRE_SKIP = 312
POLYNOMIAL = 0x04C11DB7
FIRST, LAST = 2, 4


def ogg(moments: int = 10) -> bytes:
    """An Ogg Opus file (RFC 3533, RFC 7845) of ``moments`` times 20 ms."""
    head = b"OpusHead" + struct.pack("<BBHIhB", 1, 1, PRE_SKIP, 48_000, 0, 0)
    tags = b"OpusTags" + struct.pack("<I", 4) + b"none" + struct.pack("<I", 0)
    end = moments * 960
    return b"".join(
        [
            _page(0, FIRST, 0, [head]),
            _page(1, 0, 0, [tags]),
            _page(2, LAST, end, [SILENCE] * moments),
        ]
    )


def mp3() -> bytes:
    return b"ID3\x04\x00\x00\x00\x00\x00\x00" + b"\xff\xfb\x90\x00" + bytes(413)


def m4a() -> bytes:
    return struct.pack(">I", 20) + b"ftypM4A \x00\x00\x00\x00M4A " + bytes(64)


def _page(number: int, flags: int, position: int, packets: list[bytes]) -> bytes:
    table = b"".join(_lacing(len(one)) for one in packets)
    front = struct.pack("<4sBBqII", b"OggS", 0, flags, position, 1, number)
    body = bytes([len(table)]) + table + b"".join(packets)
    return front + struct.pack("<I", _sum(front + bytes(4) + body)) + body


def _lacing(length: int) -> bytes:
    return b"\xff" * (length // 255) + bytes([length % 255])


def _sum(data: bytes) -> int:
    found = 0
    for byte in data:
        found ^= byte << 24
        for _ in range(8):
            found = (found << 1 ^ (POLYNOMIAL if found & 0x80000000 else 0)) & 0xFFFFFFFF
    return found


def unusable() -> Iterator[tuple[str, bytes]]:
    """What is called a recording and is none."""
    yield "empty", b""
    yield "a picture", b"\x89PNG\r\n\x1a\n" + bytes(100)
    yield "a script", b"<script>alert(1)</script>"
    yield "a wave", b"RIFF\x00\x00\x00\x00WAVEfmt "
    yield "half a mark", b"\xff"
    yield "a reserved layer", b"\xff\xe1" + bytes(100)
