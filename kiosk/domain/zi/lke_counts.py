"""The value of a percentage item of the LKE out of its counts.

Whole numbers only, and never more done than there was to do: except where the formula says that
more is simply all (two changes of one agen perubahan).
"""

from collections.abc import Mapping
from fractions import Fraction

from kiosk.domain.zi.lke import (
    ComplaintHandling,
    InvalidShare,
    MoreHandledThanReceived,
    ZeroComplaints,
    percent_value,
)
from kiosk.domain.zi.lke_version import Formula, LkeItem, Part

LARGEST = 10_000_000
_NOTHING, _ALL = Fraction(0), Fraction(1)


def value(item: LkeItem, counts: Mapping[str, int], zero: ZeroComplaints) -> Fraction:
    """0..1. ``zero``: what a year without any complaint scores; left empty it scores 0 points and
    counts as answered. Raises `InvalidShare`, `MoreHandledThanReceived` with the item named."""
    if any(count < 0 for count in counts.values()):
        raise InvalidShare("Butir %(item)s: jumlah tidak boleh negatif.", item=item.code)
    if item.formula is Formula.DROP:
        return _drop(_sum(item, counts, Part.BEFORE), _sum(item, counts, Part.NOW))
    due, done = _sum(item, counts, Part.REFERENCE), _sum(item, counts, Part.DONE)
    handled = done + _sum(item, counts, Part.RUNNING)
    if handled > due and item.formula is not Formula.FREE:
        raise MoreHandledThanReceived(
            "Butir %(item)s: yang dikerjakan (%(handled)s) melebihi acuannya (%(due)s), jadi "
            "lebih dari 100 persen. Periksa kembali jumlahnya.",
            item=item.code,
            handled=handled,
            due=due,
        )
    if item.formula is Formula.COMPLAINTS:
        return ComplaintHandling(due, done, handled - done).value(zero) or _NOTHING
    return _share(item, done, due)


def _sum(item: LkeItem, counts: Mapping[str, int], part: Part) -> int:
    return sum(counts.get(one.name, 0) for one in item.counts if one.part is part)


def _share(item: LkeItem, done: int, due: int) -> Fraction:
    if not due:
        raise InvalidShare(
            "Butir %(item)s: acuannya 0, jadi persentasenya tidak dapat dihitung. Isikan "
            "acuannya, atau biarkan butir ini tanpa jawaban.",
            item=item.code,
        )
    return percent_value(Fraction(done), Fraction(due))


def _drop(before: int, now: int) -> Fraction:
    """By how much it fell; none in both years is all, a rise is nothing."""
    if not before:
        return _NOTHING if now else _ALL
    return max(Fraction(before - now, before), _NOTHING)
