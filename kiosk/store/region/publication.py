"""The publication of a region and the subscription of a nation, in PostgreSQL's own words.

The columns are named one by one: a column that is added one day leaves nobody's house until
somebody has published it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from kiosk.domain.refusal import Refusal
from kiosk.store.engine import connection, here
from kiosk.store.region.figures import PUBLISHED

NAME = "suara_loket_wilayah"
_OLDEST = 150_000
"""PostgreSQL 15 brought column lists."""


class Unpublishable(Refusal):
    """This database cannot be replicated from, or not by us."""


class Forbidden(Refusal):
    """The database account of the installation may not do it."""

    def __init__(self) -> None:
        super().__init__(
            "Akun basis data instalasi tidak berwenang. Ulangi dengan --sql, dan berikan hasilnya "
            "kepada DBA untuk dijalankan sebagai postgres."
        )


class Unreached(Refusal):
    """The other database was not reached."""


@dataclass(frozen=True)
class Slot:
    """A subscriber's place in the log. ``retained``: bytes kept for it."""

    name: str
    active: bool
    retained: int


def columns() -> dict[str, list[str]]:
    """What leaves, by table: as it should be."""
    return {str(table.name): [str(one.name) for one in table.columns] for table in PUBLISHED}


def published() -> dict[str, list[str]]:
    """What leaves, by table: as PostgreSQL has it; empty where nothing was published."""
    if connection().dialect.name != "postgresql":
        return {}
    query = text("SELECT tablename, attnames FROM pg_publication_tables WHERE pubname = :name")
    rows = connection().execute(query, {"name": NAME})
    return {row.tablename: list(row.attnames) for row in rows}


def require_postgres() -> None:
    """Raises `Unpublishable`."""
    if connection().dialect.name != "postgresql":
        raise Unpublishable(
            "Replikasi memerlukan basis data Postgres. Isi KIOSK_GATE_URL dengan gerbangnya, atau "
            "pindahkan instalasi dengan kiosk copy."
        )


def require_able() -> None:
    """Raises `Unpublishable`."""
    require_postgres()
    version, level = (
        connection().exec_driver_sql(f"SHOW {name}").scalar_one()
        for name in ("server_version_num", "wal_level")
    )
    if int(version) < _OLDEST:
        raise Unpublishable("Replikasi angka wilayah memerlukan Postgres 15 atau lebih baru.")
    if level != "logical":
        raise Unpublishable(
            "Basis data belum mencatat untuk replikasi logis. Minta DBA menjalankan: ALTER SYSTEM "
            "SET wal_level = 'logical'; lalu memulai ulang servernya."
        )


def statement(*, is_new: bool) -> str:
    """Makes the publication, or brings it to today's columns."""
    tables = ", ".join(f"public.{name} ({', '.join(told)})" for name, told in columns().items())
    if is_new:
        with_what = "WITH (publish = 'insert, update, delete')"
        return f"CREATE PUBLICATION {NAME} FOR TABLE {tables} {with_what}"
    return f"ALTER PUBLICATION {NAME} SET TABLE {tables}"


def grants(role: str) -> list[str]:
    """What a subscriber needs beside the right to replicate: the first copy reads the tables."""
    names = ", ".join(f"public.{table.name}" for table in PUBLISHED)
    return [f"GRANT USAGE ON SCHEMA public TO {role}", f"GRANT SELECT ON {names} TO {role}"]


def run(statements: Sequence[str]) -> None:
    """In the ambient transaction. Raises `Forbidden`."""
    with _forbidding():
        for one in statements:
            connection().exec_driver_sql(one)


def run_alone(statements: Sequence[str]) -> None:
    """Outside any transaction, as PostgreSQL wants it of whatever makes or drops a slot elsewhere.
    Raises `Forbidden`, `Unreached`."""
    pooled = here().raw_connection()
    try:
        raw: Any = pooled.driver_connection
        raw.autocommit = True
        with _forbidding():
            for one in statements:
                raw.execute(one)
    finally:
        pooled.close()


@contextmanager
def _forbidding() -> Iterator[None]:
    try:
        yield
    except (DBAPIError, psycopg.Error) as error:
        raw = error.orig if isinstance(error, DBAPIError) else error
        state = getattr(raw, "sqlstate", None) or ""
        if state == "42501":
            raise Forbidden from error
        if state.startswith("08") or state == "42704":
            # What the server says of the way names a host and a reason, never a password.
            told = " ".join(str(raw).split())
            raise Unreached("Wilayah tidak terjangkau: %(told)s", told=told[:300]) from error
        raise


def slots() -> list[Slot]:
    """Of the database looked at; none where one may not see them."""
    if connection().dialect.name != "postgresql":
        return []
    query = text(
        "SELECT slot_name, active, pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn) AS retained "
        "FROM pg_replication_slots WHERE slot_type = 'logical' AND database = current_database() "
        "ORDER BY slot_name"
    )
    rows: Any = connection().execute(query)
    return [Slot(row.slot_name, row.active, int(row.retained or 0)) for row in rows]
