"""The arithmetic of the LKE: from answers to the points of the pengungkit.

An indicator is worth the mean of its questions times its weight, exact; an area is the sum of
its indicators; `figures.published` rounds once, when it is printed. PN Serang 2022 published
(1 + 0 + 1)/3 x 1,00 as 0,67 and its area as 4,00 - 1/3 = 3,67.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from types import MappingProxyType

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.figures import shown


class Scale(StrEnum):
    """The kinds of answer an LKE question may have."""

    YA_TIDAK = "ya-tidak"
    A_C = "a-c"
    A_D = "a-d"
    A_E = "a-e"
    PERSEN = "persen"
    """No options: counts, and a formula."""


def _values(**answers: str) -> Mapping[str, Fraction]:
    return MappingProxyType({answer: Fraction(value) for answer, value in answers.items()})


# 0,67 and 0,33 are two-decimal constants in the LKE, not thirds.
ANSWERS: Mapping[Scale, Mapping[str, Fraction]] = MappingProxyType(
    {
        Scale.YA_TIDAK: _values(Ya="1", Tidak="0"),
        Scale.A_C: _values(A="1", B="0.5", C="0"),
        Scale.A_D: _values(A="1", B="0.67", C="0.33", D="0"),
        Scale.A_E: _values(A="1", B="0.75", C="0.5", D="0.25", E="0"),
        Scale.PERSEN: _values(),
    }
)


class ZeroComplaints(StrEnum):
    """What a unit without a single complaint scores: public tools disagree."""

    PENUH = "penuh"
    """As if all were handled."""
    KOSONG = "kosong"
    """The item is left empty."""


class NoQuestions(Refusal):
    """An indicator without an answered question has no value."""


class InvalidShare(Refusal):
    """A percentage of a negative number, or of nothing."""


class MoreHandledThanReceived(Refusal):
    """Complaints finished and in progress exceed those that had to be followed up."""


def percent_value(realisasi: Fraction, acuan: Fraction) -> Fraction:
    """The value of a "%" question: realisasi / acuan, at most 1; raises `InvalidShare`."""
    if acuan <= 0 or realisasi < 0:
        raise InvalidShare(
            "Persentase %(realisasi)s dari %(acuan)s tidak dapat dihitung. "
            "Acuan harus lebih dari 0 dan realisasi tidak boleh negatif.",
            realisasi=shown(realisasi),
            acuan=shown(acuan),
        )
    return min(realisasi / acuan, Fraction(1))


def indicator_value(weight: Fraction, values: Sequence[Fraction]) -> Fraction:
    """Points of an indicator from the values 0..1 of its questions; raises `NoQuestions`."""
    if not values:
        raise NoQuestions("Indikator ini belum mempunyai jawaban. Isi paling sedikit satu.")
    return sum(values, Fraction(0)) / len(values) * weight


@dataclass(frozen=True)
class ComplaintHandling:
    """Counts of the item "Persentase penanganan pengaduan masyarakat" (V, reform, 3,0).

    ``due`` had to be followed up, ``finished`` are done, ``in_progress`` are under way. How long
    a complaint took is no input here. Raises `MoreHandledThanReceived`, `InvalidShare`.
    """

    due: int
    finished: int
    in_progress: int = 0

    def __post_init__(self) -> None:
        if min(self.due, self.finished, self.in_progress) < 0:
            raise InvalidShare("Jumlah pengaduan tidak boleh negatif.")
        if self.finished + self.in_progress > self.due:
            raise MoreHandledThanReceived(
                "Pengaduan yang selesai dan diproses (%(handled)s) melebihi yang harus "
                "ditindaklanjuti (%(due)s). Periksa kembali jumlahnya.",
                handled=self.finished + self.in_progress,
                due=self.due,
            )

    def value(self, zero: ZeroComplaints) -> Fraction | None:
        """selesai / harus ditindaklanjuti, 0..1; None leaves the item empty."""
        if self.due:
            return percent_value(Fraction(self.finished), Fraction(self.due))
        return Fraction(1) if zero is ZeroComplaints.PENUH else None
