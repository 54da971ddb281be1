"""A one-time link becomes an account with a password of its owner's choosing."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.caller import Caller
from kiosk.domain.people.invitation import DeadLink, TakenEmail, tidy_email, tidy_name
from kiosk.domain.people.password import check
from kiosk.domain.people.policy import Level, Role
from kiosk.domain.people.session import hash_of, new_token
from kiosk.domain.place.code import new_code
from kiosk.store.engine import reading, transaction
from kiosk.store.people import breaches, journal, kept, links, sessions, staff
from kiosk.store.people.links import Purpose


@dataclass(frozen=True)
class Invited:
    """Whom a link is for; empty for the first administrator's."""

    name: str = ""
    email: str = ""


def look(purpose: str, token: str, now: datetime) -> Invited:
    """Whom the link is for; looking does not use it up. Raises `DeadLink`."""
    with reading():
        _, row = _find(Purpose(purpose), token, now)
    return Invited(row.name, row.email) if row is not None else Invited()


def accept_first(
    token: str, email: str, name: str, password: str, caller: Caller, now: datetime
) -> str:
    """The first administrator; a session's token. Raises `DeadLink`, `WeakPassword`,
    `InvalidEmail`, `InvalidName`, `TakenEmail`."""
    email, name = tidy_email(email), tidy_name(name)
    check(password, (email, name), breaches.is_common)
    look(Purpose.FIRST, token, now)
    hashed = kept.hash_password(password)
    with transaction():
        _use(Purpose.FIRST, token, now)
        if staff.by_email(email) is not None:
            raise TakenEmail("Alamat surel ini sudah dipakai sebuah akun.")
        made = staff.add(new_code(secrets.choice), email, name, now)
        staff.put(made, password_hash=hashed)
        staff.grant(made, Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0, None, now)
        row = staff.by_id(made)
        journal.own(row, "daftar-administrator-pertama", now)
        return _begin(row, caller, now)


def accept_invitation(token: str, password: str, caller: Caller, now: datetime) -> str:
    """A session's token. Raises `DeadLink`, `WeakPassword`."""
    hashed = _hashed(Purpose.INVITATION, token, password, now)
    with transaction():
        row = _use(Purpose.INVITATION, token, now)
        if row.totp_sealed is not None or row.oidc_subject is not None:
            raise DeadLink("Akun ini sudah dipakai. Masuk seperti biasa.")
        staff.put(row.id, password_hash=hashed)
        journal.own(row, "terima-undangan", now)
        return _begin(row, caller, now)


def accept_return(token: str, password: str, now: datetime) -> None:
    """A new password; the second factor stays and is asked for at the sign-in that follows.
    Raises `DeadLink`, `WeakPassword`."""
    hashed = _hashed(Purpose.RETURN, token, password, now)
    with transaction():
        row = _use(Purpose.RETURN, token, now)
        staff.put(row.id, password_hash=hashed)
        sessions.end_all(row.id)
        journal.own(row, "setel-ulang-kata-sandi", now)


def _hashed(purpose: Purpose, token: str, password: str, now: datetime) -> str:
    invited = look(purpose, token, now)
    check(password, (invited.email, invited.name), breaches.is_common)
    return kept.hash_password(password)


def _find(purpose: Purpose, token: str, now: datetime) -> tuple[bytes, Any]:
    link = links.find(purpose, token, now)
    row = staff.by_id(link.staff_id) if link is not None and link.staff_id is not None else None
    too_late = purpose is Purpose.FIRST and staff.had_administrator()
    if link is None or too_late or (row is not None and row.disabled_at is not None):
        raise DeadLink(
            "Tautan ini sudah dipakai, sudah lewat waktunya, atau sudah diganti. Minta tautan baru "
            "kepada administrator Anda."
        )
    return bytes(link.token_hash), row


def _use(purpose: Purpose, token: str, now: datetime) -> Any:
    """The link's person; of two who come at once the second finds it dead."""
    token_hash, row = _find(purpose, token, now)
    if not links.use(token_hash, now):
        raise DeadLink("Tautan ini baru saja dipakai.")
    return row


def _begin(row: Any, caller: Caller, now: datetime) -> str:
    token = new_token()
    if caller.session is not None:
        sessions.end(caller.session)
    sessions.begin(hash_of(token), row.id, caller.device, now, confirmed_at=now)
    return token
