"""PEKPPP (PermenPANRB 29/2022): the indicators that the counter's own records bear on.

6 to 9 belong to the aspect Kebijakan Pelayanan, 25 to 28 to Konsultasi dan Pengaduan; each is
scored 0 to 5, every step resting on the one below. What records cannot tell a person enters.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from kiosk.domain.place import setting_shares
from kiosk.domain.refusal import Refusal

SOURCE = "PermenPANRB 29/2022 (PEKPPP)"
MOST = 5
REASON_LENGTH = (5, 500)
ASPECTS = (
    "Kebijakan Pelayanan",
    "Profesionalisme SDM",
    "Sarana Prasarana",
    "SIPP",
    "Konsultasi dan Pengaduan",
    "Inovasi",
)
KEBIJAKAN, PENGADUAN = ASPECTS[0], ASPECTS[4]


class WeightsDoNotAddUp(Refusal):
    """Weights of one setting that give no whole."""


class UnfitScore(Refusal):
    """No such indicator, no such score, or no reason for it."""


@dataclass(frozen=True)
class Indicator:
    """``steps``: what each score, 0 to 5, asks for."""

    number: int
    aspect: str
    label: str
    steps: tuple[str, ...]


def _one(number: int, aspect: str, label: str, *steps: str) -> Indicator:
    return Indicator(number, aspect, label, steps)


INDICATORS: Mapping[int, Indicator] = MappingProxyType(
    {
        one.number: one
        for one in (
            _one(6, KEBIJAKAN, "SKM sesuai PermenPANRB", "belum ada SKM", "SKM tidak sesuai",
                 "SKM sesuai", "hasilnya dipublikasikan di media non-elektronik",
                 "hasilnya dipublikasikan juga di media elektronik", "hasilnya ditindaklanjuti"),
            _one(7, KEBIJAKAN, "Jumlah media publikasi hasil SKM", "tidak ada", "satu media",
                 "dua media", "tiga media", "empat media", "lebih dari empat media"),
            _one(8, KEBIJAKAN, "Persentase RTL selesai", "tidak ada RTL",
                 "ada RTL, belum dilaksanakan", "kurang dari 30 persen selesai",
                 "30 sampai 80 persen selesai", "lebih dari 80 persen selesai",
                 "100 persen selesai"),
            _one(9, KEBIJAKAN, "Kecepatan tindak lanjut", "belum semua rekomendasi selesai",
                 "semua selesai dalam satu tahun", "semua selesai dalam sembilan bulan",
                 "semua selesai dalam enam bulan", "semua selesai dalam tiga bulan",
                 "semua selesai dalam satu bulan sesudah laporan"),
            _one(25, PENGADUAN, "Sarana tatap muka", "tidak ada", "satu sarana", "dua sarana",
                 "tiga sarana", "empat sarana", "lima sarana atau lebih"),
            _one(26, PENGADUAN, "Media konsultasi dan pengaduan", "tidak ada",
                 "luring di ruang depan", "luring terpisah", "luring di ruang depan dan daring",
                 "luring terpisah dan daring", "luring terpisah dan SP4N-LAPOR!"),
            _one(27, PENGADUAN, "Akuntabilitas hasil pengaduan", "tidak ada", "ada arsip",
                 "ada arsip dan laporan", "dimonitor dan dievaluasi",
                 "hasil evaluasinya ditindaklanjuti", "dipublikasikan"),
            _one(28, PENGADUAN, "Tindak lanjut pengaduan", "tidak ada",
                 "kurang dari 50 persen selesai, bukan SP4N-LAPOR!",
                 "50 persen atau lebih selesai, bukan SP4N-LAPOR!",
                 "kurang dari 50 persen selesai di SP4N-LAPOR!",
                 "50 sampai 90 persen selesai di SP4N-LAPOR!",
                 "90 persen atau lebih selesai di SP4N-LAPOR!"),
        )
    }
)  # fmt: skip


@dataclass(frozen=True)
class Measured:
    """What the records say: ``score`` 0 to 5, None where they cannot. ``floor``: a higher one may
    be true."""

    number: int
    score: int | None
    basis: str
    floor: bool = False


@dataclass(frozen=True)
class Entered:
    """What a person says. ``score`` None: taken back."""

    number: int
    score: int | None
    reason: str
    actor_id: int
    version: int


@dataclass(frozen=True)
class Score:
    """One indicator: ``score`` is the one that counts, None unknown. ``weight``: of 100 of the
    whole index, inside weight times the aspect's."""

    indicator: Indicator
    measured: Measured
    entered: Entered | None
    weight: Fraction

    @property
    def said(self) -> int | None:
        """What the person says, whether it counts or not."""
        return None if self.entered is None else self.entered.score

    @property
    def is_raised(self) -> bool:
        """A person says more than the records do."""
        found = self.measured.score
        return self.said is not None and (found is None or self.said > found)

    @property
    def is_unfounded(self) -> bool:
        """It once was less than the records said and gave no reason; now it is more."""
        return self.is_raised and self.entered is not None and not self.entered.reason

    @property
    def is_entered(self) -> bool:
        return self.said is not None and not self.is_unfounded

    @property
    def score(self) -> int | None:
        return self.said if self.is_entered else self.measured.score

    @property
    def points(self) -> Fraction | None:
        """Of ``weight``."""
        return None if self.score is None else self.weight * self.score / MOST

    @property
    def next_step(self) -> str | None:
        """What the next score asks for; None at the top."""
        if self.score is None:
            return self.indicator.steps[1]
        return self.indicator.steps[self.score + 1] if self.score < MOST else None


