"""Statements compiled once a dialect, for the one path where microseconds are counted."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Dialect

from kiosk.store import quick_postgres, raised
from kiosk.store.engine import connection

_Text = tuple[str, tuple[str, ...], tuple[tuple[int, Callable[[Any], Any]], ...]]


def _positional(dialect: Dialect) -> Dialect:
    """The same dialect with places instead of names, as the driver takes them."""
    make: Any = type(dialect)
    made: Dialect = make(paramstyle="qmark" if dialect.name == "sqlite" else "numeric_dollar")
    return made


class Cursor(Protocol):
    """What is used of a driver's cursor."""

    @property
    def rowcount(self) -> int: ...

    def fetchone(self) -> Any: ...


class Prepared:
    """A Core statement whose SQL text is kept after its first compilation and handed to the
    driver itself.

    Compiling, and SQLAlchemy's way to the driver and back, each cost more than the database
    does on a small insert; the values are still bound by the driver, never written into the
    text. Only for values and results that need no conversion on the way out.
    """

    def __init__(self, build: Callable[[str], ClauseElement]) -> None:
        self._build = build
        self._texts: dict[str, _Text] = {}

    def run(self, values: Mapping[str, Any]) -> Cursor:
        """The driver's cursor, in the ambient transaction.

        What the driver raises comes out as SQLAlchemy's error, as from any other statement.
        """
        here = connection()
        dialect = here.dialect
        text, places, conversions = self._texts.get(dialect.name) or self._compiled(dialect)
        bound = [values[name] for name in places]
        for place, convert in conversions:
            bound[place] = convert(bound[place])
        raw: Any = here.connection.dbapi_connection
        try:
            if dialect.name == "sqlite":
                cursor: Cursor = raw.execute(text, bound)
            else:
                cursor = quick_postgres.ask(raw, text.encode(), bound)
        except raised.driver(here).Error as error:
            raise raised.translated(error, text, here) from error
        return cursor

    def _compiled(self, dialect: Dialect) -> _Text:
        made: Any = self._build(dialect.name).compile(dialect=_positional(dialect))
        places = tuple(made.positiontup)
        known = (str(made), places, _conversions(places, made._bind_processors))
        self._texts[dialect.name] = known
        return known


def _conversions(
    places: tuple[str, ...], processors: Mapping[str, Any]
) -> tuple[tuple[int, Callable[[Any], Any]], ...]:
    return tuple((at, processors[name]) for at, name in enumerate(places) if name in processors)
