"""Who holds the jobs, and which ran."""

from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, delete, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.statement import Prepared
from kiosk.store.upkeep.tables import JobRun, Lease


def _make(dialect: str, table: type[Any], names: tuple[str, ...]) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    columns = table.__table__.c
    values = {name: bindparam(name, type_=columns[name].type) for name in names}
    return make(table).values(values).on_conflict_do_nothing()


_first = Prepared(lambda dialect: _make(dialect, Lease, ("name", "owner", "until")))
_begin = Prepared(lambda dialect: _make(dialect, JobRun, ("job", "period", "started_at")))


def take(name: str, owner: str, until: datetime, now: datetime) -> bool:
    """Take or renew a lease; False while another holds it."""
    if _first.run({"name": name, "owner": owner, "until": until}).rowcount == 1:
        return True
    held = update(Lease).where(Lease.name == name, or_(Lease.owner == owner, Lease.until < now))
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


def drop_unfinished(before: datetime) -> int:
    """Give back the runs whose process died: begun before ``before`` and never ended."""
    dead = delete(JobRun).where(JobRun.ended_at.is_(None), JobRun.started_at < before)
    return int(connection().execute(dead).rowcount)


def end(job: str, period: str, now: datetime, outcome: str) -> None:
    same = update(JobRun).where(JobRun.job == job, JobRun.period == period)
    connection().execute(same.values(ended_at=now, outcome=outcome))


def last_runs() -> dict[str, tuple[str, datetime | None, str | None]]:
    """Job to its latest period, end and outcome."""
    query = select(JobRun.job, JobRun.period, JobRun.ended_at, JobRun.outcome)
    rows = connection().execute(query.order_by(JobRun.started_at))
    return {row.job: (row.period, row.ended_at, row.outcome) for row in rows}
