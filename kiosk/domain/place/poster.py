"""What a printed poster says of one counter."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from kiosk.domain.refusal import Refusal

T = TypeVar("T")


class NoPublicAddress(Refusal):
    """A QR code with the address of one machine leads nobody anywhere."""


class NothingToPrint(Refusal):
    """No open counter."""


class Paper(StrEnum):
    """The wall, the desk, and a sheet of eight to cut."""

    A4 = "a4"
    A6 = "a6"
    SHEET = "lembar"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def per_page(self) -> int:
        return 8 if self is Paper.SHEET else 1


_LABELS = {
    Paper.A4: "A4, untuk dinding",
    Paper.A6: "A6, untuk meja loket",
    Paper.SHEET: "Lembar A4 berisi delapan, untuk dipotong",
}


@dataclass(frozen=True)
class Poster:
    """A counter in print. ``crest`` is a PNG, or None."""

    point: str
    code: str
    unit: str
    instansi: str
    crest: bytes | None = None


def on_pages(cards: Sequence[T], paper: Paper) -> list[list[T]]:
    """Cards by page. One counter alone fills its sheet of eight; several get one each."""
    each = paper.per_page
    every = list(cards) * each if len(cards) == 1 else list(cards)
    return [every[at : at + each] for at in range(0, len(every), each)]
