"""Steps that flows of Zona Integritas share: the komponen hasil of a unit and period, with where
each number comes from. All inside the caller's look."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from kiosk.domain.index import ikm as index
from kiosk.domain.index.ikm import Ikm
from kiosk.domain.index.method import Method
from kiosk.domain.index.method_settings import method_of
from kiosk.domain.index.period import Period
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.place.point import UnitCard
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.zi import kinerja
from kiosk.domain.zi.basis import Basis
from kiosk.domain.zi.choice import choose_ipak, choose_ipkp
from kiosk.domain.zi.hasil import Conversion, Hasil, Inputs, weigh
from kiosk.domain.zi.index_year import months, quarters, untold
from kiosk.domain.zi.monthly import Monthly
from kiosk.domain.zi.versions import SURVEYS, counting
from kiosk.flows import measuring
from kiosk.store.index import official, tallies
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import flags, instruments, left_out


@dataclass(frozen=True)
class HasilReport:
    """``basis``: of "ipak", "ipkp" and "kinerja", of what counts, where known; ``own``: of the
    unit's own "ipak", "ipkp" and "ikm", whether it counts or not. ``settings``: of the unit."""

    unit: UnitCard
    period: Period
    hasil: Hasil
    basis: Mapping[str, Basis]
    own: Mapping[str, Basis]
    ikm: Ikm | None
    months: tuple[Monthly, ...]
    settings: Mapping[str, str]


def report_of(unit: UnitCard, period: Period, pengungkit: Fraction | None = None) -> HasilReport:
    """Covers the unit and all below it."""
    return _Reader(unit, period).report(pengungkit)


@dataclass(frozen=True)
class _Own:
    """One survey of the unit: of the period, and of each of its months."""

    whole: Ikm | None
    months: Mapping[int, Ikm | None]
    answers: Mapping[int, int]

    def four(self, month: int) -> Fraction | None:
        found = self.months.get(month)
        return found.four if found else None


_NONE = _Own(None, {}, {})