@dataclass(frozen=True)
class Weights:
    """Percent: ``aspects`` of the index, in the order of `ASPECTS`; ``inside`` by indicator, of
    its aspect."""

    aspects: Mapping[str, int]
    inside: Mapping[int, int]

    def of(self, indicator: Indicator) -> Fraction:
        """Of 100 of the whole index."""
        return Fraction(self.aspects[indicator.aspect] * self.inside[indicator.number], 100)


_FORMS = {
    "bobot-pekppp-aspek": (len(ASPECTS), True),
    "bobot-pekppp-kebijakan": (4, False),
    "bobot-pekppp-pengaduan": (4, True),
}
"""Setting to how many weights it has, and whether they are the whole of what they belong to: of
the policy aspect indicators 1 to 5 are none of this system's."""


def read_weights(name: str, text: str) -> tuple[int, ...]:
    """ "24/25/18/11/10/12" of a setting; raises `WeightsDoNotAddUp`, which names it."""
    count, is_whole = _FORMS[name]
    found = setting_shares.read(text, count, is_whole=is_whole)
    if found is None:
        raise WeightsDoNotAddUp(
            "Setelan %(name)s berisi %(text)s: %(total)s persen. Tulis %(count)s bilangan bulat "
            "dengan garis miring, berjumlah %(most)s 100.",
            name=name,
            text=text[:40],
            total=setting_shares.total(text),
            count=count,
            most="tepat" if is_whole else "paling banyak",
        )
    return found


def weights_from(settings: Mapping[str, str]) -> Weights:
    """Raises `WeightsDoNotAddUp`."""
    aspects, *inside = (read_weights(name, settings[name]) for name in _FORMS)
    numbers = [one for part in inside for one in part]
    return Weights(
        MappingProxyType(dict(zip(ASPECTS, aspects, strict=True))),
        MappingProxyType(dict(zip(INDICATORS, numbers, strict=True))),
    )


def scored(
    measured: Mapping[int, Measured], entered: Mapping[int, Entered], weights: Weights
) -> tuple[Score, ...]:
    """Every indicator in order."""
    return tuple(
        Score(one, measured[number], entered.get(number), weights.of(one))
        for number, one in INDICATORS.items()
    )


@dataclass(frozen=True)
class Total:
    """``points`` of ``most`` of the 100 of the index; what is ``unknown`` counts as none."""

    points: Fraction
    most: Fraction
    unknown: int


def total(scores: tuple[Score, ...]) -> Total:
    return Total(
        points=sum((one.points or Fraction(0) for one in scores), Fraction(0)),
        most=sum((one.weight for one in scores), Fraction(0)),
        unknown=sum(one.score is None for one in scores),
    )


def check_entry(number: int, score: int, reason: str, measured: Measured) -> str:
    """The reason as it is kept; raises `UnfitScore`. Less than the records say needs none."""
    if number not in INDICATORS or not 0 <= score <= MOST:
        raise UnfitScore("Pilih nilai 0 sampai 5.")
    clean = " ".join(reason.replace("\0", "").split())
    if len(clean) > REASON_LENGTH[1]:
        raise UnfitScore("Tulis dasarnya dengan paling banyak 500 karakter.")
    is_lower = measured.score is not None and score < measured.score
    if not is_lower and len(clean) < REASON_LENGTH[0]:
        raise UnfitScore(
            "Tulis dasar nilai ini: dari data %(label)s bernilai %(found)s.",
            label=INDICATORS[number].label,
            found="belum diketahui" if measured.score is None else str(measured.score),
        )
    return clean
