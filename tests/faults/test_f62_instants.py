"""One type for instants: aware, UTC, equal to the microsecond on both databases (F62)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import Column, Integer, MetaData, Table, insert, select
from sqlalchemy.exc import StatementError

from kiosk.store.engine import connection, reading, transaction
from kiosk.store.types import Instant, NaiveInstant

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

moments = Table(
    "moments", MetaData(), Column("id", Integer, primary_key=True), Column("at", Instant)
)
WITA = ZoneInfo("Asia/Makassar")


@pytest.fixture
def kept(app: Flask) -> Iterator[None]:
    with app.app_context():
        with transaction():
            moments.create(connection())
        yield


def keep(instant: datetime | None) -> datetime | None:
    """What comes back of an instant once it was kept."""
    with transaction():
        connection().execute(insert(moments).values(id=1, at=instant))
    with reading():
        found: datetime | None = connection().execute(select(moments.c.at)).scalar_one()
        return found


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    "instant",
    [
        datetime(2026, 10, 31, 15, 59, 59, 999_999, tzinfo=UTC),
        datetime(2026, 11, 1, 0, 0, 0, 1, tzinfo=UTC),
        datetime(1969, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=UTC),
        datetime(9999, 12, 31, 23, 59, 59, 999_999, tzinfo=UTC),
    ],
)
def test_an_instant_comes_back_equal_to_the_microsecond(instant: datetime, held: Held) -> None:
    found = keep(instant)
    assert found == instant
    held(tried="instants kept on both databases", figure=f"{found:%Y-%m-%d %H:%M:%S.%f} as kept")


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("zone", [WITA, timezone(timedelta(hours=-9, minutes=-30))])
def test_another_offset_comes_back_as_the_same_instant_in_utc(zone: timezone) -> None:
    given = datetime(2026, 10, 31, 23, 59, 59, 5, tzinfo=zone)
    found = keep(given)
    assert found == given
    assert found.utcoffset() == timedelta(0)


@pytest.mark.usefixtures("kept")
def test_an_instant_without_an_offset_is_refused() -> None:
    with pytest.raises(StatementError) as refused:
        keep(datetime(2026, 10, 31, 23, 59, 59))  # noqa: DTZ001
    assert isinstance(refused.value.orig, NaiveInstant)
    assert "zona waktu" in str(refused.value.orig)


@pytest.mark.usefixtures("kept")
def test_no_instant_stays_none() -> None:
    assert keep(None) is None


@pytest.mark.usefixtures("kept")
def test_instants_keep_their_order_across_offsets() -> None:
    """Compared by the database, as a deadline is: 23.59 WITA lies before 16.00 UTC."""
    last = datetime(2026, 10, 31, 23, 59, 59, tzinfo=WITA)
    with transaction():
        for number, at in enumerate((last, last + timedelta(microseconds=1)), 1):
            connection().execute(insert(moments).values(id=number, at=at))
    with reading():
        before = select(moments.c.id).where(
            moments.c.at < last.astimezone(UTC) + timedelta(microseconds=1)
        )
        assert connection().scalars(before).all() == [1]
