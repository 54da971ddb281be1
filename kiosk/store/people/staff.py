"""People at the desk, and the roles they hold."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, update

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import Until
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.store.engine import connection
from kiosk.store.people import grant_ends
from kiosk.store.people.tables import GrantRow, Staff
from kiosk.store.place.tables import Unit


def add(code: str, email: str, name: str, at: datetime) -> int:
    """Somebody invited: no password yet. ``email`` in lower case."""
    made = connection().execute(
        insert(Staff)
        .values(code=code, email=email, name=name, created_at=at, totp_step=0, version=1)
        .returning(Staff.id)
    )
    return int(made.scalar_one())


def had_administrator() -> bool:
    """Whether anybody ever was administrator of the installation."""
    query = select(GrantRow.id).where(GrantRow.role == Role.INSTALLATION_ADMIN.value).limit(1)
    return connection().execute(query).first() is not None


def by_email(email: str) -> Any:
    """The whole row, or None."""
    return connection().execute(select(*Staff.__table__.c).where(Staff.email == email)).first()


def by_subject(name: str) -> Any:
    """Whoever an identity provider's subject is pinned to."""
    return (
        connection().execute(select(*Staff.__table__.c).where(Staff.oidc_subject == name)).first()
    )


def by_code(code: str) -> Any:
    return connection().execute(select(*Staff.__table__.c).where(Staff.code == code)).first()


def by_id(staff_id: int) -> Any:
    return connection().execute(select(*Staff.__table__.c).where(Staff.id == staff_id)).first()


def hold(staff_id: int) -> None:
    """Keep others who change this person waiting until this transaction ends."""
    connection().execute(select(Staff.id).where(Staff.id == staff_id).with_for_update())


def put(staff_id: int, **values: Any) -> None:
    connection().execute(update(Staff).where(Staff.id == staff_id).values(**values))


def take_step(staff_id: int, step: int) -> bool:
    """Use up a time step; False where a code of it, or of a later one, was used before."""
    done = connection().execute(
        update(Staff).where(Staff.id == staff_id, Staff.totp_step < step).values(totp_step=step)
    )
    return done.rowcount == 1


def grant(
    staff_id: int,
    role: Role,
    level: Level,
    place_id: int,
    granted_by: int | None,
    at: datetime,
    until: Until | None = None,
) -> int:
    """``until`` None: until somebody ends it; a guest's role then holds for nobody."""
    made = connection().execute(
        insert(GrantRow)
        .values(
            staff_id=staff_id,
            role=role.value,
            level=level.value,
            place_id=place_id,
            granted_by=granted_by,
            granted_at=at,
        )
        .returning(GrantRow.id)
    )
    grant_id = int(made.scalar_one())
    grant_ends.put(grant_id, until)
    return grant_id


def end_grant(grant_id: int, at: datetime) -> bool:
    done = connection().execute(
        update(GrantRow)
        .where(GrantRow.id == grant_id, GrantRow.ended_at.is_(None))
        .values(ended_at=at)
    )
    return done.rowcount == 1


def grant_rows(staff_id: int) -> Sequence[Any]:
    """Roles held now, oldest first: (id, role, level, place_id, granted_by, granted_at)."""
    query = (
        select(*GrantRow.__table__.c)
        .where(GrantRow.staff_id == staff_id, grant_ends.held())
        .order_by(GrantRow.id)
    )
    return connection().execute(query).all()


def grants_of(staff_id: int) -> tuple[Grant, ...]:
    return tuple(
        Grant(Role(row.role), Level(row.level), row.place_id) for row in grant_rows(staff_id)
    )


def actor(staff_id: int) -> Actor | None:
    """Who this is at the desk now; None for nobody, and for somebody disabled."""
    row = by_id(staff_id)
    if row is None or row.disabled_at is not None:
        return None
    return Actor(
        row.id, row.code, row.name, row.email, grants_of(row.id), row.totp_sealed is not None
    )


def home(staff_id: int) -> tuple[int, int]:
    """(instansi, unit) whose record this person's own doings are: of the first role held. One
    query, for nobody (0) too: how long it takes must not tell who exists."""
    query = (
        select(GrantRow.level, GrantRow.place_id, Unit.instansi_id)
        .outerjoin(Unit, (Unit.id == GrantRow.place_id) & (GrantRow.level == Level.UNIT.value))
        .where(GrantRow.staff_id == staff_id, grant_ends.held())
        .order_by(GrantRow.id)
        .limit(1)
    )
    row = connection().execute(query).first()
    if row is None or row.level == Level.INSTALLATION:
        return 0, 0
    if row.level == Level.INSTANSI:
        return row.place_id, 0
    return row.instansi_id or 0, row.place_id
