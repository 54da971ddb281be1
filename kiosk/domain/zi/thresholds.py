"""The lines of WBK and WBBM, and what a hasil still lacks to reach them.

Thresholds are tested on the survey index as it is printed, rounded half up to two decimals, and
on the exact points that follow from it, in sums and totals too: a survey of 3,596 that prints
as 3,60 would otherwise pass its own line and fail the sum it belongs to.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from kiosk.domain.zi.areas import AreaPart
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.hasil import Conversion, Hasil


@dataclass(frozen=True)
class Requirement:
    """``points`` at least. ``index``: the survey index behind those points by index / 4."""

    name: str
    label: str
    points: Fraction
    index: Fraction | None = None

    def needed(self, conversion: Conversion) -> Fraction:
        """What is tested: under another conversion than index / 4 only the points hold."""
        if self.index is None or conversion is not Conversion.LINEAR:
            return self.points
        return self.index

    def found(self, hasil: Hasil) -> Fraction | None:
        """The figure of ``hasil`` to hold against `needed`; None where it is unknown."""
        survey = hasil.inputs.survey(self.name)
        if survey is not None and hasil.conversion is Conversion.LINEAR:
            return survey.value
        points: Fraction | None = getattr(hasil, self.name)
        return points


@dataclass(frozen=True)
class Unchecked:
    """A requirement that indexes and points cannot answer. ``needed`` in percent, if a number."""

    name: str
    label: str
    needed: Fraction | None
    sentence: str


@dataclass(frozen=True)
class Predicate:
    code: str
    label: str
    requirements: tuple[Requirement, ...]
    unchecked: tuple[Unchecked, ...]


def _requirements(
    *, total: int, pengungkit: int, bersih: str, kinerja: str, ipkp: str, ipkp_index: str
) -> tuple[Requirement, ...]:
    return (
        Requirement("total", "Nilai total", Fraction(total)),
        Requirement("pengungkit", "Pengungkit", Fraction(pengungkit)),
        Requirement("bersih_akuntabel", "Birokrasi yang Bersih dan Akuntabel", Fraction(bersih)),
        # The IPAK line is the same for both predicates.
        Requirement("ipak", "IPAK", Fraction("15.75"), index=Fraction("3.60")),
        Requirement("kinerja", "Capaian kinerja lebih baik", Fraction(kinerja)),
        Requirement("ipkp", "IPKP", Fraction(ipkp), index=Fraction(ipkp_index)),
    )


AREA, EARLIER = "area_pengungkit", "predikat_sebelumnya"


def _areas(percent: int) -> Unchecked:
    return Unchecked(
        AREA,
        "Nilai setiap area pengungkit (persen)",
        Fraction(percent),
        f"Setiap area pengungkit harus mencapai paling sedikit {percent}%; "
        "nilai per area tidak diketahui di sini",
    )


_EARLIER = Unchecked(
    EARLIER,
    "Predikat sebelumnya",
    None,
    "Unit harus sudah berpredikat (Menuju) WBK; predikatnya tidak diketahui di sini",
)

# PermenPANRB 90/2021, amended by 5/2024; the figures as two independent public LKE tools carry
# them.
WBK = Predicate(
    "wbk",
    "Wilayah Bebas dari Korupsi (WBK)",
    _requirements(
        total=75, pengungkit=40, bersih="18.25", kinerja="2.50", ipkp="14.00", ipkp_index="3.20"
    ),
    (_areas(60),),
)
WBBM = Predicate(
    "wbbm",
    "Wilayah Birokrasi Bersih dan Melayani (WBBM)",
    _requirements(
        total=85, pengungkit=48, bersih="19.50", kinerja="3.75", ipkp="15.75", ipkp_index="3.60"
    ),
    # After 5/2024 the earlier predicate is called "Menuju WBK".
    (_areas(75), _EARLIER),
)


WBBM_REGIONAL = replace(
    WBBM,
    requirements=tuple(
        replace(line, points=low.points) if line.name in ("bersih_akuntabel", "kinerja") else line
        for line, low in zip(WBBM.requirements, WBK.requirements, strict=True)
    ),
)
"""A regional public tool keeps 18,25 and 2,50 of WBK for WBBM too."""


def predicates(rule: str) -> tuple[Predicate, Predicate]:
    """WBK and WBBM by the setting ``ambang-wbbm``."""
    return WBK, WBBM_REGIONAL if rule == "daerah" else WBBM


@dataclass(frozen=True)
class Known:
    """What a dossier knows beside indexes and points. ``areas``: what is held against the area's
    line, () where there is no LKE; ``earlier``: whether the unit holds the predicate (Menuju)
    WBK, None where nobody entered it."""

    areas: tuple[AreaPart, ...] = ()
    earlier: bool | None = None

    @property
    def open_areas(self) -> tuple[AreaPart, ...]:
        return tuple(part for part in self.areas if part.points is None)


NOTHING = Known()


@dataclass(frozen=True)
class Shortfall:
    """One requirement not met. ``value`` None is unknown. Of the earlier predicate ``needed`` is
    1 and ``value`` 0.

    ``template`` is an Indonesian sentence with ``%(name)s`` places and the catalogue's key, as
    in `Refusal`; ``sentence`` is it filled.
    """

    name: str
    label: str
    needed: Fraction
    value: Fraction | None
    template: str

    @property
    def short(self) -> Fraction | None:
        """How much is lacking; 0 for an estimate that would reach the line."""
        return None if self.value is None else max(self.needed - self.value, Fraction(0))

    @property
    def values(self) -> dict[str, str]:
        figures = {"needed": self.needed, "value": self.value, "short": self.short}
        written = {name: "" if f is None else shown(f) for name, f in figures.items()}
        return {"label": self.label, **written}

    @property
    def sentence(self) -> str:
        return self.template % self.values


SHORT = "%(label)s %(value)s kurang %(short)s dari %(needed)s"
UNKNOWN = "%(label)s belum diketahui; paling sedikit %(needed)s"
ESTIMATE = "%(label)s %(value)s masih perkiraan dari IKM; perlu survei, paling sedikit %(needed)s"
ESTIMATE_SHORT = "%(label)s %(value)s masih perkiraan dari IKM dan kurang %(short)s dari %(needed)s"
AREA_SHORT = "%(label)s %(value)s persen kurang %(short)s dari %(needed)s persen"
NO_EARLIER = "Unit belum berpredikat (Menuju) WBK"


@dataclass(frozen=True)
class Verdict:
    """``passes`` says nothing of ``unchecked``: those are for a person to look up."""

    predicate: Predicate
    missing: tuple[Shortfall, ...]
    unchecked: tuple[Unchecked, ...]

    @property
    def passes(self) -> bool:
        return not self.missing


def judge(hasil: Hasil, predicate: Predicate, known: Known = NOTHING) -> Verdict:
    """What ``hasil`` lacks for ``predicate``, in the regulation's order.

    Unknown parts are missing, and so is an estimated index, however high it stands; areas and the
    earlier predicate are unchecked where ``known`` does not tell them.
    """
    tested = hasil.rounded
    found = (_shortfall(line, tested) for line in predicate.requirements)
    lacks = (*(lack for lack in found if lack), *_known_lacks(predicate, known))
    return Verdict(predicate, lacks, tuple(_unchecked(predicate, known)))


def _known_lacks(predicate: Predicate, known: Known) -> Iterator[Shortfall]:
    for line in predicate.unchecked:
        if line.name == EARLIER and known.earlier is False:
            yield Shortfall(EARLIER, line.label, Fraction(1), Fraction(0), NO_EARLIER)
        if line.name == AREA and line.needed is not None:
            yield from _area_lacks(line.needed, known)


def _area_lacks(needed: Fraction, known: Known) -> Iterator[Shortfall]:
    for part in known.areas:
        percent = part.percent
        if percent is not None and percent < needed:
            yield Shortfall(f"{AREA} {part.code}", part.name, needed, percent, AREA_SHORT)


def _unchecked(predicate: Predicate, known: Known) -> Iterator[Unchecked]:
    """What is left for a person to look up; areas still open are named."""
    for line in predicate.unchecked:
        if line.name == EARLIER and known.earlier is None:
            yield line
        if line.name == AREA and not known.areas:
            yield line
        if line.name == AREA and known.open_areas:
            named = ", ".join(part.code for part in known.open_areas)
            told = f"Setiap area pengungkit harus mencapai paling sedikit {line.needed}%; "
            yield replace(line, sentence=f"{told}LKE belum lengkap pada area {named}")


def _shortfall(line: Requirement, tested: Hasil) -> Shortfall | None:
    needed, value = line.needed(tested.conversion), line.found(tested)
    template = _template(line, tested, needed, value)
    return Shortfall(line.name, line.label, needed, value, template) if template else None


def _template(
    line: Requirement, tested: Hasil, needed: Fraction, value: Fraction | None
) -> str | None:
    if value is None:
        return UNKNOWN
    survey = tested.inputs.survey(line.name)
    if survey is not None and survey.provisional:
        return ESTIMATE_SHORT if value < needed else ESTIMATE
    return SHORT if value < needed else None
