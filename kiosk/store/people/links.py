"""One-time links: the token goes out once, its hash stays."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import delete, insert, select, update

from kiosk.domain.people.session import hash_of, new_token
from kiosk.store.engine import connection
from kiosk.store.people.tables import OneTimeLink


class Purpose(StrEnum):
    """A link of one purpose is refused for every other."""

    FIRST = "pertama"
    INVITATION = "undangan"
    RETURN = "masuk-lagi"


LIVES = {
    Purpose.FIRST: timedelta(hours=24),
    Purpose.INVITATION: timedelta(days=7),
    Purpose.RETURN: timedelta(hours=24),
}


def make(purpose: Purpose, staff_id: int | None, at: datetime) -> str:
    """The path of a new link; every earlier one of that purpose and person is void."""
    void(purpose, staff_id)
    token = new_token()
    connection().execute(
        insert(OneTimeLink).values(
            token_hash=hash_of(token),
            purpose=purpose.value,
            staff_id=staff_id,
            made_at=at,
            expires_at=at + LIVES[purpose],
        )
    )
    return f"/admin/{purpose.value}/{token}"


def find(purpose: Purpose, token: str, now: datetime) -> Any:
    """The row of a link that is still good, or None."""
    return (
        connection()
        .execute(
            select(OneTimeLink.token_hash, OneTimeLink.staff_id).where(
                OneTimeLink.token_hash == hash_of(token),
                OneTimeLink.purpose == purpose.value,
                OneTimeLink.used_at.is_(None),
                OneTimeLink.expires_at > now,
            )
        )
        .first()
    )


def use(token_hash: bytes, at: datetime) -> bool:
    """False where somebody was faster."""
    done = connection().execute(
        update(OneTimeLink)
        .where(OneTimeLink.token_hash == token_hash, OneTimeLink.used_at.is_(None))
        .values(used_at=at)
    )
    return done.rowcount == 1


def void(purpose: Purpose, staff_id: int | None) -> None:
    connection().execute(
        delete(OneTimeLink).where(
            OneTimeLink.purpose == purpose.value,
            OneTimeLink.staff_id.is_(None)
            if staff_id is None
            else OneTimeLink.staff_id == staff_id,
            OneTimeLink.used_at.is_(None),
        )
    )


def void_all(staff_id: int) -> None:
    for purpose in (Purpose.INVITATION, Purpose.RETURN):
        void(purpose, staff_id)