class _Reader:
    def __init__(self, unit: UnitCard, period: Period) -> None:
        self.unit, self.period = unit, period
        self.unit_ids = units.below(unit.id)
        self.settings = kept_settings.of_unit(unit.id)
        self.smallest = int(self.settings["n-terkecil"])
        self.answered = tallies.instruments_with(self.unit_ids, period.months)
        self.own: dict[str, Basis] = {}

    def report(self, pengungkit: Fraction | None) -> HasilReport:
        ipak, ipkp, ikm = self._survey("ipak"), self._survey("ipkp"), self._survey("ikm")
        entered = official.official(self.unit.id, self.period.year)
        given = {name: Fraction(value) for name, (value, _document) in entered.items()}
        points, basis = self._kinerja()
        inputs = Inputs(
            ipak=choose_ipak(given.get("ipak"), ipak.whole.four if ipak.whole else None),
            ipkp=choose_ipkp(
                given.get("ipkp"),
                ipkp.whole.four if ipkp.whole else None,
                ikm.whole.exact if ikm.whole else None,
            ),
            kinerja=points,
            pengungkit=pengungkit,
        )
        basis |= {name: one for name, one in self.own.items() if name != "ikm"}
        basis |= {name: Basis(document) for name, (_value, document) in entered.items()}
        if inputs.ipkp and inputs.ipkp.provisional:
            basis["ipkp"] = self.own["ikm"]
        return HasilReport(
            unit=self.unit,
            period=self.period,
            hasil=weigh(inputs, Conversion(self.settings["konversi-hasil"])),
            basis=basis,
            own=self.own,
            ikm=ikm.whole,
            months=tuple(self._month(month, ipak, ipkp, ikm) for month in self.period.months),
            settings=self.settings,
        )

    def _month(self, month: int, ipak: _Own, ipkp: _Own, ikm: _Own) -> Monthly:
        found = ikm.months.get(month)
        answers = [one.answers.get(month, 0) for one in (ipak, ipkp, ikm)]
        return Monthly(
            month=month,
            ipak=ipak.four(month),
            ipkp=ipkp.four(month),
            estimate=found.exact / 25 if found else None,
            answers=(answers[0], answers[1], answers[2]),
        )

    def _survey(self, name: str) -> _Own:
        """Of the questionnaire with most answers; one scale is never mixed with another."""
        codes = {code: instruments.id_of(code) for code in SURVEYS[name]}
        kept = {code: self._kept(code) for code, at in codes.items() if at in self.answered}
        code = counting({code: tally.respondents for code, tally in kept.items()})
        if code is None:
            return _NONE
        instrument = instruments.by_code(code)
        found = self._exact(instrument) if name == "ikm" else self._measured(instrument)
        if found.whole is not None:
            self.own[name] = self._basis(instrument, kept[code], found.whole)
        return found

    def _kept(self, code: str) -> Tally:
        number = instruments.id_of(code)
        return left_out.kept(instruments.by_code(code), number, self.unit_ids, self.period.months)

    def _measured(self, instrument: Instrument) -> _Own:
        """As the page of the index shows it: a month it leaves out stands nowhere else."""
        years = sorted({month // 100 for month in self.period.months})
        parts = [part for year in years for part in (*quarters(year), *months(year))]
        whole, *found = measuring.series(self.unit, instrument, [self.period, *parts])
        counts = {one.period: one.respondents for one in found}
        quiet = {one for year in years for one in untold(counts, year, self.smallest)}
        shown = [one for one in found if one.period.length == 1]
        return _Own(
            whole.value,
            {one.period.first: None if one.period in quiet else one.value for one in shown},
            {one.period.first: one.respondents for one in shown},
        )

    def _exact(self, instrument: Instrument) -> _Own:
        """The IKM by exact weights: one of weight 0,11 can fall below 25."""
        number = instruments.id_of(instrument.code)
        split = tallies.read(instrument, number, self.unit_ids, self.period.months, by=("month",))
        gone = left_out.read(instrument, number, self.unit_ids, self.period.months)
        kept = {
            month: sum((one.tally for one in gone if one.month == month), EMPTY)
            for month in self.period.months
        }
        kept = {month: split.get((month,), EMPTY) - one for month, one in kept.items()}
        return _Own(
            self._shown(instrument, sum(kept.values(), EMPTY)),
            {month: self._shown(instrument, tally) for month, tally in kept.items()},
            {month: tally.respondents for month, tally in kept.items()},
        )

    def _shown(self, instrument: Instrument, tally: Tally) -> Ikm | None:
        if tally.respondents < self.smallest:
            return None
        return index.compute(instrument, tally, Method())

    def _basis(self, instrument: Instrument, tally: Tally, found: Ikm) -> Basis:
        number = instruments.id_of(instrument.code)
        every = tallies.total(instrument, number, self.unit_ids, self.period.months)
        excluded = every.respondents - tally.respondents
        method = method_of(self.settings, instrument)
        # Of fewer than may be told of, both figures together tell what they answered (F56).
        is_told = excluded >= self.smallest
        whole = index.compute(instrument, every, method) if is_told else None
        ends = found.interval
        return Basis(
            text=str(instrument.title["id"]),
            respondents=tally.respondents,
            excluded=excluded,
            with_excluded=str(half_up(whole.four, 2)) if whole else None,
            flagged=flags.count(self.unit_ids, self.period.months, number).flagged,
            instrument=instrument.code,
            index=found.four,
            interval=(_on_four(ends.low), _on_four(ends.high)) if ends else None,
        )

    def _kinerja(self) -> tuple[Fraction | None, dict[str, Basis]]:
        found = official.performance(self.unit.id, self.period.year)
        if found is None:
            return None, {}
        option, basis = found
        return kinerja.option(option).points, {"kinerja": Basis(f"Pilihan {option}: {basis}")}


def _on_four(end: object) -> Fraction:
    return Fraction(half_up(Fraction(str(end)) / 25, 2))
