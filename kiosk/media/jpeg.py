"""JPEG bytes without what stands beside the picture: for photos inside a PDF, which are not
decoded. Runs inside the worker only."""

from collections.abc import Iterator

_JFIF, _ADOBE, _COMMENT, _SCAN, _END = 0xE0, 0xEE, 0xFE, 0xDA, 0xD9
_WITHOUT_LENGTH = frozenset({0x01, *range(0xD0, 0xD9)})
_START = b"\xff\xd8"


def bare(content: bytes) -> bytes:
    """Keeps what a decoder needs: tables, frames, scans, and the two segments that say how to
    read colours (JFIF, Adobe). EXIF, XMP, IPTC, profiles, comments and thumbnails go, and with
    them whatever follows the end. Raises `ValueError` for what is not a JPEG."""
    if not content.startswith(_START):
        raise ValueError("not a JPEG")
    return _START + b"".join(_kept(content)) + bytes((0xFF, _END))


def _kept(content: bytes) -> Iterator[bytes]:
    at = len(_START)
    while at < len(content):
        marker, at = _marker(content, at)
        if marker == _END:
            return
        if marker in _WITHOUT_LENGTH:
            yield bytes((0xFF, marker))
            continue
        end = at + int.from_bytes(content[at : at + 2])
        if end < at + 2 or end > len(content):
            raise ValueError("a segment longer than its file")
        if _is_needed(marker, content[at + 2 : at + 7]):
            yield bytes((0xFF, marker)) + content[at:end]
        at = end
        if marker == _SCAN:
            at = _after_scan(content, end)
            yield content[end:at]


def _marker(content: bytes, at: int) -> tuple[int, int]:
    """The marker here and where its segment begins; it may be filled up with 0xFF."""
    if content[at] != 0xFF:
        raise ValueError("no marker where one has to be")
    while at < len(content) and content[at] == 0xFF:
        at += 1
    if at == len(content):
        return _END, at
    return content[at], at + 1


def _is_needed(marker: int, start: bytes) -> bool:
    if marker == _JFIF:
        return start == b"JFIF\0"
    if marker == _ADOBE:
        return start == b"Adobe"
    return marker != _COMMENT and not 0xE0 <= marker <= 0xEF


def _after_scan(content: bytes, at: int) -> int:
    """Behind the coded pixels, where 0xFF is followed by 0 or by a restart marker."""
    while True:
        at = content.find(b"\xff", at)
        if at < 0 or at + 1 >= len(content):
            return len(content)
        if content[at + 1] != 0 and not 0xD0 <= content[at + 1] <= 0xD7:
            return at
        at += 2
