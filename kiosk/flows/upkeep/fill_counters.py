"""The counters of the demo: what tablets, visits and taps leave behind, for its first offices."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.month import month_of
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.visit import Channel
from kiosk.domain.upkeep import demo_counter
from kiosk.domain.upkeep.demo_counter import Given, TabletPlan, VisitPlan
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.upkeep.demo_places import UnitPlan
from kiosk.domain.upkeep.demo_plan import DemoPlan
from kiosk.store.engine import transaction
from kiosk.store.place import devices, points
from kiosk.store.survey import answers, origins, taps, visits

LIFE = timedelta(hours=2)
"""Of a sign: all of them are over."""


@dataclass(frozen=True)
class FilledCounters:
    tablets: int
    taps: int
    offered: int


def fill_counters(order: DemoOrder, now: datetime) -> FilledCounters:
    """After `fill_demo` of the same order."""
    plan = DemoPlan(order, now)
    with transaction():
        at = _points(demo_counter.offices(plan))
        tablets = {one.point: _enrol(one, at, now) for one in demo_counter.tablets(plan)}
        tapped = _tap(plan, at)
    offered = 0
    for unit in demo_counter.offices(plan):
        with transaction():
            offered += _visit(plan, unit, at, tablets)
    return FilledCounters(len(tablets), tapped, offered)


def _points(units: Sequence[UnitPlan]) -> dict[str, int]:
    return {one.code: points.opened(one.code).id for unit in units for one in unit.points}


def _enrol(plan: TabletPlan, at: Mapping[str, int], now: datetime) -> int:
    """With a key that nobody is told: enrol a real one in its place."""
    made = devices.add(at[plan.point], plan.name, secrets.token_urlsafe(32), 0, plan.enrolled_at)
    devices.beat(
        made,
        now=plan.seen_at,
        waiting=plan.waiting,
        battery=plan.battery,
        charging=plan.charging,
        shift=0,
    )
    # The silence of a tablet that does not exist is news to nobody.
    devices.mark_told(made, plan.seen_at, now)
    return made


def _tap(plan: DemoPlan, at: Mapping[str, int]) -> int:
    found = list(demo_counter.taps(plan))
    for one in found:
        taps.put(at[one.point], one.day, int(one.source), one.counts)
    return sum(sum(one.counts) for one in found)


def _visit(
    plan: DemoPlan, unit: UnitPlan, at: Mapping[str, int], tablets: Mapping[str, int]
) -> int:
    """Visits of this month, and how long each of its forms took."""
    month = month_of(plan.now, unit.zone)
    codes = {at[one.code]: one.code for one in unit.points}
    rows = answers.given(list(codes), month)
    given = [Given(row.id, codes[row.point_id], row.at, row.source) for row in rows]
    offered = list(demo_counter.visits(plan.order.seed, unit.code, given))
    visits.add_all([_offered(one, at, month) for one in offered])
    took = dict(demo_counter.seconds(plan.order.seed, unit.code, given))
    origins.add_all([_origin(one, took[one.id], tablets) for one in given])
    return len(offered)


def _offered(one: VisitPlan, at: Mapping[str, int], month: int) -> dict[str, Any]:
    return {
        "number": one.number,
        "point_id": at[one.point],
        "service_id": None,
        "offered_at": one.offered_at,
        "expires_at": one.offered_at + LIFE,
        "month": month,
        "channel": int(Channel.DESK),
        "outcome": None if one.outcome is None else int(one.outcome),
    }


def _origin(one: Given, seconds: int, tablets: Mapping[str, int]) -> dict[str, Any]:
    return {
        "answer_id": one.id,
        "device_id": tablets.get(one.point) if one.source == Source.KIOSK else None,
        "seconds": seconds,
        "face": None,
        "clock": None,
        "received_at": None,
    }
