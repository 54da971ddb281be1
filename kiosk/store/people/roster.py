"""Everybody at the desk, for lists: people, and the roles they hold now."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import or_, select

from kiosk.store.engine import connection
from kiosk.store.people import grant_ends
from kiosk.store.people.grant_end_tables import GrantEnd
from kiosk.store.people.tables import GrantRow, Staff


def everybody() -> list[Any]:
    """(id, code, name, email, disabled_at, has_way_in, has_second_factor), by name."""
    query = select(
        Staff.id,
        Staff.code,
        Staff.name,
        Staff.email,
        Staff.disabled_at,
        or_(Staff.password_hash.is_not(None), Staff.oidc_subject.is_not(None)).label("has_way_in"),
        Staff.totp_sealed.is_not(None).label("has_second_factor"),
    )
    return list(connection().execute(query.order_by(Staff.name, Staff.id)))


def grants() -> dict[int, list[Any]]:
    """Staff id to the roles held now: (id, role, level, place_id, granted_at, last_day), oldest
    first. ``last_day``: the last one they hold on, None for no end."""
    query = (
        select(
            GrantRow.staff_id,
            GrantRow.id,
            GrantRow.role,
            GrantRow.level,
            GrantRow.place_id,
            GrantRow.granted_at,
            GrantEnd.last_day,
        )
        .outerjoin(GrantEnd, GrantEnd.grant_id == GrantRow.id)
        .where(grant_ends.held())
        .order_by(GrantRow.id)
    )
    found: dict[int, list[Any]] = {}
    for row in connection().execute(query):
        found.setdefault(row.staff_id, []).append(row)
    return found


def names(staff_ids: Iterable[int]) -> dict[int, str]:
    """Of these people, whether they still work here or not."""
    return {number: name for number, (_, name) in cards(staff_ids).items()}


def cards(staff_ids: Iterable[int]) -> dict[int, tuple[str, str]]:
    """(code, name) of these people."""
    query = select(Staff.id, Staff.code, Staff.name).where(Staff.id.in_(list(staff_ids)))
    return {row.id: (row.code, row.name) for row in connection().execute(query)}
