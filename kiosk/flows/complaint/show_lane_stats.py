"""Figures of the sealed cases somebody handles: of those they may know of, and no others."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.kinds import Category
from kiosk.domain.complaint.lane_stats import CaseFact, LaneStats, statistics
from kiosk.domain.complaint.ticket import State
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.people.policy import Action
from kiosk.flows import cases, counting
from kiosk.store.complaint import sealed
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units

ACTION = "lihat-angka-berkas"


def show_lane_stats(actor: Actor, keys: Keys, now: datetime) -> LaneStats:
    """Whole figures: whoever looks handles every case counted. The look is recorded."""
    with transaction():
        within = reach.unit_ids(actor.grants, Action.HANDLE_SEALED, also_closed=True)
        known = counting.sealed_for(actor, keys, within)
        rows = sealed.facts(sorted(known.origins), known.hidden)
        zones = {one: ZoneInfo(units.zone_of(one)) for one in {row.origin_id for row in rows}}
        audit.append(
            at=now, actor_id=actor.id, action=ACTION, object_kind=cases.SEALED_KIND, object_id=""
        )
    return statistics(_fact(row, zones[row.origin_id]) for row in rows)


def _fact(row: Any, zone: ZoneInfo) -> CaseFact:
    return CaseFact(
        received=row.received_at.astimezone(zone).date(),
        category=Category(row.category),
        state=State(row.state),
        answered_days=row.answered_days,
        answered_met=row.answered_met,
        came_back=bool(row.came_back),
    )
