"""Steps that flows share about asking who a confidential reporter is.

One person asks with a reason, two others decide, and the reporter reads all of it. What nobody
knows cannot be asked for: of an anonymous reporter nothing was kept, and no flow here or anywhere
changes how a reporter came.
"""

from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.complaint.receipt import tidy_number
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, NotAllowed, Spot
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases
from kiosk.store.complaint import tickets
from kiosk.store.people import reach

NEEDED = 2
GOOD_FOR = timedelta(days=7)
"""A granted request is good for this long; later it has to be asked for again."""


class NothingToOpen(Refusal):
    """The reporter is anonymous, or open already."""


class NoRequest(Refusal):
    """There is no request that waits, or none of one's own that was granted."""


def no_request() -> NoRequest:
    return NoRequest("Tidak ada permintaan identitas yang menunggu untuk laporan ini.")


def asked_about(row: Any, actor: Actor) -> Any:
    """``row``, for whoever may ask: one that `cases` let through. Raises `NotAllowed`,
    `NothingToOpen`."""
    if not actor.may(Action.ASK_IDENTITY, _spot(row)):
        raise NotAllowed("Identitas pelapor hanya dapat diminta oleh yang menangani laporan.")
    if row.identity != Identity.CONFIDENTIAL or tickets.reporter_of(row.id) is None:
        raise NothingToOpen(
            "Tidak ada identitas rahasia pada laporan ini. Pelapor anonim tidak dikenal siapa pun."
        )
    return row


def decided_about(number: str, actor: Actor, keys: Keys) -> Any:
    """The row for whoever may decide: of a sealed case its own team alone. An ordinary complaint
    need not be theirs to read. Raises `NoRequest`, for a number out of reach as for one that is
    not asked about."""
    row = tickets.hold(tidy_number(number) or "")
    if row is None or not may_decide(row, actor, keys):
        raise no_request()
    return row


def may_decide(row: Any, actor: Actor, keys: Keys) -> bool:
    if row.sealed and not cases.may_see(row, actor, keys):
        return False
    return actor.may(Action.APPROVE_IDENTITY, _spot(row))


def _spot(row: Any) -> Spot:
    return reach.spot_of_unit_id(row.origin_id if row.sealed else row.unit_id) or Spot(-1)


def is_good(request: Any, now: datetime) -> bool:
    """Whether a request is granted, and not too long ago."""
    return request.granted_at is not None and now - request.granted_at < GOOD_FOR
