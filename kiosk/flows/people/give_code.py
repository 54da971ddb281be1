"""The second factor, after the password."""

from datetime import datetime

from kiosk.domain.people.caller import Caller
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.session import hash_of, new_token
from kiosk.domain.people.totp import WrongCode
from kiosk.store.engine import transaction
from kiosk.store.people import factor, journal, sessions, staff


def give_code(
    staff_id: int, given: str, caller: Caller, keys: Keys, now: datetime
) -> tuple[str, str]:
    """(the new session's token, staff code); what was half a session ends. Raises `WrongCode`,
    `TooManyTries`."""
    with transaction():
        row = staff.by_id(staff_id)
        used = factor.take(row, given, keys, now) if row.disabled_at is None else None
        if used is not None and caller.session is not None and sessions.end(caller.session):
            token = new_token()
            sessions.begin(hash_of(token), row.id, caller.device, now, confirmed_at=now)
            journal.own(row, "masuk", now, {"dengan": used})
            return token, row.code
        journal.failed(row, now, {"langkah": "kode"})
    raise WrongCode(
        "Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya di aplikasi Anda, lalu tulis "
        "kode itu."
    )
