"""What a driver raised where it was used by itself, as SQLAlchemy would have raised it."""

from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError


def driver(here: Connection) -> Any:
    return here.dialect.loaded_dbapi


def translated(error: Exception, text: str, here: Connection) -> BaseException:
    """A lost connection also leaves the pool; the values stay out of the message."""
    lost = here.dialect.is_disconnect(error, here.connection.dbapi_connection, None)  # type: ignore[arg-type]
    if lost:
        here.invalidate(error)
    return DBAPIError.instance(
        text,
        None,
        error,
        driver(here).Error,
        hide_parameters=True,
        connection_invalidated=lost,
        dialect=here.dialect,
    )
