"""Every unit with its index of the current month, read in one look."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from kiosk.domain.index import ikm as index
from kiosk.domain.index.method_settings import method_of, minimum_sample
from kiosk.domain.index.period import Period, month_of, of_month
from kiosk.domain.index.tally import EMPTY, Tally
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.engine import reading
from kiosk.store.index import official, tallies
from kiosk.store.place import settings, units
from kiosk.store.survey import instruments

INSTRUMENT = "skm-2017"


@dataclass(frozen=True)
class UnitIndex:
    """``ikm`` None: too few to show. ``mutu`` None: sample too short for a grade."""

    code: str
    name: str
    instansi: str
    depth: int
    period: Period
    respondents: int
    ikm: Decimal | None
    mutu: str | None


def list_indexes(now: datetime) -> list[UnitIndex]:
    """By instansi, each unit under its parent; a unit's figures cover all below it."""
    with reading():
        instrument = instruments.by_code(INSTRUMENT)
        rows = units.all_with_parents()
        months = {row.id: month_of(now, row.timezone) for row in rows}
        own = _tallies(instrument, rows, set(months.values()))
        tree = _Tree(rows)
        return [
            _unit_index(row, tree, months, own, instrument)
            for row in sorted(rows, key=lambda row: (row.instansi, tree.path(row)))
        ]


def _tallies(
    instrument: Instrument, rows: list[Any], months: set[int]
) -> Mapping[tuple[int, ...], Tally]:
    ids = [row.id for row in rows]
    number = instruments.id_of(instrument.code)
    return tallies.read(instrument, number, ids, months, by=("unit_id", "month"))


class _Tree:
    """Parents and children of the units at hand, by code."""

    def __init__(self, rows: list[Any]) -> None:
        self.rows = {row.code: row for row in rows}

    def path(self, row: Any) -> tuple[int, ...]:
        """Ids from the top down to this unit: sorting by it puts children under parents."""
        above = self.rows.get(row.parent)
        return (*(self.path(above) if above is not None else ()), row.id)

    def below(self, row: Any) -> list[int]:
        return [one.id for one in self.rows.values() if row.id in self.path(one)]


def _unit_index(
    row: Any,
    tree: _Tree,
    months: Mapping[int, int],
    own: Mapping[tuple[int, ...], Tally],
    instrument: Instrument,
) -> UnitIndex:
    month, below = months[row.id], tree.below(row)
    tally = sum((own.get((one, month), EMPTY) for one in below), EMPTY)
    values = settings.of_unit(row.id)
    minimum, _rule = minimum_sample(values, official.visits(below, (month,)))
    shown = tally.respondents >= int(values["n-terkecil"])
    found = index.compute(instrument, tally, method_of(values, instrument.bands)) if shown else None
    return UnitIndex(
        code=row.code,
        name=row.name,
        instansi=row.instansi,
        depth=len(tree.path(row)) - 1,
        period=of_month(month),
        respondents=tally.respondents,
        ikm=found.ikm if found else None,
        mutu=found.grade.mutu if found and tally.respondents >= minimum else None,
    )
