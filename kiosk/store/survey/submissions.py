"""Keys of forms already taken in."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.store.engine import connection
from kiosk.store.statement import Prepared
from kiosk.store.survey.tables import Submission


def _insert(dialect: str) -> Any:
    make = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return (
        make(Submission)
        .values(key=bindparam("key"), digest=bindparam("digest"))
        .on_conflict_do_nothing()
    )


_reserve = Prepared(_insert)
_DIGEST_OF = select(Submission.digest).where(Submission.key == bindparam("key"))


def reserve(key: bytes, digest: bytes) -> bool:
    """Take a key for this transaction; False if it was taken before.

    On PostgreSQL a second sender waits here until the first has committed or given up."""
    return bool(_reserve.run({"key": key, "digest": digest}).rowcount == 1)


def digest_of(key: bytes) -> bytes | None:
    return connection().scalar(_DIGEST_OF, {"key": key})
