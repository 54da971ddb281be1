"""Steps that reports share: the index of a unit and period, with everything a reader needs to
trust it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.index import ikm as index
from kiosk.domain.index.historic import Historic
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.method_settings import method_of, minimum_sample, population
from kiosk.domain.index.period import Period
from kiosk.domain.index.rollup import Part, RolledUp, mean_of_units
from kiosk.domain.index.small_groups import hidden
from kiosk.domain.index.sources import differing
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import VisitCount
from kiosk.flows import trusting
from kiosk.flows.holding import held_of
from kiosk.flows.trusting import Revisions, Scope, Signals
from kiosk.store.index import historic, official, tallies
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import instruments, left_out
from kiosk.store.survey.left_out import LeftOut

TREND_LENGTH = 12
DEFAULT_INSTRUMENT = "skm-2017"


@dataclass(frozen=True)
class Sample:
    """``population``: visits, None where they were not counted."""

    respondents: int
    minimum: int
    rule: str
    population: int | None

    @property
    def enough(self) -> bool:
        return self.respondents >= self.minimum


@dataclass(frozen=True)
class TrendPoint:
    """``value`` None: too few respondents to show, or none. ``historic``: what an old report says
    of a period without answers of its own; to be marked as such."""

    period: Period
    respondents: int
    value: Ikm | None
    historic: Historic | None = None


@dataclass(frozen=True)
class IkmReport:
    """``ikm`` None where nobody answered, or so few that a person could be recognised
    (``suppressed``). The grade stands only where the sample is enough."""

    unit: UnitCard
    period: Period
    instrument: Instrument
    method: Method
    sample: Sample
    ikm: Ikm | None
    excluded: int
    """Answers left out by two people; ``ikm`` is without them, ``with_excluded`` with them."""
    with_excluded: Ikm | None
    suppressed: bool
    trend: tuple[TrendPoint, ...]
    by_source: Mapping[Source, tuple[int, Ikm | None]]
    differing: tuple[tuple[Source, Source], ...]
    """Sources whose indexes lie further apart than chance explains."""
    signals: Signals
    revisions: Revisions | None
    """None where no answer came after the period had ended."""
    asked: VisitCount
    rolled: RolledUp | None
    """Where the index is the mean of the units below; None: of all answers together. Then nothing
    is told of revisions, nor of the index without flagged answers: they are not of that mean."""
    scope: Scope
    tally: Tally
    """What ``ikm`` was computed from, also where it is too little to show."""
    gone: tuple[LeftOut, ...]
    """Answers of this period that are in no figure of it: left out by two people, or held back."""
    held: int
    """How many of them are held back; 0 but where the period is looked at to be closed."""
    settings: Mapping[str, str]
    """The unit's own, as they stood when this was read."""

    @property
    def graded(self) -> bool:
        return self.ikm is not None and self.sample.enough

    @property
    def withheld(self) -> str | None:
        """Why there is no grade, in Indonesian; None where there is one."""
        if self.graded:
            return None
        if self.sample.respondents == 0:
            return "Belum ada responden pada periode ini."
        if self.suppressed:
            return "Responden terlalu sedikit untuk ditampilkan tanpa mengungkap jawaban seseorang."
        return "Belum cukup sampel."

    @property
    def change(self) -> Decimal | None:
        """Against the period before, both as published."""
        before = self.trend[-2].value if len(self.trend) > 1 else None
        return self.ikm.ikm - before.ikm if self.ikm and before else None


class NoIndex(Refusal):
    """The questionnaire does not ask how good something was."""


def measure(
    unit: UnitCard, instrument: Instrument, period: Period, *, to_close: bool = False
) -> IkmReport:
    """Covers the unit and all below it; in the caller's one look at the database. ``to_close``:
    as it would be frozen, without what must be held back (`holding`). Raises `NoIndex`."""
    if not instrument.is_rating:
        raise NoIndex(
            'Kuesioner "%(code)s" tidak mempunyai indeks: ia melengkapi SKM. Hasilnya ada pada '
            "halaman IKM.",
            code=instrument.code,
        )
    return _Reader(unit, instrument).report(period, to_close=to_close)


def series(
    unit: UnitCard, instrument: Instrument, periods: Sequence[Period]
) -> tuple[TrendPoint, ...]:
    """Any periods, in the order given, from one query: each with the index and the interval that
    its own page shows. In the caller's one look at the database."""
    return _Reader(unit, instrument).series(periods)


def _served(
    known: Mapping[tuple[int, int], int], unit: int, tally: Tally, period: Period
) -> int | None:
    """None unless it is known for every month: half a population makes a sample look enough."""
    months = [known.get((unit, month)) for month in period.months]
    if any(one is None for one in months):
        return None
    return population(sum(one or 0 for one in months), tally.respondents)


def _untold(_tally: Tally) -> Ikm | None:
    return None


