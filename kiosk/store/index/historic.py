"""Indexes from before this system."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from sqlalchemy import delete, insert, select

from kiosk.domain.index import period as periods
from kiosk.domain.index.historic import Historic
from kiosk.domain.index.period import Period
from kiosk.store.engine import connection
from kiosk.store.index.period_tables import HistoricIndex


def of_unit(
    unit_id: int, instrument_id: int, only: Sequence[Period] | None = None
) -> dict[Period, Historic]:
    """By period, the newest first."""
    query = select(
        HistoricIndex.period,
        HistoricIndex.ikm,
        HistoricIndex.respondents,
        HistoricIndex.bands,
        HistoricIndex.document,
    ).where(HistoricIndex.unit_id == unit_id, HistoricIndex.instrument_id == instrument_id)
    if only is not None:
        query = query.where(HistoricIndex.period.in_([str(one) for one in only]))
    found = [
        Historic(periods.parse(row.period), Decimal(row.ikm), *row[2:])
        for row in connection().execute(query)
    ]
    found.sort(key=lambda one: (one.period.last, one.period.length), reverse=True)
    return {one.period: one for one in found}


def put(unit_id: int, instrument_id: int, given: Historic, at: datetime) -> None:
    """In place of what was there for the period."""
    remove(unit_id, instrument_id, given.period)
    connection().execute(
        insert(HistoricIndex).values(
            unit_id=unit_id,
            instrument_id=instrument_id,
            period=str(given.period),
            ikm=f"{given.ikm:f}",
            respondents=given.respondents,
            bands=given.bands,
            document=given.document,
            entered_at=at,
        )
    )


def remove(unit_id: int, instrument_id: int, period: Period) -> None:
    connection().execute(
        delete(HistoricIndex).where(
            HistoricIndex.unit_id == unit_id,
            HistoricIndex.instrument_id == instrument_id,
            HistoricIndex.period == str(period),
        )
    )
