"""Tablets that keep silent while their office is open are told of: each silence once."""

from collections.abc import Sequence
from datetime import datetime
from itertools import groupby
from zoneinfo import ZoneInfo

from kiosk import i18n
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action, Role, Spot
from kiosk.domain.place.tablet_watch import Tablet
from kiosk.domain.upkeep import notice
from kiosk.domain.upkeep.notice import Draft, Recipient
from kiosk.flows import watching
from kiosk.flows.calling import call_silence
from kiosk.flows.rounds import Round
from kiosk.store.engine import reading, transaction
from kiosk.store.people import holders, reach
from kiosk.store.place import calendars, devices, units
from kiosk.store.upkeep import notices


def watch_devices(now: datetime) -> bool:
    """One round; True where more waits. One notice for all tablets of a unit: where the power
    fails, it fails for every counter."""
    this = Round()
    with reading():
        found = [one for one in watching.tablets(None, now) if one.is_silent and not one.told_at]
    found.sort(key=lambda one: one.unit_id)
    groups = [list(those) for _unit, those in groupby(found, key=lambda one: one.unit_id)]
    this.each(groups, lambda those: _tell(those, now))
    return this.is_over


def _tell(those: Sequence[Tablet], now: datetime) -> None:
    """The marks and the notices, or neither. Who has spoken meanwhile is left out."""
    with transaction():
        silent = [one for one in those if devices.mark_told(one.id, one.condition.seen_at, now)]
        if not silent:
            return
        unit = silent[0].unit_id
        last = min(one.condition.seen_at or one.enrolled_at for one in silent)
        zone = calendars.of_units([unit])[unit].zone
        values = {
            "tablets": ", ".join(f"{one.point_name} ({one.name})" for one in silent),
            "unit": units.name_of(unit),
            "since": i18n.moment(last, zone),
        }
        call_silence(unit, values["tablets"], last.astimezone(ZoneInfo(zone)).date(), now)
        for one in _people(unit):
            draft = Draft(notice.TABLET_SILENT, Recipient.STAFF, one.id, values=values)
            notices.add(draft, now)


def _people(unit_id: int) -> list[Actor]:
    """Whoever sits beside the tablets or heads the unit; where there is neither, whoever else
    keeps them."""
    spot = reach.spot_of_unit_id(unit_id) or Spot(-1)
    near = [one for one in holders.allowed(Action.SEE_DEVICES, spot) if _is_near(one, spot)]
    return near or holders.allowed(Action.KEEP_DEVICES, spot)


def _is_near(one: Actor, spot: Spot) -> bool:
    return any(grant.role in _NEAR and grant.covers(spot) for grant in one.grants)


_NEAR = (Role.HEAD, Role.COUNTER_OFFICER)
