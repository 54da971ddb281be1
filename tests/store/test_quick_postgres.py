"""By libpq's own calls a statement means what it means by the driver."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kiosk.store import quick_postgres

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.services.postgres import Server

pytestmark = pytest.mark.postgres

NUMBERS = st.integers(-(2**63), 2**63 - 1)
TEXTS = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
INSTANTS = st.datetimes(timezones=st.just(UTC))
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def raw(postgres_server: Server) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    where = postgres_server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as opened:
        yield opened


@settings(max_examples=100, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(number=NUMBERS, words=TEXTS, content=st.binary(), at=INSTANTS, sure=st.booleans())
def test_every_value_arrives_and_comes_back(
    raw: psycopg.Connection[tuple[object, ...]],
    number: int, words: str, content: bytes, at: datetime, sure: bool,
) -> None:  # fmt: skip
    asked = (
        b"SELECT $1::bigint, convert_to($2::varchar, 'UTF8'), $3::bytea, "
        b"(extract(epoch FROM $4::timestamptz) * 1000000)::bigint, $5::boolean::int, $6::int"
    )
    found = quick_postgres.ask(raw, asked, [number, words, content, at, sure, None])
    microseconds = (at - EPOCH) // timedelta(microseconds=1)
    assert found.fetchone() == (number, words.encode(), content, microseconds, int(sure), None)
    assert found.fetchone() is None


def test_a_nul_is_refused_and_never_the_end_of_a_text(
    raw: psycopg.Connection[tuple[object, ...]],
) -> None:
    with pytest.raises(psycopg.DataError):
        quick_postgres.ask(raw, b"SELECT length($1::text)", ["satu\0dua"])


def test_rows_changed_are_counted(raw: psycopg.Connection[tuple[object, ...]]) -> None:
    quick_postgres.say(raw, b"CREATE TEMP TABLE tried (n int PRIMARY KEY)")
    once = b"INSERT INTO tried VALUES ($1) ON CONFLICT DO NOTHING"
    assert [quick_postgres.ask(raw, once, [7]).rowcount for _ in range(2)] == [1, 0]


@pytest.mark.parametrize(
    ("statement", "values"), [(b"SELECT 'satu'::text", []), (b"SELECT $1::float", [1.5])]
)
def test_what_it_does_not_know_it_does_not_guess(
    raw: psycopg.Connection[tuple[object, ...]], statement: bytes, values: list[object]
) -> None:
    with pytest.raises(TypeError, match="by hand"):
        quick_postgres.ask(raw, statement, values).fetchone()


def test_a_fault_comes_as_the_drivers_own(raw: psycopg.Connection[tuple[object, ...]]) -> None:
    with pytest.raises(psycopg.errors.SyntaxError):
        quick_postgres.say(raw, b"BEGIN AT ONCE")
    with pytest.raises(psycopg.errors.DivisionByZero):
        quick_postgres.ask(raw, b"SELECT 1 / $1::int", [0])


def test_whoever_was_cut_off_is_told_so(postgres_server: Server) -> None:
    where = postgres_server.url.set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(where, autocommit=True) as one, psycopg.connect(where) as other:
        other.execute("SELECT pg_terminate_backend(%s)", [one.info.backend_pid])
        with pytest.raises(psycopg.OperationalError, match="lost"):
            quick_postgres.ask(one, b"SELECT $1::int", [1])
