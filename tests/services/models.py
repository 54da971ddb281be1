"""What the migrations made, held against the models."""

from __future__ import annotations

import re
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection

_PARTITION = re.compile(r"answers_(m\d{6}|rest)")


def is_partition(name: str) -> bool:
    """A part of `answers` on PostgreSQL: its rows are that table's."""
    return bool(_PARTITION.fullmatch(name))


def differences(opened: Connection) -> list[Any]:
    """Without SQLite's full-text index, a virtual table with shadows of its own; and without what
    partitions are about: they are tables to PostgreSQL, and nothing there can refer to one row of
    a partitioned table by its id."""
    from kiosk.store.engine import db

    opts = {"compare_type": True, "include_name": _is_ours}
    found = compare_metadata(MigrationContext.configure(opened, opts=opts), db.metadata)
    if opened.dialect.name == "sqlite":
        return list(found)
    return [one for one in found if not (one[0] == "add_fk" and _to_answers(one[1]))]


def _is_ours(name: str | None, kind: str, _parents: object) -> bool:
    known = str(name)
    return kind != "table" or not (known.startswith("ticket_search") or is_partition(known))


def _to_answers(constraint: Any) -> bool:
    return bool(constraint.referred_table.name == "answers")
