"""Who asks a server that hangs is told in time, and others never notice."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import psycopg
import pytest

if TYPE_CHECKING:
    from tests.services.postgres import Server

pytestmark = pytest.mark.postgres


def opened(server: Server) -> psycopg.Connection[tuple[int]]:
    where = server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    return psycopg.connect(where, autocommit=True)


def test_a_question_without_an_answer_ends_in_its_time(postgres_server: Server) -> None:
    from kiosk.store.impatience import answered_within

    began = time.monotonic()
    with (
        opened(postgres_server) as raw,
        pytest.raises(psycopg.OperationalError),
        answered_within(raw, 0.2),
    ):
        raw.execute("SELECT pg_sleep(20)")
    assert time.monotonic() - began < 5


def test_an_answer_in_time_leaves_the_connection_as_it_was(postgres_server: Server) -> None:
    from kiosk.store.impatience import answered_within

    with opened(postgres_server) as raw:
        with answered_within(raw, 0.2):
            raw.execute("SELECT 1")
        raw.execute("SELECT pg_sleep(0.4)")
        assert raw.execute("SELECT 2").fetchone() == (2,)


def test_a_connection_to_a_replica_that_was_promoted_is_given_up(postgres_server: Server) -> None:
    """Or it would be asked for ever, and the one that follows now never found."""
    from sqlalchemy.exc import InvalidatePoolError

    from kiosk.store import postgres

    class Record:
        info: dict[str, float] = {}

    with opened(postgres_server) as raw:
        postgres._Look(False, psycopg)(raw, Record, None)
        with pytest.raises(InvalidatePoolError):
            postgres._Look(True, psycopg)(raw, Record, None)
