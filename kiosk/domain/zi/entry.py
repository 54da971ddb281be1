"""Figures of the hasil as a person types them: "3,60" and "3.60" are the same index."""

import re
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.refusal import Refusal

# ASCII digits only: no sign, no exponent, no "nan"; long enough for a spreadsheet's full mean.
_NUMBER = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{1,30})?")


class InvalidFigure(Refusal):
    """What was typed is no number, or not one of the allowed range."""


@dataclass(frozen=True)
class Entry:
    """A figure somebody types; both ends of the range are allowed."""

    label: str
    lowest: int
    highest: int
    example: str


IPAK = Entry("IPAK", 1, 4, "3,60")
IPKP = Entry("IPKP", 1, 4, "3,20")
KINERJA = Entry("Capaian kinerja", 0, 5, "2,50")
PENGUNGKIT = Entry("Pengungkit", 0, 60, "40,00")


def read(entry: Entry, text: str) -> Fraction:
    """The exact number typed, with a decimal comma or point; raises `InvalidFigure`."""
    typed = text.strip()
    value = Fraction(typed.replace(",", ".")) if _NUMBER.fullmatch(typed) else None
    if value is None or not entry.lowest <= value <= entry.highest:
        raise InvalidFigure(
            "%(label)s harus berupa angka dari %(lowest)s sampai %(highest)s, "
            'misalnya %(example)s; yang diisikan "%(text)s".',
            label=entry.label,
            lowest=entry.lowest,
            highest=entry.highest,
            example=entry.example,
            text=_shown(typed),
        )
    return value


def _shown(text: str) -> str:
    return "".join(c if c.isprintable() else "?" for c in text[:40])
