"""A device's proof becomes a session: something one has, and the finger or PIN that opens it."""

import json
from datetime import datetime
from typing import Any

from kiosk.domain.people import throttle
from kiosk.domain.people.caller import Caller
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.passkey import InvalidPasskey, Site
from kiosk.flows.seats import Entered, take_seat
from kiosk.store.engine import reading, transaction
from kiosk.store.people import attempts, journal, passkeys, staff

REFUSED = "Kunci sandi tidak diterima. Masuk dengan surel dan kata sandi, atau ulangi."


def ask(site: Site) -> tuple[str, bytes]:
    """(what the browser asks the device for, as JSON; the challenge to remember)."""
    import webauthn
    from webauthn.helpers.structs import UserVerificationRequirement

    options = webauthn.generate_authentication_options(
        rp_id=site.host, user_verification=UserVerificationRequirement.REQUIRED
    )
    return webauthn.options_to_json(options), options.challenge


def enter_by_passkey(
    site: Site, challenge: bytes, answer: str, caller: Caller, keys: Keys, now: datetime
) -> Entered:
    """Raises `InvalidPasskey`, `TooManyTries`. The try counts before the check."""
    network = keys.network(caller.address, now.date())
    with transaction():
        attempts.count(network, throttle.NETWORK, now)
    credential = _credential(answer)
    with reading():
        known = passkeys.by_id(credential)
    count = _verified(known, site, challenge, answer) if known is not None else None
    with transaction():
        row = staff.by_id(known.staff_id) if known is not None else None
        good = row is not None and row.disabled_at is None and count is not None
        if good and passkeys.count_up(credential, known.sign_count, count or 0):
            attempts.take_back(network)
            return take_seat(row, caller, now, "kunci-sandi", whole=True)
        journal.failed(row, now, {"langkah": "kunci-sandi"})
    raise InvalidPasskey(REFUSED)


def _credential(answer: str) -> bytes:
    from webauthn.helpers import base64url_to_bytes

    try:
        return base64url_to_bytes(str(json.loads(answer)["rawId"])[:2_000])
    except (ValueError, KeyError, TypeError):
        return b""


def _verified(known: Any, site: Site, challenge: bytes, answer: str) -> int | None:
    """The device's new counter, or None where its proof does not hold."""
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        found = webauthn.verify_authentication_response(
            credential=json.loads(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            credential_public_key=known.public_key,
            credential_current_sign_count=known.sign_count,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return None
    return int(found.new_sign_count)
