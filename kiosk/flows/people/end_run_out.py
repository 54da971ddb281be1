"""Roles that ran out are written down as ended, and whoever gave one is told a week ahead."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from kiosk import i18n
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.guest import DAYS_BEFORE
from kiosk.domain.people.policy import Action, Level, Role, Spot, may_grant
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.flows import keyrings, staffing
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.people import grant_ends, holders, journal, links, reach, staff
from kiosk.store.people.links import Purpose
from kiosk.store.upkeep import notices


def end_run_out(now: datetime) -> bool:
    """One round; True where more waits. Nothing is written while nothing runs out: a role that did
    holds for nobody from that moment, whether or not this came round."""
    this = Round()
    with reading():
        over = grant_ends.run_out(now)
        soon = grant_ends.running_out(now + timedelta(days=DAYS_BEFORE))
    this.each(over, partial(_end, now=now))
    this.each([one for one in soon if one.until > now], partial(_tell, now=now))
    return this.is_over


def _end(found: Any, now: datetime) -> None:
    with transaction():
        row = staff.by_id(found.staff_id)
        if not staff.end_grant(found.id, now):
            return
        keyrings.drop_wraps(row.id)
        if not staff.grant_rows(row.id):
            # An invitation to nothing would still open an account.
            links.void(Purpose.INVITATION, row.id)
        name = f"{found.role} @ {found.level}:{found.place_id} sampai {found.last_day}"
        journal.about(
            journal.SYSTEM, row, "akhiri-peran", now,
            details={"peran": [name, None]}, **staffing.where(_spot(found)),
        )  # fmt: skip


def _tell(found: Any, now: datetime) -> None:
    """Once, and again after the end was changed: that is a new row."""
    with transaction():
        if not grant_ends.mark_told(found.id, now):
            return
        values = {
            "role": Role(found.role).label,
            "place": reach.name_of_place(found.level, found.place_id) or "seluruh instalasi",
            "day": i18n.day_text(found.last_day),
        }
        for one in _givers(found):
            notices.add(Draft(notice.ROLE_ENDS, Recipient.STAFF, one.id, values=values), now)


def _givers(found: Any) -> list[Actor]:
    """Whoever gave it, where they could still give it; else everybody who could."""
    spot = _spot(found)
    able = [
        one
        for one in holders.allowed(Action.EDIT_STAFF, spot)
        if may_grant(one.grants, Role(found.role), spot)
    ]
    giver = [one for one in able if one.id == found.granted_by]
    return giver or able


def _spot(found: Any) -> Spot:
    return reach.spot_of_place(Level(found.level), found.place_id) or Spot(0)
