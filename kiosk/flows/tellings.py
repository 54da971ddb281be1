"""Steps that flows of complaints share: who is told of what, by the outbox.

Notices are written in the transaction of what they tell about. Of a sealed case they say nothing
but that there is something to see, to its team only.
"""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Channel, Draft, Kind, Recipient
from kiosk.flows import cases
from kiosk.store.people import holders, reach
from kiosk.store.place import units
from kiosk.store.upkeep import notices


def team_of(row: Any, keys: Keys) -> list[Actor]:
    """Who handles this sealed case: the integrity team above, without whom it names."""
    spot = reach.spot_of_unit_id(row.origin_id) or Spot(-1)
    known = holders.allowed(Action.HANDLE_SEALED, spot)
    return [one for one in known if cases.may_see(row, one, keys)]


def handlers_of(row: Any, action: Action = Action.HANDLE_TICKETS) -> list[Actor]:
    """Who may act on an ordinary complaint where it lies now."""
    return holders.allowed(action, reach.spot_of_unit_id(row.unit_id) or Spot(-1))


def tell_new(row: Any, keys: Keys, now: datetime) -> None:
    """It came in: the team of a sealed case, else whoever verifies."""
    if row.sealed:
        return tell(row, notice.SEALED, team_of(row, keys), now)
    return tell(row, notice.NEW_TICKET, handlers_of(row, Action.VERIFY_TICKETS), now)


def tell_owner(row: Any, keys: Keys, now: datetime, plain: Kind = notice.REPORTER_REPLIED) -> None:
    """The reporter added something: whoever holds the ticket, else everybody who could.
    ``plain``: what an ordinary complaint's are told."""
    people = team_of(row, keys) if row.sealed else handlers_of(row)
    owners = [one for one in people if one.id == row.owner_id]
    kind = notice.SEALED if row.sealed else plain
    tell(row, kind, owners or people, now)


def tell(
    row: Any, kind: Kind, people: Iterable[Actor], now: datetime, *, due: str | None = None
) -> None:
    """One notice to each. ``due``: the deadline in words, for the kinds that name it."""
    known = {"number": row.number, "unit": units.name_of(row.unit_id), "due": due or "-"}
    values = {name: known[name] for name in kind.fields}
    # The hour of a mail would tell the hour of an anonymous report (F55).
    quiet = row.identity == Identity.ANONYMOUS
    for one in people:
        notices.add(Draft(kind, Recipient.STAFF, one.id, values=values, quiet=quiet), now)


def tell_reporter(row: Any, now: datetime, kind: Kind = notice.NEWS) -> None:
    """There is news: only where somebody left an ordinary complaint with a name. Who stays
    anonymous or is protected looks by the receipt; no mail shows that there was a complaint."""
    if row.sealed or row.identity == Identity.ANONYMOUS:
        return
    # By mail and by the gateway: the one for which they left no address is dropped when sent.
    for channel in (Channel.MAIL, Channel.HOOK):
        draft = Draft(kind, Recipient.REPORTER, row.id, channel=channel, language=row.lang)
        notices.add(draft, now)
