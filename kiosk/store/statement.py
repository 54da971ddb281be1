"""Statements compiled once a dialect, for the one path where microseconds are counted."""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import ClauseElement, CursorResult, Dialect

from kiosk.store.engine import connection


def _positional(dialect: Dialect) -> Dialect:
    """The same dialect with places instead of names, as the driver takes them."""
    make: Any = type(dialect)
    made: Dialect = make(paramstyle="qmark" if dialect.name == "sqlite" else "format")
    return made


class Prepared:
    """A Core statement whose SQL text is kept after its first compilation.

    Compiling costs more than the database does on a small insert; the values are still bound
    by the driver, never written into the text.
    """

    def __init__(self, build: Callable[[str], ClauseElement]) -> None:
        self._build = build
        self._texts: dict[str, tuple[str, tuple[str, ...], Mapping[str, Any]]] = {}

    def run(self, values: Mapping[str, Any]) -> CursorResult[Any]:
        here = connection()
        text, places, convert = self._compiled(here.dialect)
        bound = tuple(
            convert[name](values[name]) if name in convert else values[name] for name in places
        )
        return here.exec_driver_sql(text, bound)

    def _compiled(self, dialect: Dialect) -> tuple[str, tuple[str, ...], Mapping[str, Any]]:
        known = self._texts.get(dialect.name)
        if known is None:
            made: Any = self._build(dialect.name).compile(dialect=_positional(dialect))
            known = (str(made), tuple(made.positiontup), dict(made._bind_processors))
            self._texts[dialect.name] = known
        return known
