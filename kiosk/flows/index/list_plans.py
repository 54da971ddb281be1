"""A unit's plans of follow-up, and what PEKPPP would give for them."""

from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from kiosk.domain.index.period import Period
from kiosk.domain.index.plan import Plan, urgent_first
from kiosk.domain.index.plan_share import Shares, share_done
from kiosk.domain.place.point import UnitCard
from kiosk.store.engine import reading
from kiosk.store.index import plans
from kiosk.store.place import units


@dataclass(frozen=True)
class PlanList:
    """``plans`` in order of urgency; ``shares`` of them. ``years``: of all its plans, newest
    first."""

    unit: UnitCard
    plans: tuple[Plan, ...]
    shares: Shares
    years: tuple[int, ...]
    today: date


def list_plans(
    unit_code: str, now: datetime, *, year: int | None = None, period: Period | None = None
) -> PlanList:
    """Those that answer to periods of a year, to one period, or all. Raises `UnknownUnit`."""
    with reading():
        unit = units.by_code(unit_code)
        known = plans.of_unit(unit.id)
    today = now.astimezone(ZoneInfo(unit.zone)).date()
    wanted = tuple(
        one
        for one in known
        if (year is None or one.period.year == year) and (period is None or one.period == period)
    )
    years = tuple(sorted({one.period.year for one in known}, reverse=True))
    return PlanList(unit, urgent_first(wanted, today), share_done(wanted, today), years, today)
