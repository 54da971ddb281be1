"""Attachments, each named by the hash of what it holds, on whatever shelf the installation has.

A file is whole and durable before a row names it, and is swept away when no row ever does. What
belongs to a sealed case is encrypted before it comes here.
"""

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import groupby

from kiosk.bucket import Uploads
from kiosk.domain.complaint.attachment import LostFile
from kiosk.store.shelves.at import shelf_at
from kiosk.store.shelves.shelf import TEMPORARY, Lying, Shelf

_DIGEST = re.compile(r"[0-9a-f]{64}")


def keep(where: Uploads, content: bytes) -> str:
    """The SHA-256, in hexadecimal, under which it is found again; the same content is kept once.
    It survives a power cut from here on. Raises `NoSpace`, `StoreAway`, with nothing left
    behind."""
    digest = hashlib.sha256(content).hexdigest()
    shelf_at(where).put(name_of(digest), content)
    return digest


def read(where: Uploads, digest: str) -> bytes:
    """Raises `LostFile` when it is gone or not what was kept, `StoreAway`."""
    try:
        with shelf_at(where).open(name_of(digest)) as (source, _size):
            content = source.read()
    except FileNotFoundError as gone:
        raise LostFile from gone
    if hashlib.sha256(content).hexdigest() != digest:
        raise LostFile
    return content


def remove(where: Uploads, digest: str) -> None:
    """At once, and without asking who else names it: rows of two tickets may share one file.
    Uploads waiting is no harm, delete the row and leave the file to `sweep`."""
    shelf_at(where).delete(name_of(digest))


def sweep(
    where: Uploads, known: Callable[[Sequence[str]], set[str]], older_than: datetime
) -> tuple[str, ...]:
    """Removes files that ``known`` (which of these digests some row names) does not know and that
    were last kept before ``older_than``: an hour ago leaves every running request its time.
    Returns the names removed, unfinished ones among them."""
    shelf, limit = shelf_at(where), older_than.timestamp()
    folders = groupby(shelf.lying(""), key=lambda one: one.name[:2])
    return tuple(name for _, lying in folders for name in _swept(shelf, lying, known, limit))


def _swept(
    shelf: Shelf, lying: Iterator[Lying], known: Callable[[Sequence[str]], set[str]], limit: float
) -> Iterator[str]:
    old = [one.name for one in lying if one.changed_at < limit]
    named = known([name[3:] for name in old if _DIGEST.fullmatch(name[3:])])
    for name in old:
        base = name[3:]
        is_ours = _DIGEST.fullmatch(base) or base.startswith(TEMPORARY)
        if is_ours and base not in named and shelf.delete_older(name, limit):
            yield base


def free(where: Uploads) -> int | None:
    """Bytes; None where the place does not say. Raises `StoreAway` while it is known to be away."""
    return shelf_at(where).free()


def name_of(digest: str) -> str:
    """Raises `ValueError` for what is no digest: it becomes part of a path."""
    if not _DIGEST.fullmatch(digest):
        raise ValueError("not a digest")
    return f"{digest[:2]}/{digest}"
