"""Somebody with the keys to the database: every way to bend a chained table, drawn at random.

An attack is told as a change of the table's rows, then written by plain SQL. What must be found is
worked out from the rows before and after, never from hashes: an attack that makes all hashes and
the head fit again can only be seen where a signed head stands.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Any

from sqlalchemy import Table, delete, insert, select, text, update

Row = dict[str, Any]
Attack = Callable[[Random, list[Row], Table], None]


@dataclass(frozen=True)
class Chained:
    """A chained table: which column says whose chain a row is of (None: one chain), and the
    columns its hash covers."""

    table: Table
    splits: str | None
    covered: Sequence[str]

    def chain_name(self, row: Row) -> str:
        return "audit" if self.splits is None else f"jawaban:{row[self.splits]}"


def other_value(random: Random, column: Any, old: Any) -> Any:
    """Another value of the column's kind, sometimes only just another."""
    while True:
        value = _drawn(random, column, old)
        if value != old:
            return value


def _drawn(random: Random, column: Any, old: Any) -> Any:
    if column.nullable and old is not None and random.random() < 0.2:
        return None
    if isinstance(old, datetime):
        return old + timedelta(microseconds=random.choice((-1, 1, 10**9)))
    kind = column.type.python_type
    if kind is int:
        return random.choice(((old or 0) + 1, (old or 0) - 1, random.randrange(30_000)))
    if kind is bytes:
        return _bent_bytes(random, old)
    return _bent_text(random, old or "", getattr(column.type, "length", None) or 40)


def _bent_bytes(random: Random, old: bytes | None) -> bytes:
    if not old or random.random() < 0.3:
        return random.randbytes(32)
    bent = bytearray(old)
    bent[random.randrange(len(bent))] ^= 1 << random.randrange(8)
    return bytes(bent)


def _bent_text(random: Random, old: str, longest: int) -> str:
    at = random.randrange(len(old) + 1)
    drawn = random.choice((old[:at] + old[at + 1 :], old[:at] + "x" + old[at:], "", old + " "))
    return drawn[:longest]


def edit(random: Random, rows: list[Row], table: Table) -> None:
    """Any column, place, number and hash among them."""
    row = random.choice(rows)
    column = random.choice(list(table.columns))
    taken = {one[column.name] for one in rows} if column.primary_key else set()
    value = other_value(random, column, row[column.name])
    while value in taken:
        value = random.randrange(-5, 30_000)
    row[column.name] = value


def remove(random: Random, rows: list[Row], _table: Table) -> None:
    for row in random.sample(rows, random.randint(1, 3)):
        rows.remove(row)


def put_in(random: Random, rows: list[Row], table: Table) -> None:
    """A copy of some record, bent or not, at some place of its chain; the later ones move up."""
    chain = _one_chain(random, rows)
    at = random.randrange(len(chain) + 1)
    copy = {**random.choice(chain), "seq": at + 1}
    if "id" in copy:
        copy["id"] = max(row["id"] for row in rows) + 1
    for row in chain[at:]:
        row["seq"] += 1
    rows.append(copy)


def swap(random: Random, rows: list[Row], table: Table) -> None:
    """Two records of a chain change places: whole, or all but their numbers."""
    one, other = random.sample(_one_chain(random, rows), 2)
    names = [column.name for column in table.columns]
    if random.random() < 0.5:
        names = ["seq"]
    else:
        names = [name for name in names if name not in ("seq", "id")]
    if all(one[name] == other[name] for name in names):
        names = ["seq"]
    for name in names:
        one[name], other[name] = other[name], one[name]


def cut(random: Random, rows: list[Row], _table: Table) -> None:
    """The end of a chain."""
    chain = _one_chain(random, rows)
    for row in chain[-random.randint(1, len(chain)) :]:
        rows.remove(row)


def rotate(random: Random, rows: list[Row], _table: Table) -> None:
    """The last record is put before others."""
    chain = _one_chain(random, rows)
    at = random.randrange(len(chain) - 1)
    for place, row in enumerate((*chain[:at], chain[-1], *chain[at:-1]), 1):
        row["seq"] = place


ATTACKS: tuple[Attack, ...] = (edit, edit, remove, put_in, swap, cut, rotate)


def _one_chain(random: Random, rows: list[Row]) -> list[Row]:
    point = random.choice(rows).get("point_id")
    return sorted((r for r in rows if r.get("point_id") == point), key=lambda row: row["seq"])


def read(chained: Chained) -> list[Row]:
    from kiosk.store.engine import connection

    found = connection().execute(select(chained.table)).mappings()
    return sorted((dict(row) for row in found), key=lambda row: row["seq"])


def write(chained: Chained, rows: list[Row]) -> None:
    """As a database's owner would, whatever its rules say; only ever undone afterwards."""
    from kiosk.store.engine import connection

    off = {
        "sqlite": "PRAGMA defer_foreign_keys = ON",
        "postgresql": "SET LOCAL session_replication_role = replica",
    }
    connection().execute(text(off[connection().dialect.name]))
    connection().execute(delete(chained.table))
    if rows:
        connection().execute(insert(chained.table), rows)


def forge(chained: Chained, rows: list[Row]) -> None:
    """Make every hash and every head fit again, as somebody would who knows how it is done."""
    from kiosk.domain.chain import GENESIS, link

    chains = by_chain(chained, rows)
    for name in {chained.chain_name(row) for row in read(chained)} - chains.keys():
        set_head(name, 0, GENESIS)
    for name, chain in chains.items():
        before = GENESIS
        for seq, row in enumerate(chain, 1):
            row["seq"] = seq
            before = link(before, seq, [row[column] for column in chained.covered])
            row["hash"] = before
        set_head(name, len(chain), before)


def set_head(name: str, length: int, digest: bytes) -> None:
    from kiosk.store.engine import connection
    from kiosk.store.upkeep.tables import ChainHead

    moved = update(ChainHead).where(ChainHead.name == name)
    connection().execute(moved.values(length=length, hash=digest))


def by_chain(chained: Chained, rows: Sequence[Row]) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row["seq"], row.get("id", 0))):
        found.setdefault(chained.chain_name(row), []).append(row)
    return found


def first_difference(before: Sequence[Row], after: Sequence[Row]) -> int | None:
    """The place of the first record that is not what it was; None where none is."""
    for place, (old, new) in enumerate(zip(before, after, strict=False), 1):
        if old != new:
            return place
    return None if len(before) == len(after) else min(len(before), len(after)) + 1


def differences(chained: Chained, before: Sequence[Row], after: Sequence[Row]) -> Mapping[str, int]:
    """By chain: the first record that is not what it was."""
    old, new = by_chain(chained, before), by_chain(chained, after)
    found = {name: first_difference(old.get(name, []), new.get(name, [])) for name in {*old, *new}}
    return {name: place for name, place in found.items() if place is not None}
