"""SQLite's files as they lie on the disk, before the first connection: is all there that belongs
together. Opened without its write-ahead log a database is sound and older: nothing in it says
that commits are missing (a plain copy of the main file held 4,000 of 24,000 rows and passed
`integrity_check`).
"""

import struct
from pathlib import Path

MAGIC = b"SQLite format 3\0"
_HEADER = 100
_INDEX = 100
_MAX_FRAME, _BACKFILLED = 16, 96
"""Offsets in the index of the log (`-shm`, in the machine's own byte order): how many frames it
has, and how many of them are in the main file already."""
LOST = "Catatan tulis (berkas -wal) hilang, dan dengan itu tulisan terakhir."
NOT_SQLITE = "Berkas basis data tidak dapat dikenali."
CUT = "Berkas basis data terpotong."


def fault_of(path: Path) -> str | None:
    """One of the three, or None. A database that is not there yet has none."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            header = file.read(_HEADER)
    except FileNotFoundError:
        return None
    if size == 0:
        return None
    if len(header) < _HEADER or not header.startswith(MAGIC):
        return NOT_SQLITE
    if _is_logged(path):
        # A crash amid folding leaves the main file unfinished, and the log makes it whole.
        return None
    if _waiting(path):
        return LOST
    return CUT if _pages(header) > size else None


def _is_logged(path: Path) -> bool:
    log = path.with_name(path.name + "-wal")
    return log.exists() and log.stat().st_size > 0


def _waiting(path: Path) -> bool:
    """Whether the log had frames that the main file lacks."""
    try:
        index = path.with_name(path.name + "-shm").read_bytes()[:_INDEX]
    except FileNotFoundError:
        return False
    if len(index) < _INDEX:
        return False
    (frames,) = struct.unpack_from("=I", index, _MAX_FRAME)
    (folded,) = struct.unpack_from("=I", index, _BACKFILLED)
    return bool(frames > folded)


def _pages(header: bytes) -> int:
    """Bytes the file must have by its own header; 0 where that count is not kept up to date."""
    (size,) = struct.unpack_from(">H", header, 16)
    changed, pages = struct.unpack_from(">II", header, 24)
    (counted_at,) = struct.unpack_from(">I", header, 92)
    return pages * (65_536 if size == 1 else size) if changed == counted_at else 0
