"""The LKE of a unit and year: what the data say of each item, what people say, and what counts.

A person may answer lower than the data at any time; higher only with a reason. Such a reason is
asked again when the data change: an answer kept above the automatic one without a reason does
not count, and the item says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from functools import cached_property

from kiosk.domain.zi import lke_counts
from kiosk.domain.zi.automatic_answer import Automatic
from kiosk.domain.zi.lke import ZeroComplaints
from kiosk.domain.zi.lke_points import Scores, score
from kiosk.domain.zi.lke_version import LkeItem, LkeVersion, UnknownItem
from kiosk.domain.zi.proof import Proof


class Origin(StrEnum):
    """How the answer that counts came about."""

    AUTOMATIC = "otomatis"
    PERSON = "orang"
    LOWERED = "diturunkan"
    RAISED = "dinaikkan"
    NONE = "belum"

    @property
    def label(self) -> str:
        return _LABELS[self]


_LABELS = {
    Origin.AUTOMATIC: "otomatis",
    Origin.PERSON: "diisi orang",
    Origin.LOWERED: "diturunkan",
    Origin.RAISED: "dinaikkan dengan alasan",
    Origin.NONE: "belum dijawab",
}


@dataclass(frozen=True)
class Kept:
    """What a person answered: an option, or the counts of a percentage item; neither where the
    answer was taken back. ``raised``: above what the data said when it was written, and ``note``
    says why. ``version``: how often it was written."""

    answer: str | None
    counts: Mapping[str, int] = field(default_factory=dict)
    note: str = ""
    actor_id: int = 0
    at: datetime | None = None
    version: int = 1
    raised: bool = False

    @property
    def is_given(self) -> bool:
        return self.answer is not None or bool(self.counts)


@dataclass(frozen=True)
class Answered:
    """One item. ``answer``: the option that counts, None for a percentage; ``value`` 0..1, None
    while nobody and nothing answers."""

    item: LkeItem
    automatic: Automatic | None
    kept: Kept | None
    proofs: tuple[Proof, ...]
    answer: str | None
    value: Fraction | None
    origin: Origin
    unreasoned: bool = False
    """Kept above the automatic answer without a reason, so the automatic one counts."""

    @property
    def is_open(self) -> bool:
        return self.value is None

    @property
    def by_person(self) -> bool:
        return self.origin in (Origin.PERSON, Origin.LOWERED, Origin.RAISED)

    @property
    def unproven(self) -> bool:
        """A person says more than the least, and nothing shows it."""
        claims = self.origin in (Origin.PERSON, Origin.RAISED) and bool(self.value)
        return claims and not self.proofs


@dataclass(frozen=True, eq=False)
class LkeSheet:
    version: LkeVersion
    year: int
    answers: tuple[Answered, ...]

    @cached_property
    def values(self) -> Mapping[str, Fraction]:
        """Of the items that are answered."""
        return {one.item.code: one.value for one in self.answers if one.value is not None}

    @cached_property
    def scores(self) -> Scores:
        return score(self.version, self.values)

    @property
    def pengungkit(self) -> Fraction | None:
        """Points 0..60; None until every item is answered."""
        return self.scores.pengungkit

    @property
    def open(self) -> int:
        return self.scores.total.open

    @property
    def unproven(self) -> int:
        return sum(one.unproven for one in self.answers)

    @property
    def staff(self) -> frozenset[int]:
        """Who filled it in."""
        return frozenset(one.kept.actor_id for one in self.answers if one.kept)

    def item(self, code: str) -> Answered:
        """Raises `UnknownItem`."""
        if code not in self._by_code:
            raise UnknownItem(code)
        return self._by_code[code]

    @cached_property
    def _by_code(self) -> Mapping[str, Answered]:
        return {one.item.code: one for one in self.answers}


def proof_key(year: int, item: str) -> str:
    return f"{year}:{item}"


def build(
    version: LkeVersion,
    year: int,
    automatic: Mapping[str, Automatic],
    kept: Mapping[str, Kept],
    proofs: Mapping[str, Iterable[Proof]],
    zero: ZeroComplaints,
) -> LkeSheet:
    """All by item code; what is no item of ``version`` is left out."""
    answers = (
        _answered(
            item,
            automatic.get(item.code),
            kept.get(item.code),
            tuple(proofs.get(item.code, ())),
            zero,
        )
        for item in version.items
    )
    return LkeSheet(version, year, tuple(answers))


def automatic_value(item: LkeItem, automatic: Automatic | None) -> Fraction | None:
    """0..1; None where data do not tell. Raises `UnknownOption`."""
    if automatic is None:
        return None
    if automatic.value is not None:
        return automatic.value
    return None if automatic.answer is None else item.option(automatic.answer).value


def kept_value(item: LkeItem, kept: Kept | None, zero: ZeroComplaints) -> Fraction | None:
    """0..1; None where nobody answered. Raises `UnknownOption`, `InvalidShare`,
    `MoreHandledThanReceived`."""
    if kept is None or not kept.is_given:
        return None
    if kept.answer is not None:
        return item.option(kept.answer).value
    return lke_counts.value(item, kept.counts, zero)


def _answered(
    item: LkeItem,
    automatic: Automatic | None,
    kept: Kept | None,
    proofs: tuple[Proof, ...],
    zero: ZeroComplaints,
) -> Answered:
    data, person = automatic_value(item, automatic), kept_value(item, kept, zero)
    origin = _origin(data, person)
    unreasoned = origin is Origin.RAISED and not (kept and kept.raised)
    if unreasoned:
        origin = Origin.AUTOMATIC
    if origin in (Origin.AUTOMATIC, Origin.NONE):
        answer, value = automatic.answer if automatic else None, data
    else:
        answer, value = kept.answer if kept else None, person
    return Answered(item, automatic, kept, proofs, answer, value, origin, unreasoned)


def _origin(data: Fraction | None, person: Fraction | None) -> Origin:
    if person is None:
        return Origin.NONE if data is None else Origin.AUTOMATIC
    if data is None:
        return Origin.PERSON
    if person == data:
        return Origin.AUTOMATIC
    return Origin.RAISED if person > data else Origin.LOWERED
