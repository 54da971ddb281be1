"""IPAK and IPKP of a year, on every scale they are printed on, and which parts may be told."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.bands import Grade
from kiosk.domain.index.bands import grade as graded
from kiosk.domain.index.historic import Historic
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import CONVERSIONS, Method, to_four
from kiosk.domain.index.period import Period
from kiosk.domain.index.small_groups import hidden
from kiosk.domain.survey.instrument import Instrument


@dataclass(frozen=True)
class Found:
    """One index. ``own``: on the scale it was asked on, exact; ``four``: on the scale of 4, exact;
    ``hundred``: on 25 to 100, two decimals. ``low``, ``high``: the 95 % interval on 4, None where
    it is not known.

    The ends come from an interval of two decimals on 100. Two decimals on 4 are the same from
    there as from the exact end: a border k,kk5 of 4 is k,k125 (or .375, .625, .875) of 100, and
    that is where half up on 100 turns too.
    """

    own: Fraction
    four: Fraction
    hundred: Decimal
    grade: Grade
    low: Fraction | None
    high: Fraction | None


def found_of(ikm: Ikm) -> Found:
    band = ikm.interval
    return Found(
        own=ikm.index,
        four=ikm.four,
        hundred=ikm.ikm,
        grade=ikm.grade,
        low=Fraction(band.low) / 25 if band else None,
        high=Fraction(band.high) / 25 if band else None,
    )


@dataclass(frozen=True)
class OtherRule:
    """What the rule that the office has not chosen would give, on the scale of 4."""

    rule: str
    four: Fraction
    grade: Grade


def by_other_rule(ikm: Ikm, instrument: Instrument, method: Method) -> OtherRule | None:
    """None where there is nothing to choose: on the scale of 4 both rules change nothing.

    Both are straight lines, so the mean of many units may be converted as that of one.
    """
    if instrument.scale.high == 4:
        return None
    rule = next(one for one in CONVERSIONS if one != method.conversion)
    four = to_four(ikm.index, instrument.scale, rule)
    return OtherRule(rule, four, graded(four * 25, method.bands, instrument.grades))


@dataclass(frozen=True)
class Older:
    """An index of an old report, in the words and bands of its own regulation."""

    instrument: str
    historic: Historic
    grade: Grade

    @property
    def four(self) -> Fraction:
        return Fraction(self.historic.ikm) / 25


def older_of(instrument: Instrument, historic: Historic) -> Older:
    return Older(instrument.code, historic, graded(historic.ikm, historic.bands, instrument.grades))


def quarters(year: int) -> tuple[Period, ...]:
    return tuple(Period(year * 100 + first, 3) for first in (1, 4, 7, 10))


def months(year: int) -> tuple[Period, ...]:
    return tuple(Period(year * 100 + month, 1) for month in range(1, 13))


def untold(counts: Mapping[Period, int], year: int, smallest: int) -> set[Period]:
    """Quarters and months of ``year`` that are not shown beside it and beside each other (F56).

    Of the quarters of a year by the rule of parts of a whole. Then of the months of each quarter
    shown; and of all months of quarters not shown together, since the year less its other quarters
    tells their sum.
    """
    quiet = hidden({one: counts.get(one, 0) for one in quarters(year)}, smallest)
    unshown: dict[Period, int] = {}
    for quarter in quarters(year):
        parts = {one: counts.get(one, 0) for one in months(year) if one.first in quarter.months}
        if quarter in quiet:
            unshown |= parts
        else:
            quiet |= hidden(parts, smallest)
    return quiet | hidden(unshown, smallest)
