"""Databases as released versions of this program left them; see tests/store/released/README.md."""

from __future__ import annotations

import json
import lzma
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy import create_engine, inspect, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

FOLDER = Path(__file__).parents[1] / "store" / "released"
SCHEMAS = ("0001", "0002", "0003", "0004", "0005", "0006")


def told(schema: str, kind: str) -> dict[str, Any]:
    """What the program of that time said of its database."""
    found: dict[str, Any] = json.loads((FOLDER / f"{schema}.{kind}.json").read_text())
    return found


def put_back(schema: str, url: str) -> dict[str, Any]:
    """Fill an empty database with that of an old version; what was said of it then."""
    where = make_url(url)
    if where.get_backend_name() == "sqlite":
        packed = FOLDER / f"{schema}.sqlite3.xz"
        Path(where.database or "").write_bytes(lzma.decompress(packed.read_bytes()))
        return told(schema, "sqlite")
    dump = lzma.decompress((FOLDER / f"{schema}.postgresql.sql.xz").read_bytes()).decode()
    # Lines for psql alone, by which a dump keeps its own text from being taken for commands.
    statements = "\n".join(one for one in dump.split("\n") if not one.startswith("\\"))
    target = where.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(target) as opened:
        opened.execute(statements)
    return told(schema, "postgresql")


def multiply(url: str, table: str, key: str, times: int) -> None:
    """A table's first row so many times, each with a key and a number of its own."""
    with create_engine(url, poolclass=NullPool).connect() as opened, opened.begin():
        names = [one["name"] for one in inspect(opened).get_columns(table)]
        made = {key: "n.i", "number": "'X' || n.i"}
        values = ", ".join(made.get(name, f"t.{name}") for name in names)
        opened.execute(
            text(
                "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < :times) "
                f"INSERT INTO {table} ({', '.join(names)}) "
                f"SELECT {values} FROM n, (SELECT * FROM {table} LIMIT 1) AS t"
            ),
            {"times": times},
        )
