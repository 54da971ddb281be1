"""Papan hasil: all that the page, the paper, the workbook and the JSON of a unit and year say."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from kiosk.domain.index.material import Letterhead
from kiosk.domain.index.period import Period
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.figures import exact
from kiosk.domain.zi.hasil import Hasil, SurveyIndex
from kiosk.domain.zi.margins import Margin
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.proof import Proof
from kiosk.domain.zi.targets import Achievement, Choice, Proposal
from kiosk.domain.zi.thresholds import Known, Verdict

SURVEY = {"ipak": "SPAK", "ipkp": "SPKP", "ikm": "SKM"}
KINERJA, PENGUNGKIT = "kinerja", "pengungkit"


@dataclass(frozen=True)
class LkeLine:
    """An item of the LKE that this system evidences. ``answer``: the option that counts, or a
    percentage, None where there is none; ``option``: its official text; ``value`` 0 to 1;
    ``origin``: who or what said it; ``basis``: from which figures; ``proofs``: files beside it."""

    code: str
    question: str
    answer: str | None
    option: str
    value: Fraction | None
    origin: str
    basis: str
    proofs: int


@dataclass(frozen=True)
class LkePart:
    """``points`` of the items ``lines``, unanswered ones counting 0, of ``most``. ``so_far``:
    points of the whole sheet in the same way, with ``open`` items unanswered."""

    title: str
    lines: tuple[LkeLine, ...]
    points: Fraction
    most: Fraction
    so_far: Fraction
    open: int


@dataclass(frozen=True)
class Performance:
    """Capaian kinerja of a year. ``year_before`` stands beside it in every achievement; ``option``
    None: nobody chose yet."""

    option: str | None
    basis: str
    achievements: tuple[Achievement, ...]
    proposal: Proposal
    choice: Choice | None
    points: Fraction | None


@dataclass(frozen=True)
class Board:
    """``made``: the local day. ``basis`` and ``own`` as in `flows.hasil_steps.HasilReport`.
    ``verdicts``: WBK, then WBBM, and ``margins`` by their codes. ``lke`` None: no LKE is known
    for the year. ``proofs``: of "ipak", "ipkp" and "kinerja". ``rules``: settings that the
    figures follow, by name."""

    unit: UnitCard
    period: Period
    made: date
    letterhead: Letterhead
    hasil: Hasil
    basis: Mapping[str, Basis]
    own: Mapping[str, Basis]
    months: tuple[Monthly, ...]
    verdicts: tuple[Verdict, ...]
    margins: Mapping[str, tuple[Margin, ...]]
    known: Known
    performance: Performance
    lke: LkePart | None
    proofs: Mapping[str, tuple[Proof, ...]]
    rules: Mapping[str, str]

    def survey(self, name: str) -> SurveyIndex | None:
        return self.hasil.inputs.survey(name)

    @property
    def provisional(self) -> bool:
        ipkp = self.hasil.inputs.ipkp
        return ipkp is not None and ipkp.provisional

    @property
    def digest(self) -> str:
        """SHA-256 of the figures, hexadecimal: two boards of equal figures have the same."""
        return hashlib.sha256("\n".join(self._figures()).encode()).hexdigest()

    def _figures(self) -> Iterator[str]:
        yield f"{self.unit.code}|{self.period}"
        for name in ("ipak", "ipkp"):
            index = self.survey(name)
            yield f"{name}|{index.value if index else '-'}|{index.source if index else '-'}"
        hasil = self.hasil
        for points in (hasil.ipak, hasil.kinerja, hasil.ipkp, hasil.pengungkit, hasil.total):
            yield "-" if points is None else exact(points)
        for verdict in self.verdicts:
            yield f"{verdict.predicate.code}|{verdict.passes}"
            yield from (f"{lack.name}|{lack.needed}" for lack in verdict.missing)
        for month in self.months:
            yield f"{month.month}|{month.ipak}|{month.ipkp}|{month.estimate}|{month.answers}"
        for one in self.performance.achievements:
            yield f"{one.target.indicator}|{one.target.value}|{one.this}|{one.last}"
        yield from (f"{one.code}|{one.answer}|{one.value}" for one in self.lke_lines)

    @property
    def lke_lines(self) -> tuple[LkeLine, ...]:
        return self.lke.lines if self.lke else ()
