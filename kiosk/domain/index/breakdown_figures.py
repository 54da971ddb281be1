"""Tallies of a split as figures to show, nobody to be recognised by them (F56)."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.breakdown import Breakdowns, HeatCell, HeatMap, Veil, veiled
from kiosk.domain.index.period_figures import ProfileFigure, ShareFigure
from kiosk.domain.index.splitting import PROFILE, Key, Kind
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import say
from kiosk.domain.survey.profile import FIELDS, ProfileField


@dataclass(frozen=True)
class Figuring:
    """``value``: the index of a tally, None of an empty one. ``smallest``: of fewer answers no
    figure is shown."""

    split: Mapping[Key, Tally]
    value: Callable[[Tally], Decimal | None]
    smallest: int

    def breakdowns(self, waiting: int = 0) -> Breakdowns:
        whole = self.split.get((Kind.EVERY, 0, 0), EMPTY).respondents
        profile = tuple(self._profile(field, whole) for field in FIELDS)
        return Breakdowns(whole, profile, self._heat(whole), waiting)

    def _of(self, kind: Kind) -> dict[int, Tally]:
        return {value: one for (of, value, _), one in self.split.items() if of == kind}

    def _profile(self, field: ProfileField, whole: int) -> ProfileFigure:
        said = self._of(PROFILE[field.name])
        counts = {option.mark: said.get(ord(option.mark), EMPTY) for option in field.options}
        many = {mark: tally.respondents for mark, tally in counts.items()}
        answered = sum(many.values())
        veil = veiled(many, whole - answered, self.smallest)
        rows = tuple(
            ShareFigure(
                code=option.code,
                label=say(option.label, "id"),
                n=None if option.mark in veil.uncounted else many[option.mark],
                percent=_share(many[option.mark], answered, option.mark in veil.uncounted),
                ikm=self._shown(counts[option.mark], option.mark in veil.unvalued),
            )
            for option in field.options
        )
        return ProfileFigure(field.name, say(field.label, "id"), rows, whole - answered)

    def _heat(self, whole: int) -> HeatMap:
        slots = self._of(Kind.SLOT)
        many = {slot: tally.respondents for slot, tally in slots.items()}
        untimed = whole - sum(many.values())
        veil = veiled(many, untimed, self.smallest)
        cells = (self._cell(slot, slots[slot], veil) for slot in sorted(slots))
        return HeatMap(tuple(cells), untimed)

    def _cell(self, slot: int, tally: Tally, veil: Veil[int]) -> HeatCell:
        return HeatCell(
            weekday=slot // 24,
            hour=slot % 24,
            n=None if slot in veil.uncounted else tally.respondents,
            ikm=self._shown(tally, slot in veil.unvalued),
        )

    def _shown(self, tally: Tally, is_veiled: bool) -> Decimal | None:
        return None if is_veiled else self.value(tally)


def _share(count: int, answered: int, is_veiled: bool) -> Decimal | None:
    if is_veiled or not answered:
        return None
    return half_up(Fraction(100 * count, answered), 2)
