"""Steps that flows share about how tablets are: what each last told, and whether it is missed."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.opening import opening
from kiosk.domain.place.device import Condition
from kiosk.domain.place.tablet_watch import Tablet, is_missed
from kiosk.store.place import calendars, devices, kept_tree, parked, settings


def tablets(unit_ids: Collection[int] | None, now: datetime) -> list[Tablet]:
    """At the counters of these units (None: of all), revoked ones too; by counter and name."""
    rows = devices.standing(unit_ids)
    if not rows:
        return []
    units = {row.unit_id for row in rows}
    offices = {unit: opening(one, now) for unit, one in calendars.of_units(units).items()}
    path, waits = kept_tree.whole().tree.path, parked.counts()
    chosen = settings.of_units({unit: path(unit) for unit in units})

    def made(row: Any) -> Tablet:
        watched = row.revoked_at is None and not row.closed
        minutes = int(chosen[row.unit_id]["tablet-sunyi"])
        office = offices[row.unit_id]
        missed = is_missed(office, row.seen_at, row.enrolled_at, now, minutes)
        return _tablet(row, watched=watched, missed=missed, waits=waits.get(row.id, 0))

    return [made(row) for row in rows]


def _tablet(row: Any, *, watched: bool, missed: bool, waits: int) -> Tablet:
    told = Condition(row.seen_at, row.waiting, row.battery, row.charging, row.shift)
    return Tablet(
        row.id,
        row.name,
        row.point_code,
        row.point_name,
        row.unit_id,
        row.enrolled_at,
        row.revoked_at,
        row.told_at,
        told,
        is_silent=watched and missed,
        watched=watched,
        parked=waits,
    )
