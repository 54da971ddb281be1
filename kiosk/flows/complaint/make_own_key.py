"""A member of an integrity team makes a key of their own, or puts it under another passphrase."""

from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.password import WeakPassword, check
from kiosk.flows import keyrings
from kiosk.store.complaint import casekeys, keyholders
from kiosk.store.complaint.casekeys import Holder
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts, breaches, kept, staff


def make_own_key(actor: Actor, passphrase: str, now: datetime) -> bytes:
    """The private half, for this session. A key before it is gone, and with it every case it
    opened until a colleague shares them again. Raises `WeakPassword`."""
    _check(actor, passphrase)
    pair = keyholders.new_pair()
    locked = keyholders.lock(pair.private, passphrase, actor.id)
    with transaction():
        before = casekeys.handler(actor.id)
        for one in casekeys.held_by(Holder.HANDLER, actor.id):
            casekeys.drop(one.ticket_id, Holder.HANDLER, actor.id)
        casekeys.put_handler(actor.id, pair.public, locked, now)
        prints = [before and keyrings.fingerprint(before.public_key)]
        details = {"sidik": [*prints, keyrings.fingerprint(pair.public)]}
        keyrings.record(actor.id, "buat-kunci", actor.code, now, details)
    return pair.private


def change_passphrase(actor: Actor, old: str, new: str, keys: Keys, now: datetime) -> None:
    """The same key under another passphrase; every case stays open to it. Raises
    `WrongPassphrase`, `WeakPassword`, `TooManyTries`."""
    _check(actor, new)
    subject = keys.device(f"kunci:{actor.code}")
    with transaction():
        attempts.count(subject, throttle.ACCOUNT, now)
        row = casekeys.handler(actor.id)
    if row is None:
        raise keyholders.WrongPassphrase("Anda belum punya kunci. Buat kunci Anda dahulu.")
    private = keyholders.unlock(row.sealed_private, old, actor.id)
    locked = keyholders.lock(private, new, actor.id)
    with transaction():
        attempts.forget(subject)
        casekeys.put_handler(actor.id, row.public_key, locked, row.made_at)
        keyrings.record(actor.id, "ganti-frasa-kunci", actor.code, now)


def _check(actor: Actor, passphrase: str) -> None:
    """Long, uncommon, and not the account's own password: whoever has that must not read cases
    with it."""
    check(passphrase, (actor.email, actor.name), breaches.is_common)
    with reading():
        known = staff.by_id(actor.id).password_hash
    if known is not None and kept.is_password(passphrase, known):
        raise WeakPassword("Frasa sandi kasus harus lain dari kata sandi Anda untuk masuk.")
