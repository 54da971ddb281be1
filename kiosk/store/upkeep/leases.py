"""Who holds the jobs, and which ran."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import and_, bindparam, delete, func, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.statement import Prepared
from kiosk.store.upkeep.tables import JobRun, Lease

SKEW = timedelta(minutes=5)


def _make(dialect: str, table: type[Any], names: tuple[str, ...]) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    columns = table.__table__.c
    values = {name: bindparam(name, type_=columns[name].type) for name in names}
    return make(table).values(values).on_conflict_do_nothing()


_first = Prepared(lambda dialect: _make(dialect, Lease, ("name", "owner", "until")))
_begin = Prepared(lambda dialect: _make(dialect, JobRun, ("job", "period", "started_at")))


def take(
    name: str, owner: str, until: datetime, now: datetime, furthest: datetime | None = None
) -> bool:
    """Take or renew a lease; False while another holds it. ``furthest``: one that ends later was
    taken by a clock that was ahead, and counts as over."""
    if _first.run({"name": name, "owner": owner, "until": until}).rowcount == 1:
        return True
    is_over = [Lease.until < now] + ([Lease.until > furthest] if furthest else [])
    held = update(Lease).where(Lease.name == name, or_(Lease.owner == owner, *is_over))
    return bool(connection().execute(held.values(owner=owner, until=until)).rowcount == 1)


def release(name: str, owner: str) -> bool:
    """Give it back before its time; False where another holds it."""
    held = delete(Lease).where(Lease.name == name, Lease.owner == owner)
    return bool(connection().execute(held).rowcount == 1)


def holder(name: str) -> tuple[str, datetime] | None:
    row = connection().execute(select(Lease.owner, Lease.until).where(Lease.name == name)).first()
    return (row.owner, row.until) if row else None


def begin(job: str, period: str, now: datetime) -> bool:
    """Claim a job's run for a period; False if somebody has."""
    return _begin.run({"job": job, "period": period, "started_at": now}).rowcount == 1


def end(job: str, period: str, now: datetime, outcome: str) -> None:
    same = update(JobRun).where(JobRun.job == job, JobRun.period == period)
    connection().execute(same.values(ended_at=now, outcome=outcome))


def last_runs(now: datetime | None = None) -> dict[str, tuple[str, datetime | None, str | None]]:
    """Job to its latest period, end and outcome. ``now``: runs of a later time, made while the
    clock was ahead, are left out."""
    newest = select(JobRun.job, func.max(JobRun.started_at).label("at")).group_by(JobRun.job)
    if now is not None:
        newest = newest.where(JobRun.started_at <= now + SKEW)
    last = newest.subquery()
    query = select(JobRun.job, JobRun.period, JobRun.ended_at, JobRun.outcome).join(
        last, and_(JobRun.job == last.c.job, JobRun.started_at == last.c.at)
    )
    rows = connection().execute(query.order_by(JobRun.period))
    return {row.job: (row.period, row.ended_at, row.outcome) for row in rows}


def first_run() -> datetime | None:
    """When a job ran here for the first time that is remembered."""
    return connection().execute(select(func.min(JobRun.started_at))).scalar()
