"""E-mail and password become a session, or half of one where a code is still to come."""

from datetime import datetime
from typing import Any

from kiosk.domain.people import throttle
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.invitation import InvalidEmail, tidy_email
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal
from kiosk.flows.seats import Entered, take_seat
from kiosk.store.engine import transaction
from kiosk.store.people import attempts, journal, kept, staff

Subjects = list[tuple[bytes, throttle.Rule]]


class WrongPassword(Refusal):
    """Unknown address, wrong password or disabled account: nobody learns which."""


def sign_in(email: str, password: str, caller: Caller, keys: Keys, now: datetime) -> Entered:
    """Raises `WrongPassword`, `TooManyTries`. The try counts before the check, and the check
    holds no transaction: it takes a fifth of a second."""
    with transaction():
        row = staff.by_email(_lookup(email))
        subjects = _subjects(row, _lookup(email), caller, keys, now)
        for subject, rule in subjects:
            attempts.count(subject, rule, now)
    right = kept.is_password(password, row.password_hash if row is not None else None)
    renewed = _renewed(row, password) if right else None
    with transaction():
        found = _still(row) if right else None
        if found is not None:
            entered = take_seat(found, caller, now, "kata-sandi")
            _settle(subjects)
            if renewed:
                staff.put(found.id, password_hash=renewed)
            return entered
        journal.failed(row, now, {"langkah": "kata-sandi"})
    raise WrongPassword("Surel atau kata sandi tidak cocok. Periksa keduanya, lalu coba lagi.")


def _lookup(email: str) -> str:
    """What cannot be an address is nobody's, and costs as much as one that is."""
    try:
        return tidy_email(email)
    except InvalidEmail:
        return "?"


def _subjects(row: Any, email: str, caller: Caller, keys: Keys, now: datetime) -> Subjects:
    """A device its owner signed in with before is counted by itself, so that strangers who try
    the account, or colleagues behind the same address, do not keep the owner waiting."""
    mark = caller.known.get(row.code) if row is not None else None
    if mark is not None:
        return [(keys.device(f"{row.code}:{mark}"), throttle.DEVICE)]
    network = keys.network(caller.address, now.date())
    return [(keys.account(email), throttle.ACCOUNT), (network, throttle.NETWORK)]


def _still(row: Any) -> Any:
    """The row as it is now, where the password that was checked is still the one in force."""
    found = staff.by_id(row.id)
    unchanged = found.disabled_at is None and found.password_hash == row.password_hash
    return found if unchanged else None


def _renewed(row: Any, password: str) -> str | None:
    return kept.hash_password(password) if kept.is_outdated(row.password_hash) else None


def _settle(subjects: Subjects) -> None:
    """A success clears its own count; the network only gets this one try back, or an attacker
    with an account could guess at others' for ever."""
    for subject, rule in subjects:
        if rule is throttle.NETWORK:
            attempts.take_back(subject)
        else:
            attempts.forget(subject)
