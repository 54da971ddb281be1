"""Filters that people keep of the queue, each under a name of their own."""

from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.complaint.tables import SavedFilter
from kiosk.store.engine import connection


def of(staff_id: int) -> list[Any]:
    """(id, name, query), by name."""
    query = select(SavedFilter.id, SavedFilter.name, SavedFilter.query)
    query = query.where(SavedFilter.staff_id == staff_id).order_by(SavedFilter.name)
    return list(connection().execute(query))


def count(staff_id: int) -> int:
    query = select(func.count()).where(SavedFilter.staff_id == staff_id)
    return int(connection().execute(query).scalar_one())


def replace(staff_id: int, name: str, query: str) -> bool:
    """Give a kept name another filter; False where nothing is kept under it."""
    done = connection().execute(
        update(SavedFilter)
        .where(SavedFilter.staff_id == staff_id, SavedFilter.name == name)
        .values(query=query)
    )
    return done.rowcount > 0


def add(staff_id: int, name: str, query: str) -> None:
    """Or replace: another window of the same person may have kept one under that name just now."""
    make = postgresql.insert if connection().dialect.name == "postgresql" else sqlite.insert
    made = make(SavedFilter).values(staff_id=staff_id, name=name, query=query)
    same = [SavedFilter.staff_id, SavedFilter.name]
    connection().execute(made.on_conflict_do_update(index_elements=same, set_={"query": query}))


def drop(staff_id: int, number: int) -> bool:
    """False where this person has no such filter."""
    done = connection().execute(
        delete(SavedFilter).where(SavedFilter.staff_id == staff_id, SavedFilter.id == number)
    )
    return done.rowcount > 0