class _Reader:
    """One unit and instrument, read in one look."""

    def __init__(self, unit: UnitCard, instrument: Instrument) -> None:
        self.unit, self.instrument = unit, instrument
        self.instrument_id = instruments.id_of(instrument.code)
        self.unit_ids = units.below(unit.id)
        self.settings = kept_settings.of_unit(unit.id)
        self.method = method_of(self.settings, instrument)
        self.smallest = int(self.settings["n-terkecil"])
        self.left_out: list[left_out.LeftOut] = []
        by_units = self.settings["gabungan-unit"] == "unit" and len(self.unit_ids) > 1
        self.named = units.named(self.unit_ids) if by_units else {}
        """Of the units whose mean it is: id to code and name; empty: all answers together."""

    def report(self, period: Period, *, to_close: bool) -> IkmReport:
        trend = self._trend(period)
        held = self._held(period) if to_close else ()
        every = self._tally(period) - sum((one.tally for one in held), EMPTY)
        without = self._left_out(month=period.months)
        self.left_out += held
        whole = every - without
        visits = official.visits(self.unit_ids, period.months)
        minimum, rule = minimum_sample(self.settings, visits, whole.respondents)
        served = population(visits, whole.respondents)
        by_source = self._by_source(period)
        rolled = self._mean(self._parts(period)) if self.named else None
        scope = Scope(
            self.instrument,
            self.instrument_id,
            self.unit_ids,
            period,
            self.smallest,
            frozenset(one.answer_id for one in held),
        )
        return IkmReport(
            unit=self.unit,
            period=period,
            instrument=self.instrument,
            method=self.method,
            sample=Sample(whole.respondents, minimum, rule, served),
            ikm=rolled.ikm if rolled else self._shown(whole, served),
            excluded=without.respondents,
            with_excluded=self._with_excluded(period, every, visits)
            if without.respondents
            else None,
            suppressed=0 < whole.respondents < self.smallest,
            trend=trend,
            by_source=by_source,
            differing=differing({source: found for source, (_, found) in by_source.items()}),
            signals=trusting.signals(scope, every, whole, _untold if rolled else self._shown),
            revisions=None if rolled else trusting.revisions(scope, whole, self._shown),
            asked=trusting.asked(scope),
            rolled=rolled,
            scope=scope,
            tally=whole,
            gone=tuple(one for one in self.left_out if one.month in period.months),
            held=len(held),
            settings=self.settings,
        )

    def _held(self, period: Period) -> tuple[LeftOut, ...]:
        return held_of(self.instrument, self.instrument_id, self.unit_ids, period, self.smallest)

    def _tally(self, period: Period) -> Tally:
        return tallies.total(self.instrument, self.instrument_id, self.unit_ids, period.months)

    def _shown(self, tally: Tally, population: int | None = None) -> Ikm | None:
        if tally.respondents < self.smallest:
            return None
        return index.compute(self.instrument, tally, self.method, population)

    def _with_excluded(self, period: Period, every: Tally, visits: int | None) -> Ikm | None:
        if self.named:
            return self._mean(self._parts(period, everything=True)).ikm
        return self._shown(every, visits)

    def _mean(self, parts: Sequence[Part]) -> RolledUp:
        return mean_of_units(self.instrument, parts, self.method, self.smallest)

    def _parts(self, period: Period, *, everything: bool = False) -> list[Part]:
        split = tallies.read(
            self.instrument, self.instrument_id, self.unit_ids, period.months, by=("unit_id",)
        )
        found = {unit: split.get((unit,), EMPTY) for unit in self.unit_ids}
        for gone in self.left_out:
            if gone.month in period.months and not everything:
                found[gone.unit_id] -= gone.tally
        known = official.visits_by_unit(period.months)
        return [
            Part(*self.named[unit], tally, _served(known, unit, tally, period))
            for unit, tally in found.items()
            if tally.respondents
        ]

    def _trend(self, period: Period) -> tuple[TrendPoint, ...]:
        """This period and those before it, oldest first."""
        periods = [period]
        while len(periods) < TREND_LENGTH:
            periods.insert(0, periods[0].previous)
        return self.series(periods)

    def series(self, periods: Sequence[Period]) -> tuple[TrendPoint, ...]:
        months = [month for one in periods for month in one.months]
        split = tallies.read(
            self.instrument, self.instrument_id, self.unit_ids, months, by=("month",)
        )
        self.left_out = left_out.read(self.instrument, self.instrument_id, self.unit_ids, months)
        old = historic.of_unit(self.unit.id, self.instrument_id, periods)
        visits = official.visits_each(self.unit_ids, [one.months for one in periods])
        points = []
        for one, known in zip(periods, visits, strict=True):
            tally = sum((split.get((month,), EMPTY) for month in one.months), EMPTY)
            tally = tally - self._left_out(month=one.months)
            told = None if tally.respondents else old.get(one)
            served = population(known, tally.respondents)
            found = self._mean(self._parts(one)).ikm if self.named else self._shown(tally, served)
            points.append(TrendPoint(one, tally.respondents, found, told))
        return tuple(points)

    def _left_out(self, month: tuple[int, ...], source: int | None = None) -> Tally:
        """The tally of what two people left out of these months."""
        parts = (
            one.tally
            for one in self.left_out
            if one.month in month and source in (None, one.source)
        )
        return sum(parts, EMPTY)

    def _by_source(self, period: Period) -> dict[Source, tuple[int, Ikm | None]]:
        split = tallies.read(
            self.instrument, self.instrument_id, self.unit_ids, period.months, by=("source",)
        )
        kept = {
            source: tally - self._left_out(month=period.months, source=source)
            for (source,), tally in sorted(split.items())
        }
        few = hidden({source: one.respondents for source, one in kept.items()}, self.smallest)
        return {
            Source(source): (tally.respondents, None if source in few else self._shown(tally))
            for source, tally in kept.items()
        }
