"""An empty installation becomes a believable one of Nusa Tenggara Timur."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.month import Month
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.demo_answers import Key, Sheet, Slice, tallies
from kiosk.domain.upkeep.demo_kinds import Fee
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.upkeep.demo_places import FILES_POINT, UnitPlan
from kiosk.domain.upkeep.demo_plan import FROM_FILES, ON_FORM, Cell, DemoPlan
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.engine import reading, transaction
from kiosk.store.index import official
from kiosk.store.index.tallies import NO_SERVICE
from kiosk.store.place import points, units
from kiosk.store.survey import answers, bulk, instruments
from kiosk.store.upkeep import database

Step = Callable[[int], object]


class NotEmpty(Refusal):
    """There are places or answers already."""


class NotInitialised(Refusal):
    """`kiosk init` has not been run."""


@dataclass(frozen=True)
class Filled:
    """What was made. ``first_unit`` and ``first_point``: where to look first."""

    order: DemoOrder
    instansi: int
    units: int
    services: int
    points: int
    answers: int
    file_answers: int
    suggestions: int
    visits: int
    first_month: Month
    last_month: Month
    first_unit: str
    first_point: str


@dataclass
class _Places:
    """Ids of what was made, by code."""

    instansi: dict[str, int] = field(default_factory=dict)
    units: dict[str, int] = field(default_factory=dict)
    points: dict[str, int] = field(default_factory=dict)
    services: dict[tuple[str, str], int] = field(default_factory=dict)


def is_empty() -> bool:
    """Neither a place nor an answer; raises `NotInitialised`."""
    with reading():
        return _is_empty()


def fill_demo(order: DemoOrder, now: datetime, step: Step = lambda _: None) -> Filled:
    """Places in one transaction, then the answers, a part of a unit's month in each.

    ``step`` is told how many answers of the form were just kept. Raises `NotEmpty`,
    `NotInitialised`; then nothing was written.
    """
    plan = DemoPlan(order, now)
    with transaction():
        if not _is_empty():
            raise NotEmpty(
                "Instalasi ini sudah berisi data; contoh hanya dapat diisikan ke instalasi kosong."
            )
        made = _make_places(plan)
        _enter_figures(plan, made, now)
    return _Filling(plan, made, step).run()


def _is_empty() -> bool:
    if database.schema_version() != HEAD or ON_FORM not in instruments.ids():
        raise NotInitialised("Basis data belum siap. Jalankan dahulu: kiosk init.")
    return units.count() == 0 and answers.count() == 0


def _make_places(plan: DemoPlan) -> _Places:
    made = _Places()
    for unit in plan.units:
        body = unit.office.instansi
        if body.code not in made.instansi:
            made.instansi[body.code] = units.add_instansi(body.code, body.name)
        made.units[unit.code] = units.add(
            made.instansi[body.code],
            unit.code,
            unit.office.name,
            unit.zone,
            made.units[unit.office.parent] if unit.office.parent else None,
            unit.address,
            unit.phone,
        )
        _furnish(unit, plan.months(unit)[0], made)
    return made


def _furnish(unit: UnitPlan, first: Month, made: _Places) -> None:
    unit_id = made.units[unit.code]
    for one in unit.services:
        made.services[unit.code, one.code] = units.add_service(
            unit_id, one.code, one.name, asks_fee=one.fee is not Fee.LEFT_BLANK
        )
    for point in unit.points:
        made.points[point.code] = points.add(unit_id, point.code, point.name)
        here = [made.services[unit.code, code] for code in point.services]
        points.offer(made.points[point.code], here)
    made.points[unit.files] = points.add(unit_id, unit.files, FILES_POINT, points.FILES)
    units.use_instrument(unit_id, ON_FORM, first)
    for code in FROM_FILES if unit.office.kind.zi else ():
        units.use_instrument(unit_id, code, first, on_form=False)


def _enter_figures(plan: DemoPlan, made: _Places, now: datetime) -> None:
    for one in plan.official():
        unit_id = made.units[one.unit]
        official.enter_official(unit_id, one.year, one.survey, one.value, one.document, now)
    for each in plan.kinerja():
        unit_id = made.units[each.unit]
        official.enter_performance(unit_id, each.year, each.option, each.basis, now)


class _Filling:
    def __init__(self, plan: DemoPlan, made: _Places, step: Step) -> None:
        self.plan, self.made, self.step = plan, made, step
        self.instruments = {code: instruments.by_code(code) for code in (ON_FORM, *FROM_FILES)}
        self.answers = self.file_answers = self.suggestions = self.visits = 0

    def run(self) -> Filled:
        cells = self.plan.cells()
        self._count_visits(cells)
        for cell in cells:
            for one in self.plan.slices(cell, self.instruments):
                for part in one.parts():
                    self._keep(one, part)
        return self._filled()

    def _count_visits(self, cells: list[Cell]) -> None:
        with transaction():
            for cell in cells:
                if cell.visits is not None:
                    self.visits += cell.visits
                    unit_id = self.made.units[cell.unit.code]
                    official.count_visits(unit_id, cell.month, cell.visits)

    def _keep(self, one: Slice, part: list[Sheet]) -> None:
        instrument = one.instrument
        counted = {self._ids(one, key): t for key, t in tallies(instrument, part).items()}
        with transaction():
            where = {
                "unit_id": self.made.units[one.unit.code],
                "instrument_id": instruments.id_of(instrument.code),
                "month": one.month,
            }
            rows = list(self._rows(one, where["instrument_id"], part))
            bulk.keep_all(instrument, where, rows, counted)
        self._tell(one, part)

    def _rows(self, one: Slice, instrument_id: int, part: list[Sheet]) -> Iterator[dict[str, Any]]:
        for sheet in part:
            yield {
                "point_id": self.made.points[sheet.point],
                "month": one.month,
                "instrument_id": instrument_id,
                "service_id": self._service(one, sheet.service),
                "source": sheet.source,
                "at": sheet.at,
                "scores": sheet.scores,
                "profile": sheet.profile,
                "suggestion": sheet.suggestion,
                "lang": None,
                "notice": sheet.notice,
            }

    def _ids(self, one: Slice, key: Key) -> tuple[int, int, int]:
        service = self._service(one, key.service)
        return self.made.points[key.point], service or NO_SERVICE, key.source

    def _service(self, one: Slice, code: str | None) -> int | None:
        return None if code is None else self.made.services[one.unit.code, code]

    def _tell(self, one: Slice, part: list[Sheet]) -> None:
        if one.from_files:
            self.file_answers += len(part)
            return
        self.answers += len(part)
        self.suggestions += sum(sheet.suggestion is not None for sheet in part)
        self.step(len(part))

    def _filled(self) -> Filled:
        first = self.plan.units[0]
        months = self.plan.months(first)
        return Filled(
            order=self.plan.order,
            instansi=len(self.made.instansi),
            units=len(self.made.units),
            services=len(self.made.services),
            points=len(self.made.points) - len(self.made.units),
            answers=self.answers,
            file_answers=self.file_answers,
            suggestions=self.suggestions,
            visits=self.visits,
            first_month=months[0],
            last_month=months[-1],
            first_unit=first.code,
            first_point=first.points[0].code,
        )
