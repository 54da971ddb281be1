"""Tallies: one row upserted with each answer, read by adding."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Table, bindparam, delete, func, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.index.tally import EMPTY, Scores, Tally, mean_in_units
from kiosk.domain.survey.instrument import MARKS, Instrument
from kiosk.store.engine import connection
from kiosk.store.index.tables import CELL_NAMES, tallies
from kiosk.store.statement import Prepared

KEYS = ("month", "unit_id", "instrument_id", "point_id", "service_id", "source")
NO_SERVICE = 0


@cache
def cells(instrument: Instrument) -> Mapping[str, tuple[str, ...]]:
    """Item code to its cells' column names, lowest value first."""
    width = len(instrument.scale.values)
    return {
        code: CELL_NAMES[MARKS.index(item.mark) * width : (MARKS.index(item.mark) + 1) * width]
        for code, item in instrument.items.items()
    }


@cache
def _zeros(instrument: Instrument) -> Mapping[str, int]:
    return {name: 0 for names in cells(instrument).values() for name in names}


def upserting(table: Table, keys: Sequence[str], instrument: Instrument) -> Prepared:
    """Adds to a row or makes it; touches only this instrument's cells."""
    sums = ["respondents", "total", "squares"]
    sums += [name for names in cells(instrument).values() for name in names]

    def build(dialect: str) -> Any:
        make = postgresql.insert if dialect == "postgresql" else sqlite.insert
        new = make(table).values({name: bindparam(name) for name in (*keys, *sums)})
        return new.on_conflict_do_update(
            index_elements=list(keys),
            set_={name: table.c[name] + new.excluded[name] for name in sums},
        )

    return Prepared(build)


@cache
def _upsert(instrument: Instrument) -> Prepared:
    return upserting(tallies, KEYS, instrument)


def add(key: Mapping[str, int], instrument: Instrument, scores: Scores) -> None:
    """Add one respondent. The last write before the commit: a hot row is locked briefly."""
    mean = mean_in_units(instrument, scores)
    values = {**_zeros(instrument), **key}
    low, places = instrument.scale.low, cells(instrument)
    for code, score in scores.items():
        values[places[code][score - low]] = 1
    values.update(respondents=1, total=mean, squares=mean * mean)
    _upsert(instrument).run(values)


def put(key: Mapping[str, int], instrument: Instrument, tally: Tally) -> None:
    """Add a whole tally to a row."""
    _upsert(instrument).run({**key, **named(instrument, tally)})


def named(instrument: Instrument, tally: Tally) -> dict[str, int]:
    """A tally by the names of its columns."""
    values = dict(_zeros(instrument))
    for code, counts in tally.counts.items():
        values.update(zip(cells(instrument)[code], counts, strict=True))
    values.update(respondents=tally.respondents, total=tally.total, squares=tally.squares)
    return values


def hold() -> None:
    """Keep every other writer of tallies out until this transaction ends: an answer committed
    between reading the answers and writing their tally would be lost. On SQLite a writing
    transaction is alone anyway."""
    if connection().dialect.name == "postgresql":
        connection().exec_driver_sql("LOCK TABLE tallies IN SHARE ROW EXCLUSIVE MODE")


def clear(unit_ids: Sequence[int], month: int) -> None:
    connection().execute(delete(tallies).where(*_where(unit_ids, month)))


def _where(unit_ids: Sequence[int], month: int) -> tuple[ColumnElement[bool], ...]:
    return tallies.c.month == month, tallies.c.unit_id.in_(tuple(unit_ids))


def read(
    instrument: Instrument,
    instrument_id: int,
    unit_ids: Sequence[int],
    months: Iterable[int],
    by: Sequence[str] = (),
) -> dict[tuple[int, ...], Tally]:
    """Sums over units and months, split by some key columns; {(): Tally} when not split."""
    sums = summed(tallies, instrument)
    split = [tallies.c[name] for name in by]
    query = (
        select(*split, *sums)
        .where(tallies.c.month.in_(tuple(months)), tallies.c.unit_id.in_(tuple(unit_ids)))
        .where(tallies.c.instrument_id == instrument_id)
        .group_by(*split)
    )
    found = {}
    for row in connection().execute(query):
        if row[len(split)]:
            found[tuple(row[: len(split)])] = of_sums(instrument, row[len(split) :])
    return found


@cache
def summed(table: Table, instrument: Instrument) -> tuple[Any, ...]:
    """The columns `of_sums` takes, added up."""
    flat_names = [name for names in cells(instrument).values() for name in names]
    names = ("respondents", "total", "squares", *flat_names)
    return tuple(func.sum(table.c[name]) for name in names)


def total(
    instrument: Instrument, instrument_id: int, unit_ids: Sequence[int], months: Iterable[int]
) -> Tally:
    return read(instrument, instrument_id, unit_ids, months).get((), EMPTY)


def of_sums(instrument: Instrument, sums: Sequence[Any]) -> Tally:
    # Of a sum of large whole numbers PostgreSQL makes a decimal.
    respondents, mean_sum, squares = map(int, sums[:3])
    # Cells of one instrument follow one another: each item takes the next few.
    every = iter(sums[3:])
    width = (every,) * len(instrument.scale.values)
    counts = dict(zip(cells(instrument), zip(*width, strict=True), strict=True))
    return Tally(respondents, counts, mean_sum, squares)


def flat(instrument: Instrument, tally: Tally) -> tuple[int, ...]:
    """A tally as the numbers of its row, the key left out."""
    cell = dict.fromkeys(CELL_NAMES, 0)
    for code, counts in tally.counts.items():
        cell.update(zip(cells(instrument)[code], counts, strict=True))
    return (tally.respondents, tally.total, tally.squares, *cell.values())


def rows_of(unit_ids: Sequence[int], month: int) -> dict[tuple[int, ...], tuple[int, ...]]:
    """Every row of these units and month as plain numbers: key to sums and cells."""
    query = select(tallies).where(*_where(unit_ids, month))
    width = len(KEYS)
    return {tuple(row[:width]): tuple(row[width:]) for row in connection().execute(query)}


def months_with(unit_ids: Sequence[int], instrument_id: int, since: int) -> list[int]:
    """Months from ``since`` on in which somebody answered in one of these units."""
    query = (
        select(tallies.c.month)
        .where(tallies.c.month >= since, tallies.c.unit_id.in_(tuple(unit_ids)))
        .where(tallies.c.instrument_id == instrument_id)
        .distinct()
    )
    return sorted(row[0] for row in connection().execute(query))


def instruments_with(unit_ids: Sequence[int], months: Iterable[int]) -> frozenset[int]:
    """Ids of the questionnaires that somebody answered in these units and months."""
    query = (
        select(tallies.c.instrument_id)
        .where(tallies.c.month.in_(tuple(months)), tallies.c.unit_id.in_(tuple(unit_ids)))
        .distinct()
    )
    return frozenset(connection().scalars(query))


def months() -> list[int]:
    """Wherever there is a tally."""
    return months_of(tallies)


def months_of(table: Table) -> list[int]:
    """One look into its key for each, however many rows a month has."""
    found: list[int] = []
    after = 0
    while True:
        query = select(func.min(table.c.month)).where(table.c.month > after)
        month = connection().scalar(query)
        if month is None:
            return found
        found.append(month)
        after = month
