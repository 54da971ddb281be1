"""Show once more that it is you, before something that weighs more."""

from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.totp import WrongCode
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts, factor, journal, kept, sessions, staff


def confirm(actor: Actor, token_hash: bytes, given: str, keys: Keys, now: datetime) -> None:
    """By the second factor, or by the password where there is none. Raises `WrongCode`,
    `TooManyTries`."""
    taken = _by_code if actor.has_second_factor else _by_password
    if not taken(actor, given, keys, now):
        _refuse(actor, now)
    with transaction():
        sessions.put(token_hash, confirmed_at=now)


def _by_code(actor: Actor, given: str, keys: Keys, now: datetime) -> bool:
    with transaction():
        return factor.take(staff.by_id(actor.id), given, keys, now) is not None


def _by_password(actor: Actor, given: str, keys: Keys, now: datetime) -> bool:
    subject = keys.device(f"konfirmasi:{actor.code}")
    with transaction():
        attempts.count(subject, throttle.ACCOUNT, now)
    with reading():
        known = staff.by_id(actor.id).password_hash
    if not kept.is_password(given, known):
        return False
    with transaction():
        attempts.forget(subject)
    return True


def _refuse(actor: Actor, now: datetime) -> None:
    with transaction():
        journal.failed(staff.by_id(actor.id), now, {"langkah": "konfirmasi"})
    if actor.has_second_factor:
        raise WrongCode("Kode tidak cocok atau sudah dipakai. Tunggu kode berikutnya.")
    raise WrongCode("Kata sandi tidak cocok. Periksa, lalu coba lagi.")
