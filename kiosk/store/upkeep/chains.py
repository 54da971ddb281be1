"""Heads of chains: taken for writing, moved with each row."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from kiosk.domain.chain import EMPTY, Head
from kiosk.store.engine import connection
from kiosk.store.statement import Prepared
from kiosk.store.upkeep.tables import ChainHead

_take = Prepared(
    lambda _dialect: (
        select(ChainHead.length, ChainHead.hash)
        .where(ChainHead.name == bindparam("name"))
        .with_for_update()
    )
)
_move = Prepared(
    lambda _dialect: (
        update(ChainHead)
        .where(ChainHead.name == bindparam("chain"))
        .values(length=bindparam("new_length"), hash=bindparam("new_hash"))
    )
)


def start(name: str) -> None:
    """Make the head of a new chain."""
    connection().execute(insert(ChainHead).values(name=name, length=0, hash=EMPTY.hash))


def start_missing(name: str) -> None:
    """Make the head of a chain that an installation begins with, unless it is there."""
    if head(name) is None:
        start(name)


def take(name: str) -> Head:
    """The head, held until this transaction ends: rows join a chain one at a time.

    Raises `MissingChain` for a chain that was never started, or whose head was removed."""
    row = _take.run({"name": name}).fetchone()
    if row is None:
        raise MissingChain(name)
    return Head(int(row[0]), bytes(row[1]))


def move(name: str, head: Head) -> None:
    _move.run({"chain": name, "new_length": head.length, "new_hash": head.hash})


def head(name: str) -> Head | None:
    """The head as kept, for a reader."""
    query = select(ChainHead.length, ChainHead.hash).where(ChainHead.name == name)
    row = connection().execute(query).first()
    return _as_kept(row) if row else None


def heads() -> dict[str, Head]:
    query = select(ChainHead.name, ChainHead.length, ChainHead.hash).order_by(ChainHead.name)
    return {row.name: _as_kept(row) for row in connection().execute(query)}


def heads_of(names: Sequence[str]) -> dict[str, Head]:
    query = select(ChainHead.name, ChainHead.length, ChainHead.hash).where(
        ChainHead.name.in_(tuple(names))
    )
    return {row.name: _as_kept(row) for row in connection().execute(query)}


def _as_kept(row: Any) -> Head:
    """Whoever wrote something else there (SQLite takes anything) is found by a head that fits
    no chain, not by a verifier that stops."""
    sound = isinstance(row.length, int) and isinstance(row.hash, bytes)
    return Head(row.length, row.hash) if sound else Head(-1, b"")


class MissingChain(RuntimeError):
    """No head of that name: nothing may be written that could not be proved later."""
