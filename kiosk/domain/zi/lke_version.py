"""One version of the LKE as data: areas, indicators, items, and the official words of each option.

A version is read from one TOML file (``kiosk/data/lke``) and never changes once a sheet was begun
with it. Items are coded ``<area>.<p|r>.<indicator>.<letter>``: ``V.p.iii.a``.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.lke import Scale


class UnknownItem(Refusal):
    """This version of the LKE has no such item."""

    def __init__(self, code: str) -> None:
        super().__init__(
            'Butir LKE "%(item)s" tidak ada. Buka halaman LKE dan pilih butirnya di sana.',
            item=code[:40],
        )


class UnknownOption(Refusal):
    """The item offers no such answer."""


class Half(StrEnum):
    PEMENUHAN = "p"
    REFORM = "r"

    @property
    def label(self) -> str:
        return "Pemenuhan" if self is Half.PEMENUHAN else "Reform"


class Evidence(StrEnum):
    """How much of an indicator this system's own records can show."""

    FULL = "penuh"
    BESIDE = "sebagian"
    """Its lane runs here, but policy and evaluation of it lie elsewhere: beside the 9,0."""
    NONE = "tidak"


class Certainty(StrEnum):
    """Where the words come from."""

    SEEN = "terverifikasi"
    """The same in at least two independent public copies of the LKE."""
    RECALLED = "ingatan"
    """One copy, or memory: to be held against the regulation before anybody relies on it."""


class Formula(StrEnum):
    """How the counts of a percentage item become its value."""

    SHARE = "bagian"
    FREE = "bagian-bebas"
    """A share that may exceed its reference (two changes of one agent), and then counts as all."""
    DROP = "penurunan"
    COMPLAINTS = "pengaduan"


class Part(StrEnum):
    """What a count of a percentage item is in its formula."""

    REFERENCE = "acuan"
    DONE = "realisasi"
    RUNNING = "proses"
    BEFORE = "sebelum"
    NOW = "kini"
    NOTE = "catatan"
    """Kept and printed; no part of the value."""


@dataclass(frozen=True)
class LkeOption:
    """``code``: "A" to "E", "Ya" or "Tidak"; ``value`` 0..1."""

    code: str
    text: str
    value: Fraction


@dataclass(frozen=True)
class LkeCount:
    """``name``: of its field in forms and in what is kept."""

    name: str
    part: Part
    label: str


@dataclass(frozen=True)
class LkeItem:
    """One question. ``options`` best first, or ``counts`` with a ``formula`` where it is a
    percentage."""

    code: str
    indicator: str
    letter: str
    question: str
    scale: Scale
    options: tuple[LkeOption, ...]
    counts: tuple[LkeCount, ...]
    formula: Formula | None
    guide: str
    certainty: Certainty

    def option(self, code: str) -> LkeOption:
        """Raises `UnknownOption`."""
        found = next((one for one in self.options if one.code == code), None)
        if found is None:
            raise UnknownOption(
                'Butir %(item)s tidak mempunyai jawaban "%(answer)s". Pilih salah satu: %(known)s.',
                item=self.code,
                answer=code[:20],
                known=", ".join(one.code for one in self.options) or "isikan jumlahnya",
            )
        return found


@dataclass(frozen=True)
class LkeIndicator:
    """``weight`` in points, shared evenly by its items."""

    code: str
    area: str
    half: Half
    label: str
    weight: Fraction
    evidence: Evidence
    items: tuple[LkeItem, ...]


@dataclass(frozen=True)
class LkeArea:
    """``pemenuhan`` and ``reform``: points."""

    number: str
    label: str
    pemenuhan: Fraction
    reform: Fraction
    indicators: tuple[LkeIndicator, ...]

    @property
    def weight(self) -> Fraction:
        return self.pemenuhan + self.reform

    def half(self, half: Half) -> tuple[LkeIndicator, ...]:
        return tuple(one for one in self.indicators if one.half is half)


@dataclass(frozen=True, eq=False)
class LkeVersion:
    """``since``: the first year it is meant for."""

    code: str
    title: str
    regulation: str
    since: int
    areas: tuple[LkeArea, ...]

    @cached_property
    def indicators(self) -> tuple[LkeIndicator, ...]:
        return tuple(indicator for area in self.areas for indicator in area.indicators)

    @cached_property
    def items(self) -> tuple[LkeItem, ...]:
        return tuple(item for indicator in self.indicators for item in indicator.items)

    @cached_property
    def _by_code(self) -> Mapping[str, LkeItem]:
        return {item.code: item for item in self.items}

    def item(self, code: str) -> LkeItem:
        """Raises `UnknownItem`."""
        if code not in self._by_code:
            raise UnknownItem(code)
        return self._by_code[code]

    def indicator_of(self, item: LkeItem) -> LkeIndicator:
        return next(one for one in self.indicators if one.code == item.indicator)

    def area_of(self, indicator: LkeIndicator) -> LkeArea:
        return next(one for one in self.areas if one.number == indicator.area)
