"""What a place for files can do. Names are paths with slashes; what lies under one is put there
whole, and never changed in place."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import BinaryIO, Protocol

TEMPORARY = ".baru-"
"""So begins the last part of the name of what was not finished, where a place has such."""


@dataclass(frozen=True)
class Lying:
    """``changed_at``: seconds since 1970 by the clock of the place: when it was last put there,
    which nobody can set."""

    name: str
    size: int
    changed_at: float


class Shelf(Protocol):
    """Every method raises `StoreAway` where the place does not answer in time or lets nobody in."""

    def put(self, name: str, content: bytes) -> None:
        """It survives a power cut from here on; what lay under the name is replaced, and is young
        again. Raises `NoSpace`, `StoreAway`, with nothing half there."""

    def open(self, name: str) -> AbstractContextManager[tuple[BinaryIO, int]]:
        """A stream and its length in bytes. Raises `FileNotFoundError`."""

    def delete(self, name: str) -> None:
        """It may be gone before."""

    def delete_older(self, name: str, limit: float) -> bool:
        """Looks at the time once more: False where it was put again meanwhile."""

    def exists(self, name: str) -> bool: ...

    def lying(self, start: str) -> Iterator[Lying]:
        """Of the folders of attachments (two hexadecimal digits) whose names begin so, each
        folder's in order; what is not finished too."""

    def strays(self) -> Iterator[Lying]:
        """What lies beside those folders, where nothing of ours lies."""

    def free(self) -> int | None:
        """Bytes; None where the place does not say."""

    def look(self) -> None:
        """One question that changes nothing."""
