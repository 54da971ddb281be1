"""Shares that say what they are a share of.

"95 % ditindaklanjuti" means nothing until the denominator is named: two publications of the same
counts print 71.99 and 72.16 because one leaves out the cancelled reports.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kiosk.domain.complaint.ticket import Ending
from kiosk.domain.rounding import half_up


class Denominator(StrEnum):
    """Which reports a share is counted among. Each leaves out just what its name says, except
    the last, which leaves out all of it: "yang harus ditindaklanjuti" of LKE Zona Integritas."""

    ALL = "semua"
    VALID = "sah"
    WITHIN_AUTHORITY = "dalam-kewenangan"
    NOT_WITHDRAWN = "tidak-dicabut"
    OBLIGED = "harus-ditindaklanjuti"

    @property
    def label(self) -> str:
        return _LABELS[self]

    @property
    def leaves_out(self) -> frozenset[Ending]:
        return _LEAVES_OUT[self]


_LABELS = {
    Denominator.ALL: "semua laporan yang diterima",
    Denominator.VALID: "laporan sah (tanpa yang tidak dapat ditindaklanjuti dan yang digabung)",
    Denominator.WITHIN_AUTHORITY: "laporan dalam kewenangan (tanpa yang di luar kewenangan)",
    Denominator.NOT_WITHDRAWN: "laporan yang tidak dicabut pelapor",
    Denominator.OBLIGED: (
        "laporan yang harus ditindaklanjuti (sah, dalam kewenangan, tidak dicabut)"
    ),
}
_INVALID = frozenset({Ending.UNFOUNDED, Ending.MERGED})
_LEAVES_OUT: Mapping[Denominator, frozenset[Ending]] = MappingProxyType(
    {
        Denominator.ALL: frozenset(),
        Denominator.VALID: _INVALID,
        Denominator.WITHIN_AUTHORITY: frozenset({Ending.OUTSIDE}),
        Denominator.NOT_WITHDRAWN: frozenset({Ending.WITHDRAWN}),
        Denominator.OBLIGED: _INVALID | {Ending.OUTSIDE, Ending.WITHDRAWN},
    }
)


@dataclass(frozen=True)
class Share:
    """``part`` of ``whole`` cases; ``of`` names the whole in Indonesian. Nothing of nothing has
    no share: neither 0 % nor 100 %."""

    part: int
    whole: int
    of: str

    @property
    def exact(self) -> Fraction | None:
        """0 to 1."""
        return Fraction(self.part, self.whole) if self.whole else None

    @property
    def percent(self) -> Decimal | None:
        """0.00 to 100.00, rounded once, half up."""
        return half_up(Fraction(100 * self.part, self.whole), 2) if self.whole else None


@dataclass(frozen=True)
class Check:
    """Whether a breakdown adds up to the total, as a publication has to say."""

    name: str
    total: int
    counted: int

    @property
    def difference(self) -> int:
        """More than 0: counted twice. Less: in no class."""
        return self.counted - self.total

    @property
    def adds_up(self) -> bool:
        return not self.difference
