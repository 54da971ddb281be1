"""Take on a second factor, and get codes for the day the telephone is lost."""

import base64
import binascii
import re
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.people import throttle
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.totp import WrongCode, matching_step, new_recovery_codes
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts, journal, kept, recovery, sessions, staff

ISSUER = "Suara Loket"


@dataclass(frozen=True)
class Offered:
    """A secret before it is taken on. ``address``: what the QR holds. ``typed``: by hand."""

    address: str
    typed: str


def offer(actor: Actor, keys: Keys) -> str:
    """A new secret, sealed, for the session to hold until a code of it was given."""
    return base64.b64encode(kept.seal(kept.new_secret(), keys.seal, actor.id)).decode()


def shown(offered: str, actor: Actor, keys: Keys) -> Offered:
    secret = _opened(offered, actor, keys)
    typed = " ".join(re.findall(".{1,4}", secret))
    return Offered(kept.address_of(secret, actor.email, ISSUER), typed)


def enrol(
    actor: Actor, offered: str, given: str, token_hash: bytes, keys: Keys, now: datetime
) -> list[str]:
    """The recovery codes, to be shown this once. Other sessions end. Raises `WrongCode`,
    `TooManyTries`."""
    secret = _opened(offered, actor, keys)
    with transaction():
        attempts.count(keys.code(actor.id), throttle.CODE, now)
        step = matching_step(given, now, lambda one: kept.code_of(secret, one))
        if step is not None:
            codes = _take_on(actor, secret, step, keys, now)
            sessions.end_all(actor.id, but=token_hash)
            sessions.put(token_hash, confirmed_at=now)
            return codes
    raise WrongCode(
        "Kode tidak cocok. Pastikan jam telepon Anda tepat, lalu tulis kode yang sedang tampil."
    )


def _take_on(actor: Actor, secret: str, step: int, keys: Keys, now: datetime) -> list[str]:
    row = staff.by_id(actor.id)
    sealed = kept.seal(secret, keys.seal, actor.id)
    staff.put(actor.id, totp_sealed=sealed, totp_step=step)
    codes = new_recovery_codes()
    recovery.replace(actor.id, codes)
    attempts.forget(keys.code(actor.id))
    journal.own(row, "ganti-faktor-kedua" if row.totp_sealed else "pasang-faktor-kedua", now)
    return codes


def renew_recovery(actor: Actor, now: datetime) -> list[str]:
    """Ten new ones; the old ones are void."""
    codes = new_recovery_codes()
    with transaction():
        recovery.replace(actor.id, codes)
        journal.own(staff.by_id(actor.id), "ganti-kode-pemulihan", now)
    return codes


def recovery_left(actor: Actor) -> int:
    with reading():
        return recovery.left(actor.id)


def _opened(offered: str, actor: Actor, keys: Keys) -> str:
    try:
        sealed = base64.b64decode(offered, validate=True)
    except binascii.Error as error:
        raise kept.BrokenSeal from error
    return kept.unseal(sealed, keys.seal, actor.id)
