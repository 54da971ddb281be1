"""A device of one's own becomes a way in; or stops being one."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.passkey import LABEL_LENGTH, MOST, InvalidPasskey, Site
from kiosk.store.engine import reading, transaction
from kiosk.store.people import journal, passkeys, staff

NOT_TAKEN = "Kunci sandi tidak tersimpan. Ulangi, dan setujui permintaan dari perangkat Anda."


def offer(actor: Actor, site: Site) -> tuple[str, bytes]:
    """(what the browser asks the device for, as JSON; the challenge to remember)."""
    import webauthn
    from webauthn.helpers.structs import (
        AuthenticatorSelectionCriteria,
        PublicKeyCredentialDescriptor,
        ResidentKeyRequirement,
        UserVerificationRequirement,
    )

    with reading():
        known = [row.credential_id for row in passkeys.of_staff(actor.id)]
    options = webauthn.generate_registration_options(
        rp_id=site.host,
        rp_name="Suara Loket",
        user_id=actor.code.encode(),
        user_name=actor.email,
        user_display_name=actor.name,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.REQUIRED,
            user_verification=UserVerificationRequirement.REQUIRED,
        ),
        exclude_credentials=[PublicKeyCredentialDescriptor(id=one) for one in known],
    )
    return webauthn.options_to_json(options), options.challenge


def keep(
    actor: Actor, site: Site, challenge: bytes, answer: str, label: str, now: datetime
) -> None:
    """Raises `InvalidPasskey`."""
    proof = _verified(site, challenge, answer)
    name = " ".join(label.replace("\0", "").split())[:LABEL_LENGTH] or "Perangkat"
    with transaction():
        staff.hold(actor.id)
        if len(passkeys.of_staff(actor.id)) >= MOST:
            raise InvalidPasskey("Sudah ada sepuluh kunci sandi. Hapus salah satu lebih dahulu.")
        if passkeys.by_id(proof.credential_id) is not None:
            raise InvalidPasskey("Perangkat ini sudah terdaftar.")
        passkeys.add(
            actor.id, proof.credential_id, proof.credential_public_key, proof.sign_count, name, now
        )
        journal.own(staff.by_id(actor.id), "tambah-kunci-sandi", now, {"nama": [None, name]})


def _verified(site: Site, challenge: bytes, answer: str) -> Any:
    import webauthn
    from webauthn.helpers.exceptions import WebAuthnException

    try:
        return webauthn.verify_registration_response(
            credential=json.loads(answer),
            expected_challenge=challenge,
            expected_rp_id=site.host,
            expected_origin=site.origin,
            require_user_verification=True,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as wrong:
        raise InvalidPasskey(NOT_TAKEN) from wrong


def remove(actor: Actor, credential: bytes, now: datetime) -> None:
    """Raises `InvalidPasskey` for one that is not theirs."""
    with transaction():
        found = passkeys.by_id(credential)
        if found is None or not passkeys.remove(actor.id, credential):
            raise InvalidPasskey("Kunci sandi itu tidak ada.")
        journal.own(staff.by_id(actor.id), "hapus-kunci-sandi", now, {"nama": [found.label, None]})


def listed(actor: Actor) -> Sequence[Any]:
    """(credential_id, label, added_at) of one's own."""
    with reading():
        return passkeys.of_staff(actor.id)
