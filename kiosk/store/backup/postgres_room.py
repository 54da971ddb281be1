"""A database of PostgreSQL for as long as a drill takes."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from kiosk.domain.upkeep.backup import UnfitPlace
from kiosk.store.postgres import conninfo


@contextmanager
def empty_database(url: str) -> Iterator[str]:
    """The address of an empty database beside this one, dropped afterwards. Raises
    `UnfitPlace`."""
    ours = make_url(url)
    name = f"{str(ours.database)[:40]}_latihan_{secrets.token_hex(4)}"
    try:
        _run(ours, "CREATE DATABASE {} TEMPLATE template0", name)
    except psycopg.errors.InsufficientPrivilege as wrong:
        raise UnfitPlace(
            "Latihan pemulihan perlu hak membuat basis data: ALTER ROLE ... CREATEDB."
        ) from wrong
    try:
        yield ours.set(database=name).render_as_string(hide_password=False)
    finally:
        _run(ours, "DROP DATABASE IF EXISTS {} WITH (FORCE)", name)


def _run(ours: URL, statement: str, name: str) -> None:
    where: Any = conninfo(ours)
    with psycopg.connect(**where, autocommit=True) as opened:
        opened.execute(sql.SQL(statement).format(sql.Identifier(name)))
