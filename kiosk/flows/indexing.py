"""Steps that flows share: IPAK and IPKP of a unit and year, each version of a questionnaire by
itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from kiosk.domain.index.closing import Closing
from kiosk.domain.index.method_settings import minimum_sample
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.place.point import UnitCard
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.zi import index_year
from kiosk.domain.zi.index_year import Found, Older, OtherRule
from kiosk.domain.zi.versions import SURVEYS, counting
from kiosk.flows import closings
from kiosk.flows.measuring import IkmReport, TrendPoint, measure, series
from kiosk.flows.picturing import figures_of
from kiosk.store.index import historic, official
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import instruments, left_out

YEARS_BACK = 2
"""Whole years before this one whose quarters stand in the trend."""


@dataclass(frozen=True)
class Spell:
    """One period of a version. ``found`` None: nobody answered, too few, or told by the others
    (``untold``). ``minimum``: the sample this period needs. ``closing``: as it was frozen."""

    period: Period
    respondents: int
    minimum: int
    found: Found | None
    untold: bool
    closing: Closing | None

    @property
    def enough(self) -> bool:
        return self.respondents >= self.minimum


@dataclass(frozen=True)
class Version:
    """One questionnaire in a year. ``report`` and ``figures`` are of the whole year."""

    instrument: Instrument
    report: IkmReport
    figures: PeriodFigures
    found: Found | None
    other: OtherRule | None
    quarters: tuple[Spell, ...]
    """Those of this year last, after those of the years before."""
    months: tuple[Spell, ...]


@dataclass(frozen=True)
class SurveyOfYear:
    """``name``: "ipak" or "ipkp". ``versions``: those with an answer this year, the one that counts
    first. ``official``: the value of the external survey on 4, which precedes them, and its
    document. ``older``: what old reports say, the oldest first."""

    name: str
    versions: tuple[Version, ...]
    official: tuple[Decimal, str] | None
    older: tuple[Older, ...]


@dataclass(frozen=True)
class IndexYear:
    unit: UnitCard
    year: int
    settings: Mapping[str, str]
    surveys: tuple[SurveyOfYear, ...]


def index_year_of(unit: UnitCard, year: int) -> IndexYear:
    """Covers the unit and all below it; in the caller's one look at the database."""
    settings, entered = kept_settings.of_unit(unit.id), official.official(unit.id, year)
    reader = _Reader(unit, year, settings)
    surveys = tuple(reader.survey(name, entered.get(name)) for name in ("ipak", "ipkp"))
    return IndexYear(unit, year, settings, surveys)


class _Reader:
    def __init__(self, unit: UnitCard, year: int, settings: Mapping[str, str]) -> None:
        self.unit, self.year, self.settings = unit, year, settings
        self.unit_ids = units.below(unit.id)
        self.smallest = int(settings["n-terkecil"])
        self.whole = Period(year * 100 + 1, 12)
        self.quarters = [
            one for past in range(year - YEARS_BACK, year + 1) for one in index_year.quarters(past)
        ]
        self.periods = [*self.quarters, *index_year.months(year)]

    def survey(self, name: str, entered: tuple[Decimal, str] | None) -> SurveyOfYear:
        known = {code: instruments.by_code(code) for code in SURVEYS[name]}
        answers = {code: self._answers(one) for code, one in known.items()}
        first = counting(answers)
        used = sorted((code for code in known if answers[code]), key=lambda code: code != first)
        return SurveyOfYear(
            name=name,
            versions=tuple(self._version(known[code]) for code in used),
            official=entered,
            older=self._older(list(known.values())),
        )

    def _older(self, known: Sequence[Instrument]) -> tuple[Older, ...]:
        every = [
            index_year.older_of(one, told)
            for one in known
            for told in historic.of_unit(self.unit.id, instruments.id_of(one.code)).values()
            if told.period.year <= self.year
        ]
        return tuple(sorted(every, key=lambda one: (one.historic.period.last, one.instrument)))

    def _answers(self, instrument: Instrument) -> int:
        number = instruments.id_of(instrument.code)
        return left_out.kept(instrument, number, self.unit_ids, self.whole.months).respondents

    def _version(self, instrument: Instrument) -> Version:
        report = measure(self.unit, instrument, self.whole)
        spells = self._spells(instrument, series(self.unit, instrument, self.periods))
        ikm = report.ikm
        return Version(
            instrument=instrument,
            report=report,
            figures=figures_of(report),
            found=index_year.found_of(ikm) if ikm else None,
            other=index_year.by_other_rule(ikm, instrument, report.method) if ikm else None,
            quarters=spells[: len(self.quarters)],
            months=spells[len(self.quarters) :],
        )

    def _spells(self, instrument: Instrument, points: Sequence[TrendPoint]) -> tuple[Spell, ...]:
        counts = {one.period: one.respondents for one in points}
        quiet: set[Period] = set()
        for year in range(self.year - YEARS_BACK, self.year + 1):
            # Only this year's months are there; those of other years count nobody.
            quiet |= index_year.untold(counts, year, self.smallest)
        frozen = {one.period: one for one in closings.closings_of(self.unit.id, instrument.code)}
        visits = official.visits_each(self.unit_ids, [one.period.months for one in points])
        return tuple(
            self._spell(one, known, one.period in quiet, frozen.get(one.period))
            for one, known in zip(points, visits, strict=True)
        )

    def _spell(
        self, one: TrendPoint, visits: int | None, untold: bool, frozen: Closing | None
    ) -> Spell:
        minimum, _rule = minimum_sample(self.settings, visits, one.respondents)
        found = index_year.found_of(one.value) if one.value and not untold else None
        return Spell(one.period, one.respondents, minimum, found, untold, frozen)


def printed_four(spell: Spell) -> Fraction | None:
    """The index on 4 as the closed period froze it; None where it was not closed."""
    figures = spell.closing.figures if spell.closing else None
    return Fraction(figures.ikm) / 25 if figures and figures.ikm is not None else None
