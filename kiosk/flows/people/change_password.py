"""A new password for oneself."""

from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.password import check
from kiosk.domain.people.session import hash_of, new_token
from kiosk.domain.refusal import Refusal
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts, breaches, journal, kept, links, sessions, staff


class WrongOldPassword(Refusal):
    """The password of now was not given."""


def change_password(
    actor: Actor, old: str, new: str, caller: Caller, keys: Keys, now: datetime
) -> str:
    """The token of the one session that goes on; every other ends, and so do open links.
    Raises `WrongOldPassword`, `WeakPassword`, `TooManyTries`."""
    check(new, (actor.email, actor.name), breaches.is_common)
    subject = keys.device(f"ganti-sandi:{actor.code}")
    with transaction():
        attempts.count(subject, throttle.ACCOUNT, now)
    with reading():
        known = staff.by_id(actor.id).password_hash
    if not kept.is_password(old, known):
        raise WrongOldPassword("Kata sandi lama tidak cocok. Periksa, lalu coba lagi.")
    hashed = kept.hash_password(new)
    token = new_token()
    with transaction():
        attempts.forget(subject)
        staff.put(actor.id, password_hash=hashed)
        sessions.end_all(actor.id)
        links.void_all(actor.id)
        sessions.begin(hash_of(token), actor.id, caller.device, now, confirmed_at=now)
        journal.own(staff.by_id(actor.id), "ganti-kata-sandi", now)
    return token
