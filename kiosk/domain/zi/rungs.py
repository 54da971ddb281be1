"""Steps that an LKE leaves open: answers one option up, and one more of what is counted."""

from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import pairwise

from kiosk.domain.zi.areas import AreaRule
from kiosk.domain.zi.facts import Complaints
from kiosk.domain.zi.ladder import Ladder, Rung
from kiosk.domain.zi.lke_sheet import Answered, LkeSheet
from kiosk.domain.zi.lke_version import Formula, Half, LkeIndicator, Part

COUNTED = (Formula.SHARE, Formula.FREE, Formula.COMPLAINTS)
"""Percentages of which one more done is one step. That something fell is nobody's step."""


def ladder_of(
    sheet: LkeSheet, complaints: Complaints, rule: AreaRule, percent: Fraction | None
) -> Ladder:
    """``complaints``: of the year, for the item that counts them. ``percent``: what each area, or
    half, must reach; None for nothing. An item without an answer stands at 0."""
    return Ladder(
        sheet.scores.total.points,
        tuple(_rungs(sheet, complaints, rule)),
        _needs(sheet, rule, percent) if percent is not None else {},
    )


def _group(area: str, half: Half, rule: AreaRule) -> str:
    return area if rule is AreaRule.TOGETHER else f"{area} {half.label.lower()}"


def _rungs(sheet: LkeSheet, complaints: Complaints, rule: AreaRule) -> Iterator[Rung]:
    for one in sheet.answers:
        indicator = sheet.version.indicator_of(one.item)
        gains = tuple(_gains(one, indicator, complaints))
        if gains:
            group = _group(indicator.area, indicator.half, rule)
            yield Rung(one.item.code, one.item.question, group, gains)


def _gains(one: Answered, indicator: LkeIndicator, complaints: Complaints) -> Iterator[Fraction]:
    worth = indicator.weight / len(indicator.items)
    if one.item.formula is None:
        now = one.value or Fraction(0)
        above = sorted({option.value for option in one.item.options if option.value > now})
        yield from ((high - low) * worth for low, high in pairwise([now, *above]))
    elif one.item.formula in COUNTED:
        done, due = counted(one, complaints)
        yield from (worth / due for _ in range(due - done))


def counted(one: Answered, complaints: Complaints) -> tuple[int, int]:
    """Done, and due, of a percentage item as it counts; (0, 0) where nobody knows them."""
    if one.by_person and one.kept:
        return _sum(one, one.kept.counts, Part.DONE), _sum(one, one.kept.counts, Part.REFERENCE)
    if one.item.formula is Formula.COMPLAINTS:
        return complaints.finished, complaints.due
    return 0, 0


def _sum(one: Answered, counts: Mapping[str, int], part: Part) -> int:
    return sum(counts.get(count.name, 0) for count in one.item.counts if count.part is part)


def _needs(sheet: LkeSheet, rule: AreaRule, percent: Fraction) -> dict[str, Fraction]:
    """What each area, or half, lacks; nothing or less where it is there."""
    needs: dict[str, Fraction] = {}
    for area in sheet.scores.areas:
        for half, found in ((Half.PEMENUHAN, area.pemenuhan), (Half.REFORM, area.reform)):
            group = _group(area.area.number, half, rule)
            lacks = found.most * percent / 100 - found.points
            needs[group] = needs.get(group, Fraction(0)) + lacks
    return needs
