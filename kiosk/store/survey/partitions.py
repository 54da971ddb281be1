"""Months of answers as tables of their own, on PostgreSQL; SQLite has one table and none of this.

What has no month's table lies in the rest, so no answer is ever refused. A month is taken out of
the rest under a lock on it alone: who reads or writes a known month waits for nothing.
"""

from collections.abc import Collection

from sqlalchemy import text

from kiosk.domain.month import Month
from kiosk.store.engine import connection

FIRST, LAST = 200001, 209912
"""A month beyond it is a mistake, and stays in the rest."""
WAIT_MILLISECONDS = 500
"""For the lock: whoever asks for it keeps those behind waiting too."""
_NAMES = text(
    "SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid "
    "WHERE i.inhparent = 'answers'::regclass"
)


def are_used() -> bool:
    return connection().dialect.name == "postgresql"


def known() -> set[Month]:
    names = connection().scalars(_NAMES)
    return {int(name.removeprefix("answers_m")) for name in names if name != "answers_rest"}


def in_rest() -> set[Month]:
    """Months that have answers there, and could have a table."""
    found = connection().scalars(text("SELECT DISTINCT month FROM answers_rest"))
    return {month for month in found if is_possible(month)}


def is_possible(month: Month) -> bool:
    return FIRST <= month <= LAST and 1 <= month % 100 <= 12


def make(months: Collection[Month]) -> None:
    """Tables of these months, with what lies in the rest of them: all, or none."""
    here = connection()
    here.execute(text(f"SET LOCAL lock_timeout = {WAIT_MILLISECONDS}"))
    here.execute(text("SET LOCAL statement_timeout = 0"))
    # First of all: whoever wrote there meanwhile would stop what follows at its end.
    here.execute(text("LOCK TABLE answers_rest IN ACCESS EXCLUSIVE MODE"))
    for month in sorted(months):
        name, bound = f"answers_m{int(month)}", {"month": int(month)}
        here.execute(text(f"CREATE TABLE {name} (LIKE answers INCLUDING DEFAULTS)"))
        here.execute(
            text(
                "WITH moved AS (DELETE FROM answers_rest WHERE month = :month RETURNING *) "
                f"INSERT INTO {name} SELECT * FROM moved"
            ),
            bound,
        )
        here.execute(
            text(
                f"ALTER TABLE answers ATTACH PARTITION {name} "
                f"FOR VALUES FROM ({int(month)}) TO ({int(month) + 1})"
            )
        )


def look_over() -> None:
    """Its own statistics: PostgreSQL keeps those of the parts by itself, not those of the whole."""
    connection().execute(text("SET LOCAL statement_timeout = 0"))
    connection().execute(text("ANALYZE answers"))
