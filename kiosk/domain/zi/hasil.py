"""The komponen hasil of Zona Integritas: 40 points out of two survey indexes and kinerja.

Birokrasi yang Bersih dan Akuntabel 22,5 = IPAK 17,5 + capaian kinerja lebih baik 5;
Pelayanan Publik yang Prima 17,5 = IPKP. Beside it stands the pengungkit, 60.
Weights: PermenPANRB 90/2021, as three independent LKE data sets carry them.
Everything is exact; what is not known is None and makes every sum it belongs to None.
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.figures import half_up, shown
from kiosk.domain.zi.kinerja import KINERJA_MAX

IPAK_MAX = Fraction(35, 2)
IPKP_MAX = Fraction(35, 2)
BERSIH_AKUNTABEL_MAX = IPAK_MAX + KINERJA_MAX
PELAYANAN_PRIMA_MAX = IPKP_MAX
HASIL_MAX = BERSIH_AKUNTABEL_MAX + PELAYANAN_PRIMA_MAX
PENGUNGKIT_MAX = Fraction(60)
TOTAL_MAX = HASIL_MAX + PENGUNGKIT_MAX


class Source(StrEnum):
    """Where an index comes from."""

    EXTERNAL = "survei-eksternal"
    OWN = "survei-sendiri"
    ESTIMATE = "perkiraan"
    GIVEN = "diisikan"
    """Typed in by somebody who did not say where it comes from (``kiosk hasil``)."""

    @property
    def label(self) -> str:
        return _SOURCE_LABELS[self]


_SOURCE_LABELS = {
    Source.EXTERNAL: "nilai resmi survei eksternal",
    Source.OWN: "survei SPAK/SPKP unit sendiri",
    Source.ESTIMATE: "perkiraan dari IKM",
    Source.GIVEN: "nilai yang diisikan",
}


class Conversion(StrEnum):
    """How a survey index on 4 becomes a share of its weight."""

    LINEAR = "linear"
    """index / 4: gives back the official thresholds, 3,60 to 15,75 and 3,20 to 14,00."""
    LANGKAH = "langkah"
    """Steps of a self-assessment tool of BPS. It names whole numbers only; an index between
    two of them gets the step it has fully reached."""

    def share(self, index: Fraction) -> Fraction:
        """The part of the weight, 0 to 1, that ``index`` earns."""
        if self is Conversion.LINEAR:
            return index / 4
        return next((share for step, share in _STEPS if index >= step), Fraction(0))


_STEPS = ((4, Fraction(1)), (3, Fraction(67, 100)), (2, Fraction(33, 100)))


class IndexOutOfScale(Refusal):
    """A survey index above 4, or not above 0."""


class PointsOutOfRange(Refusal):
    """More points than the weight holds, or fewer than none."""


class IkmIsNotIpak(Refusal):
    """Only a SPAK gives an IPAK; an IKM says nothing about corruption."""


@dataclass(frozen=True)
class SurveyIndex:
    """IPAK or IPKP on the scale of 4, exact, with where it comes from.

    The lower end is open to 0 and not 1, because x/1,5 takes the lowest 1-6 means below 1.
    Raises `IndexOutOfScale`.
    """

    value: Fraction
    source: Source

    def __post_init__(self) -> None:
        if not 0 < self.value <= 4:
            raise IndexOutOfScale(
                "Indeks %(value)s berada di luar skala 4. Isikan indeks survei, bukan nilai IKM.",
                value=shown(self.value),
            )

    @property
    def provisional(self) -> bool:
        """An estimate is shown, and never wins a predicate."""
        return self.source is Source.ESTIMATE

    @property
    def rounded(self) -> "SurveyIndex":
        return replace(self, value=half_up(self.value))


@dataclass(frozen=True)
class Inputs:
    """What is known: indexes on 4, ``kinerja`` in points 0..5, ``pengungkit`` in points 0..60.

    Raises `PointsOutOfRange`, and `IkmIsNotIpak` for an estimated IPAK.
    """

    ipak: SurveyIndex | None = None
    ipkp: SurveyIndex | None = None
    kinerja: Fraction | None = None
    pengungkit: Fraction | None = None

    def __post_init__(self) -> None:
        _require_points("Capaian kinerja", self.kinerja, KINERJA_MAX)
        _require_points("Pengungkit", self.pengungkit, PENGUNGKIT_MAX)
        if self.ipak and self.ipak.provisional:
            raise IkmIsNotIpak("IPAK tidak dapat diperkirakan dari IKM. Gunakan hasil SPAK.")

    def survey(self, name: str) -> SurveyIndex | None:
        """The index behind "ipak" or "ipkp"; None for any other name."""
        return {"ipak": self.ipak, "ipkp": self.ipkp}.get(name)

    @property
    def rounded(self) -> "Inputs":
        """Indexes as they are printed, with two decimals; points untouched."""
        return replace(
            self, ipak=self.ipak and self.ipak.rounded, ipkp=self.ipkp and self.ipkp.rounded
        )


def _require_points(label: str, points: Fraction | None, most: Fraction) -> None:
    if points is not None and not 0 <= points <= most:
        raise PointsOutOfRange(
            "%(label)s %(points)s berada di luar 0 sampai %(most)s. Isikan nilainya, bukan persen.",
            label=label,
            points=shown(points),
            most=int(most),
        )


@dataclass(frozen=True)
class Hasil:
    """Points of each part, exact, made by `weigh`; None where a part of it is unknown."""

    inputs: Inputs
    conversion: Conversion
    ipak: Fraction | None
    kinerja: Fraction | None
    ipkp: Fraction | None
    pengungkit: Fraction | None

    @property
    def bersih_akuntabel(self) -> Fraction | None:
        return _sum(self.ipak, self.kinerja)

    @property
    def pelayanan_prima(self) -> Fraction | None:
        return self.ipkp

    @property
    def hasil(self) -> Fraction | None:
        return _sum(self.bersih_akuntabel, self.pelayanan_prima)

    @property
    def total(self) -> Fraction | None:
        return _sum(self.hasil, self.pengungkit)

    @property
    def rounded(self) -> "Hasil":
        """The hasil that follows from the printed indexes: the one thresholds are tested on."""
        return weigh(self.inputs.rounded, self.conversion)


def _sum(left: Fraction | None, right: Fraction | None) -> Fraction | None:
    return None if left is None or right is None else left + right


def weigh(inputs: Inputs, conversion: Conversion = Conversion.LINEAR) -> Hasil:
    """Points from ``inputs``, exact: index 3,8724 earns 16,94175 of 17,5."""
    return Hasil(
        inputs=inputs,
        conversion=conversion,
        ipak=_points(inputs.ipak, IPAK_MAX, conversion),
        kinerja=inputs.kinerja,
        ipkp=_points(inputs.ipkp, IPKP_MAX, conversion),
        pengungkit=inputs.pengungkit,
    )


def _points(index: SurveyIndex | None, most: Fraction, conversion: Conversion) -> Fraction | None:
    return None if index is None else conversion.share(index.value) * most
