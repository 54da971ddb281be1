"""What an office's own spreadsheet says below its rows: the index, the mutu and the NRR it
printed."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation

from kiosk.domain.rounding import half_up
from kiosk.domain.survey.columns import plain
from kiosk.domain.survey.file_map import FileMap
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.sheet import Cell, Row

_INDEX = re.compile(r"(nilai )?(ikm|skm|indeks|index)\b|ikm\b|konversi|x *25\b")
_PARTS = re.compile(
    r"nrr( per| */|$)|(nilai )?rata[- ]?rata( (per )?unsur)?$|rerata( per)? unsur|mean$"
)
_WEIGHTED = re.compile(r"tertimbang|bobot")
_GRADE = re.compile(r"mutu( pelayanan| unit)?")
_INSIDE = re.compile(r"[:=] *([0-9]{1,3}(?:[.,][0-9]+)?)\b")
_LETTER = re.compile(r"(?:.*[:=] *)?\(?([ABCD])\)?(?: *\(.*)?", re.DOTALL)
_KEPT, _SHOWN = 4, 2


@dataclass(frozen=True)
class Printed:
    """``ikm`` with its row; ``parts``: NRR by unsur code. None or empty for what is not there."""

    ikm: Decimal | None = None
    row: int | None = None
    mutu: str | None = None
    parts: Mapping[str, Decimal] = field(default_factory=dict)


def printed(
    instrument: Instrument, made: FileMap, rows: Sequence[Row], closing: Sequence[int]
) -> Printed:
    """``closing``: numbers (from 1) of the rows that are no respondents."""
    ikm: tuple[Decimal, int] | None = None
    mutu: str | None = None
    parts: Mapping[str, Decimal] = {}
    for number in closing:
        row = rows[number - 1]
        label = next((plain(one) for one in row if isinstance(one, str) and one.strip()), "")
        parts = parts or _parts(instrument, made, label, row)
        if _INDEX.search(label) and not label.startswith("nrr"):
            ikm = _better(ikm, _figure(row), number)
        if _GRADE.match(label):
            mutu = mutu or _letter(row)
    return Printed(ikm[0] if ikm else None, ikm[1] if ikm else None, mutu, parts)


def figure_of(text: str) -> Decimal | None:
    """ "84,26" or "84.26" with the decimals it was written with; None for anything else."""
    clean = text.strip().replace(",", ".")
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,8})?", clean):
        return None
    return Decimal(clean)


def _better(
    found: tuple[Decimal, int] | None, figure: Decimal | None, row: int
) -> tuple[Decimal, int] | None:
    """To 100 rather than to 4; the first of each, which stands above the legend."""
    if figure is None or (found and (found[0] > 10 or figure <= 10)):
        return found
    return figure, row


def _figure(row: Row) -> Decimal | None:
    found = [one for cell in row if (one := _decimal(cell)) is not None and 1 <= one <= 100]
    return found[-1] if found else None


def _decimal(cell: Cell) -> Decimal | None:
    if isinstance(cell, bool):
        return None
    if isinstance(cell, int | float | Decimal):
        return _as_shown(cell)
    if not isinstance(cell, str):
        return None
    inside = _INSIDE.search(cell)
    return figure_of(inside[1] if inside else cell)


def _as_shown(cell: float | Decimal) -> Decimal | None:
    """A cell holds fifteen digits and drops zeros at the end: neither was printed."""
    try:
        exact = Decimal(str(cell)).normalize()
        places = -int(exact.as_tuple().exponent)
    except (InvalidOperation, ValueError):
        return None
    if not -1_000_000 < exact < 1_000_000:
        return None
    return half_up(exact, min(max(places, _SHOWN), _KEPT))


def _parts(instrument: Instrument, made: FileMap, label: str, row: Row) -> Mapping[str, Decimal]:
    if not _PARTS.match(label) or _WEIGHTED.search(label):
        return {}
    single = {one.items[0].code: one.code for one in instrument.unsur if len(one.items) == 1}
    return {
        single[code]: value
        for place, code in made.item_places.items()
        if code in single and place < len(row) and (value := _decimal(row[place])) is not None
    }


def _letter(row: Row) -> str | None:
    for cell in reversed(row):
        found = _LETTER.fullmatch(cell.strip()) if isinstance(cell, str) else None
        if found:
            return found[1]
    return None
