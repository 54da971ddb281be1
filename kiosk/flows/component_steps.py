"""Steps that flows share: the five components of a unit and year, what the data say of them and
what people said. All inside the caller's look."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from kiosk.domain.index.closing import Closing, PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.index.plan import PlanState
from kiosk.domain.month import month_of
from kiosk.domain.people.policy import Action, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi import component_facts, components
from kiosk.domain.zi.component_facts import CounterFacts
from kiosk.domain.zi.components import Check, Component, Mark, Progress
from kiosk.domain.zi.proof import Proof, Subject
from kiosk.flows import closings, dossier, standing_orders
from kiosk.store.index import plans
from kiosk.store.people import holders, reach
from kiosk.store.place import api_keys, devices, points, units
from kiosk.store.zi import components as kept


@dataclass(frozen=True)
class ComponentSheet:
    """``proofs``: by code of component."""

    unit: UnitCard
    year: int
    parts: tuple[Progress, ...]
    proofs: Mapping[str, tuple[Proof, ...]]

    @property
    def done(self) -> int:
        return sum(one.done for one in self.parts)

    @property
    def whole(self) -> int:
        return sum(len(one.lines) for one in self.parts)


def shipped() -> tuple[Component, ...]:
    return kept.shipped()


def find(code: str) -> tuple[Component, Check]:
    """Raises `UnknownCheck`."""
    return components.find(kept.shipped(), code)


def proof_key(year: int, component: str) -> str:
    return f"{year}:{component}"


def sheet_of(unit: UnitCard, year: int, now: datetime) -> ComponentSheet:
    found = component_facts.found(_facts(unit, year, now))
    keys = {proof_key(year, one.code): one.code for one in kept.shipped()}
    proofs = dossier.proofs_of(unit.id, Subject.COMPONENT, keys)
    return ComponentSheet(
        unit,
        year,
        components.progress(kept.shipped(), found, kept.marks(unit.id, year)),
        {keys[key]: some for key, some in proofs.items()},
    )


def marked(unit_id: int, year: int, code: str) -> Mark | None:
    return kept.marks(unit_id, year).get(code)


def _facts(unit: UnitCard, year: int, now: datetime) -> CounterFacts:
    below = units.below(unit.id)
    month = month_of(now, unit.zone)
    standing = standing_orders.standing_of(unit, below)
    closed = closings.of_year(unit.id, year)
    planned, done = _plans(unit.id, year)
    return CounterFacts(
        now=month // 100 == year,
        services=len(standing.services),
        standards=standing.published,
        complete=standing.complete,
        decreed=sum(bool(one.decree) for one in standing.services),
        pledge=standing.pledge is not None,
        officers=_officers(unit.id),
        points=sum(one.closed_at is None for one in points.of_units(below)),
        tablets=sum(not (one.revoked_at or one.closed) for one in devices.standing(below)),
        machine=_machine(below),
        surveying=any(one.covers(month) for one in points.uses_of(unit.id)),
        closed=len({one.period for one in closed}),
        published=len(_published(closed)),
        plans=planned,
        done=done,
    )


def _published(closed: Sequence[Closing]) -> set[Period]:
    """Periods of which every survey that was closed is public."""
    hidden = {one.period for one in closed if one.state is not PeriodState.PUBLISHED}
    return {one.period for one in closed} - hidden


def _plans(unit_id: int, year: int) -> tuple[int, int]:
    """Out of periods of the year: how many, dropped ones aside, and how many are done."""
    ours = [one for one in plans.of_unit(unit_id) if one.period.year == year]
    counted = [one for one in ours if one.state is not PlanState.DROPPED]
    return len(counted), sum(one.state is PlanState.DONE for one in counted)


def _officers(unit_id: int) -> int:
    spot = reach.spot_of_unit_id(unit_id) or Spot(-1)
    return len(holders.allowed(Action.HANDLE_TICKETS, spot))


def _machine(unit_ids: Sequence[int]) -> bool:
    """A key of one of these units was used at some time."""
    return any(key.used_at for unit in unit_ids for key in api_keys.of_unit(unit))
