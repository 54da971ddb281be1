"""Passkeys: what a device proves itself with; only its public half is here."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.store.engine import connection
from kiosk.store.people.tables import Passkey


def add(
    staff_id: int, credential: bytes, public_key: bytes, sign_count: int, label: str, at: datetime
) -> None:
    connection().execute(
        insert(Passkey).values(
            credential_id=credential,
            staff_id=staff_id,
            public_key=public_key,
            sign_count=sign_count,
            label=label,
            added_at=at,
        )
    )


def by_id(credential: bytes) -> Any:
    """The whole row, or None."""
    query = select(*Passkey.__table__.c).where(Passkey.credential_id == credential)
    return connection().execute(query).first()


def of_staff(staff_id: int) -> Sequence[Any]:
    query = select(*Passkey.__table__.c).where(Passkey.staff_id == staff_id)
    return connection().execute(query.order_by(Passkey.added_at)).all()


def count_up(credential: bytes, before: int, after: int) -> bool:
    """Keep the device's counter; False where it has moved since it was read: of two uses of one
    proof only one is good."""
    done = connection().execute(
        update(Passkey)
        .where(Passkey.credential_id == credential, Passkey.sign_count == before)
        .values(sign_count=after)
    )
    return bool(done.rowcount == 1)


def remove(staff_id: int, credential: bytes) -> bool:
    done = connection().execute(
        delete(Passkey).where(Passkey.staff_id == staff_id, Passkey.credential_id == credential)
    )
    return bool(done.rowcount == 1)
