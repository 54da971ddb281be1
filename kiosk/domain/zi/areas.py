"""The least each area of the pengungkit must reach.

One public tool holds pemenuhan and reform of an area together against the line, another each of
the two alone: which, is a setting.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction

from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.figures import shown
from kiosk.domain.zi.lke_weights import AREAS, Area


class AreaRule(StrEnum):
    """What is held against the line of an area."""

    TOGETHER = "gabungan"
    HALVES = "tiap-bagian"


class WeightsDoNotAddUp(Refusal):
    """The weights of an area are not those of the LKE."""


class AreaOutOfRange(Refusal):
    """An area has more points than its weight holds, or fewer than none."""


@dataclass(frozen=True)
class AreaPoints:
    """``pemenuhan`` and ``reform`` in points, exact; None where an item of it has no answer yet."""

    number: str
    pemenuhan: Fraction | None
    reform: Fraction | None


@dataclass(frozen=True)
class AreaPart:
    """What is tested as one: an area, or a half of it. ``code``: "V" or "V pemenuhan"."""

    code: str
    label: str
    points: Fraction | None
    weight: Fraction

    def __post_init__(self) -> None:
        if self.points is not None and not 0 <= self.points <= self.weight:
            raise AreaOutOfRange(
                "Nilai area %(code)s %(points)s berada di luar 0 sampai %(weight)s. Periksa "
                "jawaban LKE area itu.",
                code=self.code,
                points=shown(self.points),
                weight=shown(self.weight),
            )

    @property
    def percent(self) -> Fraction | None:
        """Of its weight, exact."""
        return None if self.points is None else 100 * self.points / self.weight

    @property
    def name(self) -> str:
        """ "Area V Penguatan Pengawasan"."""
        return f"Area {self.code} {self.label}"


def require_weights(weights: Sequence[tuple[str, Fraction, Fraction]]) -> None:
    """(number, pemenuhan, reform) of every area, as a version of the LKE has them. Raises
    `WeightsDoNotAddUp` naming the first that differs from the six areas of 60 points."""
    known = {area.number: area for area in AREAS}
    for number, pemenuhan, reform in weights:
        area = known.pop(number, None)
        if area is None or (pemenuhan, reform) != (area.pemenuhan, area.reform):
            raise _odd(number, pemenuhan + reform, area)
    for number, area in known.items():
        raise _odd(number, Fraction(0), area)


def _odd(number: str, weight: Fraction, area: Area | None) -> WeightsDoNotAddUp:
    return WeightsDoNotAddUp(
        "Bobot area %(number)s berjumlah %(weight)s, seharusnya %(needed)s. Perbaiki versi LKE.",
        number=number,
        weight=shown(weight),
        needed=shown(area.weight) if area else "tidak ada",
    )


def parts(found: Sequence[AreaPoints], rule: AreaRule) -> tuple[AreaPart, ...]:
    """What is held against the line, in the order of ``found``. Raises `AreaOutOfRange`."""
    known = {area.number: area for area in AREAS}
    made: list[AreaPart] = []
    for one in found:
        area = known[one.number]
        halves = (
            AreaPart(f"{one.number} pemenuhan", area.label, one.pemenuhan, area.pemenuhan),
            AreaPart(f"{one.number} reform", area.label, one.reform, area.reform),
        )
        if rule is AreaRule.HALVES:
            made += halves
        else:
            made.append(AreaPart(one.number, area.label, _both(one), area.weight))
    return tuple(made)


def _both(one: AreaPoints) -> Fraction | None:
    if one.pemenuhan is None or one.reform is None:
        return None
    return one.pemenuhan + one.reform
