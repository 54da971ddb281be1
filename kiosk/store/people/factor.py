"""Whether what somebody typed is their second factor now. Used up in the same transaction."""

from datetime import datetime
from typing import Any

from kiosk.domain.people import throttle
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.totp import looks_like_code, matching_step
from kiosk.store.people import attempts, kept, recovery, staff

CODE, RECOVERY = "kode", "kode-pemulihan"


def take(row: Any, given: str, keys: Keys, now: datetime) -> str | None:
    """Which factor it was, or None. ``row``: the person's. Counted before it is looked at;
    raises `TooManyTries`."""
    attempts.count(keys.code(row.id), throttle.CODE, now)
    staff.hold(row.id)
    used = _used(row, given, keys, now)
    if used is not None:
        attempts.forget(keys.code(row.id))
    return used


def _used(row: Any, given: str, keys: Keys, now: datetime) -> str | None:
    if not looks_like_code(given):
        return RECOVERY if recovery.use(row.id, given, now) else None
    if row.totp_sealed is None:
        return None
    secret = kept.unseal(row.totp_sealed, keys.seal, row.id)
    step = matching_step(given, now, lambda one: kept.code_of(secret, one))
    return CODE if step is not None and staff.take_step(row.id, step) else None
