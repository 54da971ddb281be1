"""The whole demo before anything is kept: places, and how many answers go where."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from random import Random

from kiosk.domain.month import Month, month_of
from kiosk.domain.survey.instrument import Instrument
from kiosk.domain.upkeep.demo_answers import Slice
from kiosk.domain.upkeep.demo_character import months_until
from kiosk.domain.upkeep.demo_moments import Hours, office_hours, worked
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.upkeep.demo_places import UnitPlan, places
from kiosk.domain.upkeep.demo_volume import apportion, visits, weight

ON_FORM = "skm-2017"
FROM_FILES = ("spkp", "spak")
FILE_ANSWERS = 7
"""Sheets of SPKP and of SPAK a ZI unit keys in a month."""


@dataclass(frozen=True)
class OfficialFigure:
    """An index of the external survey, on 4."""

    unit: str
    year: int
    survey: str
    value: Decimal
    document: str


@dataclass(frozen=True)
class KinerjaFigure:
    unit: str
    year: int
    option: str
    basis: str


@dataclass(frozen=True)
class Cell:
    """One unit and month: answers on the form, sheets of each file instrument, people served."""

    unit: UnitPlan
    month: Month
    last: Month
    answers: int
    file_answers: int
    visits: int | None


class DemoPlan:
    """``now`` tells which month is the last, in each unit's own zone."""

    def __init__(self, order: DemoOrder, now: datetime) -> None:
        self.order, self.now = order, now
        self.units = places(order.seed, order.units)
        self._hours = lru_cache(maxsize=None)(lambda month, zone: office_hours(month, zone, now))

    def months(self, unit: UnitPlan) -> tuple[Month, ...]:
        return months_until(month_of(self.now, unit.zone), self.order.months)

    def hours(self, unit: UnitPlan, month: Month) -> list[Hours]:
        return self._hours(month, unit.zone)

    def cells(self) -> list[Cell]:
        """Every unit and month, oldest month first; the answers add up to those ordered."""
        rng = Random(f"{self.order.seed}/volume")
        where = [
            (unit, months[place], months[-1])
            for place in range(self.order.months)
            for unit, months in ((one, self.months(one)) for one in self.units)
        ]
        weights = [self._weight(rng, unit, month) for unit, month, _ in where]
        answers = apportion(self.order.answers, weights)
        files = self._file_answers([unit.office.kind.zi for unit, _, _ in where])
        return [
            Cell(unit, month, last, n, keyed, visits(rng, unit.character, n))
            for (unit, month, last), n, keyed in zip(where, answers, files, strict=True)
        ]

    def _weight(self, rng: Random, unit: UnitPlan, month: Month) -> float:
        past = worked(month, self.hours(unit, month))
        return weight(rng, unit.character, unit.office.kind.season, month, past)

    def _file_answers(self, keeps: list[bool]) -> list[int]:
        """Of each file instrument; never more than a fifth of the answers in all."""
        wanted = sum(keeps) * FILE_ANSWERS * len(FROM_FILES)
        allowed = min(wanted, self.order.answers // 5) // len(FROM_FILES)
        if not wanted:
            return [0] * len(keeps)
        return apportion(allowed, [float(one) for one in keeps])

    def slices(self, cell: Cell, instruments: Mapping[str, Instrument]) -> Iterator[Slice]:
        """What to draw for a cell. The form's own answers come last: they are its newest."""
        counts = {**dict.fromkeys(FROM_FILES, cell.file_answers), ON_FORM: cell.answers}
        for code, count in counts.items():
            if count:
                yield Slice(
                    seed=self.order.seed,
                    unit=cell.unit,
                    instrument=instruments[code],
                    month=cell.month,
                    last=cell.last,
                    hours=self.hours(cell.unit, cell.month),
                    count=count,
                )

    def official(self) -> Iterator[OfficialFigure]:
        """Last year's indexes of the external survey, of the one unit that has them."""
        for unit in self.units:
            if unit.code == "BAWASLU-NTT":
                year = self._year(unit) - 1
                paper = f"Laporan hasil survei eksternal SPAK dan SPKP tahun {year} (contoh)"
                yield OfficialFigure(unit.code, year, "ipak", Decimal("3.71"), paper)
                yield OfficialFigure(unit.code, year, "ipkp", Decimal("3.54"), paper)

    def kinerja(self) -> Iterator[KinerjaFigure]:
        """Of every ZI unit: last year and this one."""
        rng = Random(f"{self.order.seed}/kinerja")
        for unit in self.units:
            if unit.office.kind.zi:
                for year, choices in ((self._year(unit) - 1, "BCD"), (self._year(unit), "BC")):
                    basis = f"Laporan kinerja {unit.office.name} tahun {year} (contoh)"
                    yield KinerjaFigure(unit.code, year, rng.choice(choices), basis)

    def _year(self, unit: UnitPlan) -> int:
        return month_of(self.now, unit.zone) // 100
