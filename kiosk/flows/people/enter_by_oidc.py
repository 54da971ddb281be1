"""The word of the office's identity provider becomes a session, or half of one.

It stands in for the password only: whoever has a second factor here still gives it. Nobody comes
in who was not invited.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from kiosk.domain.people.caller import Caller
from kiosk.domain.people.invitation import InvalidEmail, tidy_email
from kiosk.domain.refusal import Refusal
from kiosk.flows.seats import Entered, take_seat
from kiosk.store.engine import transaction
from kiosk.store.people import journal, staff


class NotInvited(Refusal):
    """The provider knows this person; this installation does not."""


@dataclass(frozen=True)
class Identity:
    """What the provider vouches for. ``email`` only where the provider says it is verified."""

    issuer: str
    subject: str
    email: str | None

    @property
    def name(self) -> str:
        """The pair that stays with a person: an address may pass to somebody else."""
        return f"{self.issuer} {self.subject}"


def enter_by_oidc(identity: Identity, caller: Caller, now: datetime) -> Entered:
    """Raises `NotInvited`. The first time, the verified address finds the person and the
    provider's subject is pinned to them; from then on only the subject counts."""
    with transaction():
        row = staff.by_subject(identity.name) or _first_time(identity)
        if row is not None and row.disabled_at is None:
            return take_seat(row, caller, now, "sso")
        journal.failed(row, now, {"langkah": "sso"})
    raise NotInvited(
        "Akun Anda belum diundang ke meja kerja ini. Minta undangan kepada administrator."
    )


def _first_time(identity: Identity) -> Any:
    try:
        row = staff.by_email(tidy_email(identity.email or ""))
    except InvalidEmail:
        return None
    if row is None or row.oidc_subject is not None:
        return None
    staff.put(row.id, oidc_subject=identity.name)
    return staff.by_id(row.id)
