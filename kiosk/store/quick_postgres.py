"""Statements to PostgreSQL by libpq's own calls, through psycopg's wrapper of them.

A cursor of psycopg finds out anew for each value what it is, and for each column how it is read:
35 us of CPU a statement, where an answer takes seven. Here the kinds that the hot path knows are
told apart by hand, and nothing else is taken. What waits, waits in libpq: without Python's lock,
but Ctrl+C is heard only when the server has answered.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

_OK = (1, 2)
"""PGRES_COMMAND_OK, PGRES_TUPLES_OK of libpq."""
_TEXT, _BINARY = 0, 1
_NUMBERS = frozenset({20, 21, 23})
"""int8, int2, int4 in PostgreSQL's catalogue of types."""
_BYTES = 17


class Found:
    """What a statement brought: whole numbers and bytes."""

    def __init__(self, result: Any) -> None:
        self._result, self._at = result, 0

    @property
    def rowcount(self) -> int:
        return self._result.command_tuples or 0

    def fetchone(self) -> tuple[int | bytes | None, ...] | None:
        if self._at >= self._result.ntuples:
            return None
        row, self._at = self._at, self._at + 1
        return tuple(_read(self._result, row, column) for column in range(self._result.nfields))


def say(raw: Any, words: bytes) -> None:
    """Statements without values whose answer is only that they were done. ``raw``: psycopg's
    connection. Raises what psycopg would."""
    _checked(raw, raw.pgconn.exec_(words))


def ask(raw: Any, statement: bytes, values: Sequence[Any]) -> Found:
    """One statement with ``values`` for its $1, $2 ...: whole numbers, text, bytes, instants and
    None. Raises what psycopg would."""
    told = [_written(value) for value in values]
    sent, formats = [one[0] for one in told], [one[1] for one in told]
    found = raw.pgconn.exec_params(statement, sent, None, formats, _BINARY)
    return Found(_checked(raw, found))


def _checked(raw: Any, result: Any) -> Any:
    if result.status not in _OK:
        from psycopg.errors import OperationalError, error_from_result

        # A lost connection leaves a result without a state, which would be any fault.
        raise OperationalError("connection lost") if raw.closed else error_from_result(result)
    return result


def _written(value: Any) -> tuple[bytes | None, int]:
    """And in which of libpq's two formats. Text goes as bytes: as text it would end at a NUL,
    which PostgreSQL refuses when it sees one."""
    if value is None:
        return None, _TEXT
    if isinstance(value, bool):
        return b"t" if value else b"f", _TEXT
    if isinstance(value, int):
        return b"%d" % value, _TEXT
    if isinstance(value, str):
        return value.encode(), _BINARY
    if isinstance(value, bytes):
        return value, _BINARY
    if isinstance(value, datetime):
        return value.isoformat().encode(), _TEXT
    raise TypeError(f"{type(value).__name__} is not written by hand")


def _read(result: Any, row: int, column: int) -> int | bytes | None:
    content: bytes | None = result.get_value(row, column)
    kind = result.ftype(column)
    if content is None:
        return None
    if kind in _NUMBERS:
        return int.from_bytes(content, "big", signed=True)
    if kind == _BYTES:
        return content
    raise TypeError(f"type {kind} is not read by hand")
