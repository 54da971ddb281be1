"""The frame of the pengungkit: six areas, 60 points, whatever version of the LKE is used.

PermenPANRB 90/2021, as three independent LKE data sets carry it. Indicators and items are data
(``kiosk/data/lke``); a version whose areas are not these is refused. None of the 60 is ever added
to the 40 points of hasil.
"""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class Area:
    """An area of change; ``pemenuhan`` and ``reform`` are points."""

    number: str
    label: str
    pemenuhan: Fraction
    reform: Fraction

    @property
    def weight(self) -> Fraction:
        return self.pemenuhan + self.reform


def _area(number: str, label: str, half: str) -> Area:
    return Area(number, label, Fraction(half), Fraction(half))


AREAS = (
    _area("I", "Manajemen Perubahan", "4.0"),
    _area("II", "Penataan Tatalaksana", "3.5"),
    _area("III", "Penataan Sistem Manajemen SDM Aparatur", "5.0"),
    _area("IV", "Penguatan Akuntabilitas", "5.0"),
    _area("V", "Penguatan Pengawasan", "7.5"),
    _area("VI", "Peningkatan Kualitas Pelayanan Publik", "5.0"),
)
