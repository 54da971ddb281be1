"""The figures of all regions of this database, added up."""

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from kiosk.domain.index.nation import Part
from kiosk.domain.index.region import FOLDED, Handled
from kiosk.domain.survey.instrument import Instrument
from kiosk.store.engine import connection
from kiosk.store.index import tallies
from kiosk.store.region.region_tables import (
    RegionFill,
    region_complaints,
    region_indexes,
    region_tallies,
)


def parts(instrument: Instrument, months: Sequence[int]) -> list[Part]:
    """By region, province and kind of unit: however many units there are."""
    t = region_tallies.c
    split = (t.region, t.province, t.kind)
    named = func.count(func.distinct(func.nullif(t.unit, FOLDED)))
    query = (
        select(*split, named, *tallies.summed(region_tallies, instrument))
        .where(t.month.in_(months), t.instrument == instrument.code)
        .group_by(*split)
    )
    rows = connection().execute(query)
    return [
        Part(row[0], row[1], row[2], row[3], tallies.of_sums(instrument, row[4:])) for row in rows
    ]


def handled(months: Sequence[int]) -> list[tuple[str, str, str, Handled]]:
    """(region, province, kind, counts) of the complaints received in these months."""
    t = region_complaints.c
    split = (t.region, t.province, t.kind)
    sums = [func.sum(t[one.name]) for one in fields(Handled)]
    query = select(*split, *sums).where(t.month.in_(months)).group_by(*split)
    return [
        (row[0], row[1], row[2], Handled(*map(int, row[3:]))) for row in connection().execute(query)
    ]


def indexes(instrument: Instrument, period: str) -> list[Any]:
    """What units published of exactly this period, as rows of the table."""
    t = region_indexes
    query = select(t).where(t.c.instrument == instrument.code, t.c.period == period)
    return list(connection().execute(query.order_by(t.c.region, t.c.unit)))


def fills() -> dict[str, tuple[datetime, int]]:
    """Region to when it prepared its figures, and of which shape they are."""
    rows = connection().execute(select(RegionFill.region, RegionFill.filled_at, RegionFill.shape))
    return {row.region: (row.filled_at, row.shape) for row in rows}
