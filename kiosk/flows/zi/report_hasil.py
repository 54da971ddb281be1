"""The komponen hasil of a unit and year, with where each number comes from."""

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
from kiosk.domain.zi.choice import choose_ipak, choose_ipkp
from kiosk.domain.zi.hasil import Conversion, Hasil, Inputs, weigh
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import flags, instruments, left_out

SURVEYS = {"ipak": ("spak", "spak-6"), "ipkp": ("spkp", "spkp-6"), "ikm": ("skm-2017",)}


@dataclass(frozen=True)
class Basis:
    """What stands behind one index: respondents and instrument, or a document."""

    text: str
    respondents: int | None = None
    excluded: int = 0
    with_excluded: str | None = None
    """The index on 4 with the answers that two people left out; None where none were."""
    flagged: int | None = None
    """Of those answers, left out or not, how many bear a signal; None for a document."""


@dataclass(frozen=True)
class HasilReport:
    """``basis``: of "ipak", "ipkp" and "kinerja", where known."""

    unit: UnitCard
    period: Period
    hasil: Hasil
    basis: dict[str, Basis]
    ikm: Ikm | None


def report_hasil(unit_code: str, period: Period, pengungkit: Fraction | None = None) -> HasilReport:
    """Covers the unit and all below it; raises `UnknownUnit`."""
    with reading():
        return _Reader(units.by_code(unit_code), period).report(pengungkit)


class _Reader:
    def __init__(self, unit: UnitCard, period: Period) -> None:
        self.unit, self.period = unit, period
        self.unit_ids = units.below(unit.id)
        self.settings = kept_settings.of_unit(unit.id)
        self.smallest = int(self.settings["n-terkecil"])
        self.basis: dict[str, Basis] = {}

    def report(self, pengungkit: Fraction | None) -> HasilReport:
        entered = official.official(self.unit.id, self.period.year)
        given = {name: Fraction(value) for name, (value, _document) in entered.items()}
        ikm = self._own("ikm", exact=True)
        ipak, ipkp = self._own("ipak"), self._own("ipkp")
        inputs = Inputs(
            ipak=choose_ipak(given.get("ipak"), ipak.four if ipak else None),
            ipkp=choose_ipkp(
                given.get("ipkp"), ipkp.four if ipkp else None, ikm.exact if ikm else None
            ),
            kinerja=self._kinerja(),
            pengungkit=pengungkit,
        )
        for name, (_value, document) in entered.items():
            self.basis[name] = Basis(document)
        if inputs.ipkp and inputs.ipkp.provisional:
            self.basis["ipkp"] = self.basis["ikm"]
        conversion = Conversion(self.settings["konversi-hasil"])
        return HasilReport(self.unit, self.period, weigh(inputs, conversion), self.basis, ikm)

    def _own(self, name: str, *, exact: bool = False) -> Ikm | None:
        """The index of the instrument with most answers; one scale is never mixed with another."""
        best: tuple[int, str, Tally] = (0, "", EMPTY)
        for code in SURVEYS[name]:
            instrument = instruments.by_code(code)
            tally = left_out.kept(
                instrument, instruments.id_of(code), self.unit_ids, self.period.months
            )
            best = max(best, (tally.respondents, code, tally), key=lambda one: one[0])
        respondents, code, tally = best
        if respondents < self.smallest:
            return None
        instrument = instruments.by_code(code)
        method = Method() if exact else method_of(self.settings, instrument)
        self.basis[name] = self._basis(instrument, tally, method)
        return index.compute(instrument, tally, method)

    def _basis(self, instrument: Instrument, tally: Tally, method: Method) -> Basis:
        number = instruments.id_of(instrument.code)
        every = tallies.total(instrument, number, self.unit_ids, self.period.months)
        excluded = every.respondents - tally.respondents
        whole = index.compute(instrument, every, method) if excluded else None
        return Basis(
            str(instrument.title["id"]),
            tally.respondents,
            excluded,
            str(half_up(whole.four, 2)) if whole else None,
            flags.count(self.unit_ids, self.period.months, number).flagged,
        )

    def _kinerja(self) -> Fraction | None:
        found = official.performance(self.unit.id, self.period.year)
        if found is None:
            return None
        option, basis = found
        self.basis["kinerja"] = Basis(f"Pilihan {option}: {basis}")
        return kinerja.option(option).points
