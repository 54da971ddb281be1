"""The index of a unit and period, with everything a reader needs to trust it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from kiosk.domain.index import ikm as index
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.method_settings import method_of, minimum_sample, population
from kiosk.domain.index.period import Period
from kiosk.domain.index.small_groups import hidden
from kiosk.domain.index.sources import differing
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import VisitCount
from kiosk.flows import trusting
from kiosk.flows.trusting import Revisions, Scope, Signals
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import instruments, left_out

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
    """``value`` None: too few respondents to show, or none."""

    period: Period
    respondents: int
    value: Ikm | None


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


def report_ikm(unit_code: str, period: Period, instrument_code: str | None = None) -> IkmReport:
    """Covers the unit and all below it; raises `UnknownUnit`, `UnknownInstrument`."""
    with reading():
        unit = units.by_code(unit_code)
        instrument = instruments.by_code(instrument_code or DEFAULT_INSTRUMENT)
        return _Reader(unit, instrument).report(period)


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

    def report(self, period: Period) -> IkmReport:
        trend = self._trend(period)
        every = self._tally(period)
        without = self._left_out(month=period.months)
        whole = every - without
        visits = official.visits(self.unit_ids, period.months)
        minimum, rule = minimum_sample(self.settings, visits, whole.respondents)
        served = population(visits, whole.respondents)
        by_source = self._by_source(period)
        scope = Scope(self.instrument, self.instrument_id, self.unit_ids, period, self.smallest)
        return IkmReport(
            unit=self.unit,
            period=period,
            instrument=self.instrument,
            method=self.method,
            sample=Sample(whole.respondents, minimum, rule, served),
            ikm=self._shown(whole, served),
            excluded=without.respondents,
            with_excluded=self._shown(every, visits) if without.respondents else None,
            suppressed=0 < whole.respondents < self.smallest,
            trend=trend,
            by_source=by_source,
            differing=differing({source: found for source, (_, found) in by_source.items()}),
            signals=trusting.signals(scope, every, whole, self._shown),
            revisions=trusting.revisions(scope, whole, self._shown),
            asked=trusting.asked(scope),
        )

    def _tally(self, period: Period) -> Tally:
        return tallies.total(self.instrument, self.instrument_id, self.unit_ids, period.months)

    def _shown(self, tally: Tally, population: int | None = None) -> Ikm | None:
        if tally.respondents < self.smallest:
            return None
        return index.compute(self.instrument, tally, self.method, population)

    def _trend(self, period: Period) -> tuple[TrendPoint, ...]:
        """This period and those before it, oldest first, from one query."""
        periods = [period]
        while len(periods) < TREND_LENGTH:
            periods.insert(0, periods[0].previous)
        months = [month for one in periods for month in one.months]
        split = tallies.read(
            self.instrument, self.instrument_id, self.unit_ids, months, by=("month",)
        )
        self.left_out = left_out.read(self.instrument, self.instrument_id, self.unit_ids, months)
        points = []
        for one in periods:
            tally = sum((split.get((month,), EMPTY) for month in one.months), EMPTY)
            tally = tally - self._left_out(month=one.months)
            points.append(TrendPoint(one, tally.respondents, self._shown(tally)))
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
