"""Capaian kinerja lebih baik: the 5 points of hasil that no survey gives.

Options A to E as the LKE of PermenPANRB 90/2021 words them, taken from public LKE tools.
"""

from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.refusal import Refusal

KINERJA_MAX = Fraction(5)


@dataclass(frozen=True)
class Option:
    """``share`` of the 5 points, 0 to 1."""

    code: str
    label: str
    share: Fraction

    @property
    def points(self) -> Fraction:
        return self.share * KINERJA_MAX


class UnknownOption(Refusal):
    """Capaian kinerja has the options A to E only."""


OPTIONS = (
    Option(
        "A",
        "Capaian lebih dari 100%, lebih baik dari tahun lalu dan dari rata-rata nasional/sejenis",
        Fraction(1),
    ),
    Option("B", "Capaian 100% dan lebih baik dari tahun lalu", Fraction(3, 4)),
    Option("C", "Capaian 100% atau lebih, tidak lebih baik dari tahun lalu", Fraction(1, 2)),
    Option("D", "Berorientasi hasil, sebagian target tidak tercapai", Fraction(1, 4)),
    Option("E", "Tidak berorientasi hasil", Fraction(0)),
)


def option(code: str) -> Option:
    """The option of that letter; raises `UnknownOption`."""
    for known in OPTIONS:
        if known.code == code:
            return known
    raise UnknownOption(
        'Pilihan capaian kinerja "%(code)s" tidak dikenal. Pilih A, B, C, D atau E.', code=code
    )
