"""Column types of ours. One instant type: SQLite drops a time zone and keeps the wall clock,
so deadlines would move by eight hours when an office changes database."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import BigInteger, Dialect, Integer
from sqlalchemy.dialects.postgresql import TIMESTAMP
from sqlalchemy.types import TypeDecorator, TypeEngine

RandomId = BigInteger().with_variant(Integer, "sqlite")
"""63 bits drawn at random; in SQLite the row's own number."""
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


class NaiveInstant(TypeError):
    """A datetime without an offset cannot name an instant."""


def microseconds(instant: datetime) -> int:
    """Whole microseconds since 1970 in UTC; raises `NaiveInstant`."""
    if instant.tzinfo is None:
        raise NaiveInstant(f"{instant!r} tidak menyebut zona waktunya.")
    return (instant - _EPOCH) // _MICROSECOND


class Instant(TypeDecorator[datetime]):
    """A UTC instant to the microsecond: whole microseconds in SQLite, ``timestamptz`` in
    PostgreSQL. Refuses naive values, returns aware ones."""

    impl = BigInteger
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        if dialect.name == "postgresql":
            return dialect.type_descriptor(TIMESTAMP(timezone=True))
        return dialect.type_descriptor(BigInteger())

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        if value is None:
            return None
        whole = microseconds(value)
        return value.astimezone(UTC) if dialect.name == "postgresql" else whole

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if dialect.name == "postgresql":
            return value.astimezone(UTC)  # type: ignore[no-any-return]
        return _EPOCH + timedelta(microseconds=value)
