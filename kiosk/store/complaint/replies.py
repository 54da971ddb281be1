"""An office's own reply texts. Withdrawn ones stay: what was once sent came from them."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.store.complaint.tables import ReplyText
from kiosk.store.engine import connection


def of(instansi_ids: list[int]) -> list[Any]:
    """Those in use, by stage and title."""
    table = ReplyText
    query = (
        select(*table.__table__.c)
        .where(table.instansi_id.in_(instansi_ids), table.withdrawn_at.is_(None))
        .order_by(table.instansi_id, table.stage, table.title, table.id)
    )
    return list(connection().execute(query))


def by_id(number: int) -> Any:
    """The row, in use or not; or None."""
    table = ReplyText
    return connection().execute(select(*table.__table__.c).where(table.id == number)).first()


def add(instansi_id: int, ticket_class: str | None, stage: str, title: str, body: str) -> int:
    values = {"ticket_class": ticket_class, "stage": stage, "title": title, "body": body}
    made = connection().execute(
        insert(ReplyText)
        .values(instansi_id=instansi_id, version=1, **values)
        .returning(ReplyText.id)
    )
    return int(made.scalar_one())


def change(number: int, version: int, **values: Any) -> bool:
    """False where the row has another version by now, or was withdrawn."""
    table = ReplyText
    done = connection().execute(
        update(table)
        .where(table.id == number, table.version == version, table.withdrawn_at.is_(None))
        .values(version=version + 1, **values)
    )
    return done.rowcount == 1


def withdraw(number: int, version: int, at: datetime) -> bool:
    return change(number, version, withdrawn_at=at)
