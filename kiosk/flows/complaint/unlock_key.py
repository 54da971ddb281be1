"""A member's key for this session: opened by the passphrase, held under the session's token."""

from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows import keyrings
from kiosk.flows.sealing import Unlocked
from kiosk.store.complaint import casekeys, keyholders, seals
from kiosk.store.complaint.keyholders import WrongPassphrase
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts
from kiosk.store.people.kept import BrokenSeal


class NoKey(Refusal):
    """This member has not made a key yet."""

    def __init__(self) -> None:
        super().__init__("Anda belum punya kunci. Buat kunci Anda dahulu.")


def unlock_key(actor: Actor, passphrase: str, token: str, keys: Keys, now: datetime) -> str:
    """What the session keeps; only with ``token``, which is in the cookie alone, does it open.
    Raises `WrongPassphrase`, `TooManyTries`, `NoKey`."""
    subject = keys.device(f"kunci:{actor.code}")
    with transaction():
        attempts.count(subject, throttle.ACCOUNT, now)
        kept = casekeys.handler(actor.id)
        if kept is None:
            raise NoKey
    try:
        private = keyholders.unlock(kept.sealed_private, passphrase, actor.id)
    except WrongPassphrase:
        with transaction():
            keyrings.record(actor.id, "gagal-buka-kunci", actor.code, now)
        raise
    with transaction():
        attempts.forget(subject)
        keyrings.record(actor.id, "buka-kunci", actor.code, now)
    return held_for(private, token)


def held_for(private: bytes, token: str) -> str:
    return b64encode(keyholders.hold(private, token)).decode()


def opened_key(actor: Actor, held: str, token: str) -> Unlocked | None:
    """The key this session holds; None where it is another session's, or the member has made
    another key since."""
    try:
        private = keyholders.held(b64decode(held, validate=True), token)
    except (BrokenSeal, NotBase64, ValueError):
        return None
    with reading():
        kept = casekeys.handler(actor.id)
    if kept is None or bytes(kept.public_key) != seals.public_of(private):
        return None
    return Unlocked(actor.id, private)
