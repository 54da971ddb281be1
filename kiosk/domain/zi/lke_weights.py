"""Weights of the pengungkit in the LKE: six areas, 60 points, and the indicators known by name.

PermenPANRB 90/2021, as three independent LKE data sets carry them. Sub-weights are listed for
the areas V and VI only, where this system can give evidence; none of them is ever added to the
40 points of hasil.
"""

from dataclasses import dataclass
from fractions import Fraction

PEMENUHAN = "pemenuhan"
REFORM = "reform"


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


@dataclass(frozen=True)
class Indicator:
    """``half`` is pemenuhan or reform, ``weight`` in points; ``evidenced`` by this system."""

    code: str
    area: str
    half: str
    label: str
    weight: Fraction
    evidenced: bool = False


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

_V_PEMENUHAN, _VI_PEMENUHAN = Fraction("1.5"), Fraction("1.0")

INDICATORS = (
    Indicator("V.p.i", "V", PEMENUHAN, "Pengendalian gratifikasi", _V_PEMENUHAN),
    Indicator("V.p.ii", "V", PEMENUHAN, "Penerapan SPIP", _V_PEMENUHAN),
    Indicator("V.p.iii", "V", PEMENUHAN, "Pengaduan masyarakat", _V_PEMENUHAN, evidenced=True),
    Indicator("V.p.iv", "V", PEMENUHAN, "Whistle-blowing system", _V_PEMENUHAN),
    Indicator("V.p.v", "V", PEMENUHAN, "Penanganan benturan kepentingan", _V_PEMENUHAN),
    Indicator("V.r.i", "V", REFORM, "Mekanisme pengendalian", Fraction("2.5")),
    Indicator(
        "V.r.ii", "V", REFORM, "Penanganan pengaduan masyarakat", Fraction("3.0"), evidenced=True
    ),
    Indicator("V.r.iii", "V", REFORM, "Pelaporan LHKPN dan non-LHKPN", Fraction("2.0")),
    Indicator("VI.p.i", "VI", PEMENUHAN, "Standar pelayanan", _VI_PEMENUHAN),
    Indicator("VI.p.ii", "VI", PEMENUHAN, "Budaya pelayanan prima", _VI_PEMENUHAN),
    Indicator("VI.p.iii", "VI", PEMENUHAN, "Pengelolaan pengaduan", _VI_PEMENUHAN, evidenced=True),
    Indicator(
        "VI.p.iv", "VI", PEMENUHAN, "Penilaian kepuasan terhadap pelayanan", _VI_PEMENUHAN,
        evidenced=True,
    ),
    Indicator("VI.p.v", "VI", PEMENUHAN, "Pemanfaatan teknologi informasi", _VI_PEMENUHAN),
    Indicator("VI.r.i", "VI", REFORM, "Upaya dan/atau inovasi", Fraction("2.5")),
    Indicator(
        "VI.r.ii", "VI", REFORM, "Penanganan pengaduan pelayanan dan konsultasi",
        Fraction("2.5"), evidenced=True,
    ),
)  # fmt: skip

EVIDENCED = tuple(indicator for indicator in INDICATORS if indicator.evidenced)
"""What this system's own records can show: 1,5 + 3,0 + 1,0 + 1,0 + 2,5 = 9,0 of the 60."""
