"""Tries to sign in, counted before they are checked: many at once cannot slip past the count."""

from datetime import datetime

from sqlalchemy import case, delete, literal, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.domain.people.throttle import Rule, TooManyTries, seconds_left
from kiosk.store.engine import connection
from kiosk.store.people.tables import Attempt
from kiosk.store.types import Instant


def count(subject: bytes, rule: Rule, now: datetime) -> None:
    """Take one try as failed, in one statement; raises `TooManyTries` while it has to wait,
    and then counts nothing: who waits cannot be made to wait longer by others."""
    if _counted(subject, rule, now):
        return
    row = (
        connection()
        .execute(select(Attempt.failures, Attempt.last_at).where(Attempt.subject == subject))
        .one()
    )
    raise TooManyTries(seconds_left(rule, row.failures, row.last_at, now))


def _counted(subject: bytes, rule: Rule, now: datetime) -> bool:
    dialect = postgresql if connection().dialect.name == "postgresql" else sqlite
    forgotten = Attempt.last_at <= _instant(now - rule.forget)
    waits = {step: _instant(now - rule.wait_after(step)) for step in rule.steps}
    longest = _instant(now - rule.most)
    may = or_(
        Attempt.failures < rule.free,
        Attempt.last_at <= case(waits, value=Attempt.failures, else_=longest),
    )
    statement = dialect.insert(Attempt).values(subject=subject, failures=1, last_at=now)
    statement = statement.on_conflict_do_update(
        index_elements=[Attempt.subject],
        set_={"failures": case((forgotten, 1), else_=Attempt.failures + 1), "last_at": now},
        where=may,
    ).returning(Attempt.failures)
    return connection().execute(statement).first() is not None


def _instant(value: datetime) -> object:
    return literal(value, Instant())


def forget(*subjects: bytes) -> None:
    """After a success."""
    connection().execute(delete(Attempt).where(Attempt.subject.in_(subjects)))


def sweep(before: datetime) -> int:
    return connection().execute(delete(Attempt).where(Attempt.last_at < before)).rowcount


def take_back(subject: bytes) -> None:
    """One counted try was none of a guesser's."""
    connection().execute(
        update(Attempt)
        .where(Attempt.subject == subject, Attempt.failures > 0)
        .values(failures=Attempt.failures - 1)
    )
