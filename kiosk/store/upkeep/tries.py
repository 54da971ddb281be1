"""Runs that came to nothing: what is to be tried again, and who may."""

from datetime import datetime

from sqlalchemy import delete, exists, insert, select, update

from kiosk.store.engine import connection
from kiosk.store.upkeep.tables import JobRun
from kiosk.store.upkeep.watch_tables import JobTry

Run = tuple[str, str]
"""A job and its period."""


def unfinished() -> list[Run]:
    """Begun and not ended."""
    query = select(JobRun.job, JobRun.period).where(JobRun.ended_at.is_(None))
    return [(row.job, row.period) for row in connection().execute(query)]


def count(job: str, period: str) -> int:
    """Counts a try that was begun; how many there are now."""
    same = (JobTry.job == job, JobTry.period == period)
    more = update(JobTry).where(*same).values(tries=JobTry.tries + 1, again_at=None)
    found = connection().execute(more.returning(JobTry.tries)).scalar()
    if found is not None:
        return int(found)
    connection().execute(insert(JobTry).values(job=job, period=period, tries=1))
    return 1


def tried(job: str, period: str) -> int:
    query = select(JobTry.tries).where(JobTry.job == job, JobTry.period == period)
    return int(connection().execute(query).scalar() or 0)


def put_again(job: str, period: str, at: datetime | None) -> None:
    same = update(JobTry).where(JobTry.job == job, JobTry.period == period)
    connection().execute(same.values(again_at=at))


def begin_again(job: str, period: str, now: datetime) -> bool:
    """Claim a run whose next try is due; False where none is, or another was first."""
    due = update(JobTry).where(JobTry.job == job, JobTry.period == period, JobTry.again_at <= now)
    if connection().execute(due.values(again_at=None)).rowcount != 1:
        return False
    same = update(JobRun).where(JobRun.job == job, JobRun.period == period)
    fresh = same.values(started_at=now, ended_at=None, outcome=None)
    return bool(connection().execute(fresh).rowcount == 1)


def waiting() -> set[Run]:
    """Runs that will be tried again."""
    query = select(JobTry.job, JobTry.period).where(JobTry.again_at.is_not(None))
    return {(row.job, row.period) for row in connection().execute(query)}


def forget_ahead(after: datetime) -> int:
    """Drop runs of a time that has not come: the clock was ahead, and their periods are to be run
    when they are due. How many; tries of runs that are gone go with them."""
    gone = connection().execute(delete(JobRun).where(JobRun.started_at > after)).rowcount
    same = (JobRun.job == JobTry.job, JobRun.period == JobTry.period)
    connection().execute(delete(JobTry).where(~exists().where(*same)))
    return int(gone)
