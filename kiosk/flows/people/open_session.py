"""A cookie's token becomes a session, with who is at the desk."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.session import PENDING, SEEN_EVERY, Limits, hash_of
from kiosk.domain.refusal import Busy
from kiosk.store.engine import reading, transaction
from kiosk.store.people import sessions, staff


@dataclass(frozen=True)
class OpenSession:
    """``actor`` None: the password was right, ``pending`` still has to give a code.

    ``confirmed_at``: when a code (a password, where there is no second factor) was last given."""

    token_hash: bytes
    actor: Actor | None
    pending: int | None
    confirmed_at: datetime | None
    data: dict[str, Any]
    idle: timedelta
    """After so long without a request it ends."""
    ends_at: datetime
    """At the latest, however busy."""


def open_session(token: str, now: datetime) -> OpenSession | None:
    """None where it ended: signed out, revoked, disabled, idle or too old."""
    with reading():
        row = sessions.find(hash_of(token))
        limits = sessions.limits_now()
        if row is None or _is_over(row, limits, now):
            return None
        actor = staff.actor(row.staff_id) if row.staff_id is not None else None
    data = json.loads(row.data)
    pending = data.pop(sessions.PENDING_KEY, None)
    if actor is None and pending is None:
        return None
    if now - row.seen_at >= SEEN_EVERY:
        _seen(row.token_hash, now)
    return OpenSession(
        bytes(row.token_hash),
        actor,
        pending,
        row.confirmed_at,
        data,
        idle=limits.idle,
        ends_at=row.created_at + limits.longest,
    )


def _is_over(row: Any, limits: Limits, now: datetime) -> bool:
    if row.staff_id is None:
        return bool(now - row.created_at >= PENDING)
    return limits.is_over(row.created_at, row.seen_at, now)


def _seen(token_hash: bytes, now: datetime) -> None:
    """Best effort: a page that only reads must not fail because a writer holds the database."""
    with suppress(Busy), transaction():
        sessions.put(token_hash, seen_at=now)
