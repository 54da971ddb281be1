"""Steps that reports share: what a reader must know before trusting an index. Where its answers
came from, how many are odd, how many came late, and how many who were asked answered."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.period import Period
from kiosk.domain.index.small_groups import shown_steps
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.month import Month, shift
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.signal import Signal
from kiosk.domain.survey.visit import VisitCount
from kiosk.store.survey import flags, sheets, visits

Shown = Callable[[Tally], Ikm | None]


@dataclass(frozen=True)
class Signals:
    """``flagged``: of ``answers``, those that bear a signal, answers left out by two people among
    both. ``without``: the index without those flagged; None where these, or what is left, are so
    few that one person's answer could be told from it (F56)."""

    answers: int
    flagged: int
    by_signal: Mapping[Signal, int]
    without: Ikm | None

    @property
    def percent(self) -> Decimal | None:
        """One decimal; None where nobody answered."""
        return half_up(Fraction(100 * self.flagged, self.answers), 1) if self.answers else None


@dataclass(frozen=True)
class Revision:
    """On ``day`` so many answers came that belong to a period already over; ``ikm``: the index
    from then on."""

    day: date
    answers: int
    ikm: Ikm | None


@dataclass(frozen=True)
class Revisions:
    """``at_close``: the index as it stood when the period ended. It and those of later days are
    None where fewer answers lie between two figures than may be told apart (F56)."""

    at_close: Ikm | None
    later: tuple[Revision, ...]


@dataclass(frozen=True)
class Scope:
    """What a report covers. ``smallest``: of fewer answers no figure is shown. ``held``: ids of
    answers held back from this figure (`holding`)."""

    instrument: Instrument
    instrument_id: int
    unit_ids: Sequence[int]
    period: Period
    smallest: int
    held: frozenset[int] = frozenset()


def signals(scope: Scope, every: Tally, kept: Tally, shown: Shown) -> Signals:
    """``every``: with the answers left out by two people; ``kept``: without."""
    counted = flags.count(scope.unit_ids, scope.period.months, scope.instrument_id)
    without = None
    if counted.flagged:
        odd = sheets.flagged(
            scope.instrument, scope.instrument_id, scope.unit_ids, scope.period.months
        )
        without = shown(kept - odd) if odd.respondents >= scope.smallest else None
    return Signals(every.respondents, counted.flagged, counted.by_signal, without)


def revisions(scope: Scope, kept: Tally, shown: Shown) -> Revisions | None:
    """None where nothing came late: the usual month."""
    months = scope.period.months
    found = sheets.late(
        scope.instrument, scope.instrument_id, scope.unit_ids, months, _last_day(months[-1])
    )
    if not found:
        return None
    steps = shown_steps([one.respondents for one in found.values()], scope.smallest)
    standing = kept - sum(found.values(), EMPTY)
    at_close, later = shown(standing) if steps[0] else None, []
    for (day, tally), is_shown in zip(found.items(), steps[1:], strict=True):
        standing = standing + tally
        later.append(Revision(day, tally.respondents, shown(standing) if is_shown else None))
    return Revisions(at_close, tuple(later))


def asked(scope: Scope) -> VisitCount:
    """Visits for which an answer was asked, over all units and months."""
    counts = visits.count(scope.unit_ids, scope.period.months).values()
    return VisitCount(
        offered=sum(one.offered for one in counts),
        answered=sum(one.answered for one in counts),
        refused=sum(one.refused for one in counts),
    )


def _last_day(month: Month) -> date:
    following = shift(month, 1)
    return date(following // 100, following % 100, 1) - timedelta(days=1)
