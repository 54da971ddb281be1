"""The least a durable answer can cost here: the bare driver, one small row in each of three
tables, one commit. What a POST costs above it and a hello is ours."""

import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

_TABLES = (
    "CREATE TABLE answers (id INTEGER PRIMARY KEY, body TEXT)",
    "CREATE TABLE keys (key BLOB PRIMARY KEY) WITHOUT ROWID",
    "CREATE TABLE tallies (id INTEGER PRIMARY KEY, respondents INTEGER)",
    "INSERT INTO tallies VALUES (1, 0)",
)
_WRITES = (
    "INSERT INTO answers (body) VALUES ('a4b3c4d4e3f4g4h3i4 jPu3p5, about as long as a sheet')",
    "UPDATE tallies SET respondents = respondents + 1 WHERE id = 1",
)


@contextmanager
def committing(folder: Path) -> Iterator[Callable[[], None]]:
    """A call that commits once, WAL and FULL as in the product, in a file of its own."""
    with closing(sqlite3.connect(folder / "floor.sqlite3", isolation_level=None)) as raw:
        raw.execute("PRAGMA journal_mode = WAL")
        raw.execute("PRAGMA synchronous = FULL")
        for statement in _TABLES:
            raw.execute(statement)

        def commit() -> None:
            raw.execute("BEGIN IMMEDIATE")
            raw.execute("INSERT INTO keys VALUES (?)", (secrets.token_bytes(16),))
            for statement in _WRITES:
                raw.execute(statement)
            raw.execute("COMMIT")

        yield commit
