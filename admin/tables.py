"""A block of a page: a drawing, the table behind it, and the same table as a file."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from flask import Response

from kiosk.domain.cells import Cell
from kiosk.domain.rounding import half_up
from kiosk.draw.svg import Drawing
from kiosk.fronts.sheets import csv_answer
from kiosk.i18n import number

NRR_PLACES = 3
PHONE, HALF, DESK = 292, 440, 680
"""Widths in pixels that a drawing is made in: a phone's page, one of two columns of a desk's, and
all of it. The style sheet shows the one that fits, since letters do not shrink."""


@dataclass(frozen=True)
class Shown:
    """A cell as the page prints it."""

    text: str
    is_number: bool


@dataclass(frozen=True)
class Table:
    """``rows`` as they go into a file; a page prints them the Indonesian way, None as a dash."""

    titles: Sequence[str]
    rows: Sequence[Sequence[Cell]]

    @property
    def numeric(self) -> list[bool]:
        """For each column, whether its title stands to the right."""
        return [
            any(isinstance(row[at], int | Decimal | Fraction) for row in self.rows)
            for at in range(len(self.titles))
        ]

    @property
    def shown(self) -> list[list[Shown]]:
        numeric = self.numeric
        return [
            [Shown(_text(cell), numeric[at]) for at, cell in enumerate(row)] for row in self.rows
        ]


@dataclass(frozen=True)
class Block:
    """``key``: its name in ``?csv=`` and in the page. ``lead`` and ``note``: sentences above and
    below. ``pictures``: for a phone and for a desk; None leaves the table in sight. ``half``: made
    for one of two columns."""

    key: str
    title: str
    table: Table
    pictures: tuple[Drawing, Drawing] | None = None
    lead: str = ""
    note: str = ""
    half: bool = False


def _text(cell: Cell) -> str:
    if cell is None or cell == "":
        return "–"
    if isinstance(cell, Fraction):
        return number(half_up(cell, NRR_PLACES))
    return number(cell).replace("-", "−") if isinstance(cell, int | Decimal) else str(cell)


def file_of(name: str, key: str, blocks: Iterable[Block | None]) -> Response | None:
    """The table asked for by ``?csv=``; None where the page has no such block."""
    found = next((one for one in blocks if one and one.key == key), None)
    if found is None:
        return None
    return csv_answer(f"{name}-{key}", found.table.titles, found.table.rows)
