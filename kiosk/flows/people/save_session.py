"""Keep what a page put into its session."""

from collections.abc import Mapping
from typing import Any

from kiosk.store.engine import transaction
from kiosk.store.people import sessions


def save_session(token_hash: bytes, pending: int | None, data: Mapping[str, Any]) -> None:
    """Plain JSON values only; nothing happens where the session ended meanwhile. ``pending``:
    who still has to give a code."""
    whole = dict(data)
    if pending is not None:
        whole[sessions.PENDING_KEY] = pending
    with transaction():
        sessions.put(token_hash, data=whole)
