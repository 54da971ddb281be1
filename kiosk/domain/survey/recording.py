"""A question read aloud by a person: its slot, and what a file must be to fill it."""

from collections.abc import Mapping
from dataclasses import dataclass

from kiosk.domain.refusal import Refusal

LARGEST = 1_000_000
"""Bytes: a minute of speech in Opus or MP3, and still bearable on a thin line."""


class UnusableRecording(Refusal):
    """The file cannot be played to a citizen, or there is no such question."""


@dataclass(frozen=True, order=True)
class Slot:
    """One question of one instrument in one language."""

    instrument: str
    lang: str
    item: str


@dataclass(frozen=True)
class Kind:
    """``suffix`` without its dot, as the file is kept; ``mimetype`` as it is served."""

    suffix: str
    mimetype: str


OGG = Kind("ogg", "audio/ogg")
MP3 = Kind("mp3", "audio/mpeg")
M4A = Kind("m4a", "audio/mp4")
KINDS: Mapping[str, Kind] = {one.suffix: one for one in (OGG, MP3, M4A)}


def kind_of(content: bytes) -> Kind | None:
    """By its first bytes; what a file is called says nothing."""
    if content.startswith(b"OggS"):
        return OGG
    if content[4:8] == b"ftyp":
        return M4A
    return MP3 if content.startswith(b"ID3") or _is_frame(content[:2]) else None


def _is_frame(head: bytes) -> bool:
    """Eleven set bits, then an MPEG audio version and layer that exist (ISO 11172-3, 2.4.1.3)."""
    if len(head) < 2 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return False
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    return version != 1 and layer != 0


def checked(content: bytes) -> Kind:
    """Raises `UnusableRecording`."""
    if len(content) > LARGEST:
        raise UnusableRecording(
            "lebih besar dari 1 MB. Rekam lebih pendek, atau simpan sebagai Opus."
        )
    kind = kind_of(content)
    if kind is None:
        raise UnusableRecording("bukan rekaman Ogg, MP3, atau M4A.")
    return kind
