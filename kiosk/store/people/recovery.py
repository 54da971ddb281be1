"""Recovery codes: ten, shown once, each good for one sign-in without the telephone."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, func, insert, select, update

from kiosk.domain.people.totp import hash_of_recovery
from kiosk.store.engine import connection
from kiosk.store.people.tables import RecoveryCode


def replace(staff_id: int, codes: Iterable[str]) -> None:
    drop(staff_id)
    rows = [{"staff_id": staff_id, "code_hash": hash_of_recovery(one)} for one in codes]
    connection().execute(insert(RecoveryCode), rows)


def drop(staff_id: int) -> None:
    connection().execute(delete(RecoveryCode).where(RecoveryCode.staff_id == staff_id))


def use(staff_id: int, code: str, at: datetime) -> bool:
    done = connection().execute(
        update(RecoveryCode)
        .where(
            RecoveryCode.staff_id == staff_id,
            RecoveryCode.code_hash == hash_of_recovery(code),
            RecoveryCode.used_at.is_(None),
        )
        .values(used_at=at)
    )
    return done.rowcount == 1


def left(staff_id: int) -> int:
    return (
        connection().scalar(
            select(func.count())
            .select_from(RecoveryCode)
            .where(RecoveryCode.staff_id == staff_id, RecoveryCode.used_at.is_(None))
        )
        or 0
    )
