"""Steps that flows share: which standards and which maklumat hold, and since when.

All inside the caller's look.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.pledge import Pledge
from kiosk.domain.zi.standard import PARTS, Standard
from kiosk.store.place import units
from kiosk.store.zi import pledges, standards


@dataclass(frozen=True)
class ServiceStanding:
    """``filled``: 0 to 14, of the edition in force, else of the draft. ``edition`` 0: none holds.
    ``published_on``: local day. ``draft``: one is being written."""

    unit_id: int
    service_id: int
    code: str
    name: str
    filled: int = 0
    published_on: date | None = None
    edition: int = 0
    draft: bool = False
    decree: str = ""

    @property
    def is_published(self) -> bool:
        return self.edition > 0


@dataclass(frozen=True)
class Standing:
    """Open services of a unit and those below it, and the maklumat that holds there."""

    services: tuple[ServiceStanding, ...]
    pledge: Pledge | None
    pledged_since: date | None
    years: tuple[tuple[int, int], ...] = ()
    """(year, how many services had a second or later edition published in it)."""

    @property
    def published(self) -> int:
        return sum(one.is_published for one in self.services)

    @property
    def complete(self) -> int:
        """Published with all fourteen components."""
        return sum(one.is_published and one.filled == len(PARTS) for one in self.services)

    @property
    def share(self) -> Fraction | None:
        """Published of all; None without a service."""
        return Fraction(self.published, len(self.services)) if self.services else None

    def reviewed(self, year: int) -> int:
        """Services whose standard was replaced by a newer edition in that local year."""
        return dict(self.years).get(year, 0)


def standing_of(unit: UnitCard, below: Sequence[int]) -> Standing:
    """``below``: the unit's own id and those of units below it."""
    rows = units.services_of(list(below))
    kept = standards.of_services(row.id for row in rows)
    zone = ZoneInfo(unit.zone)
    pledge = pledges.nearest(units.upward(unit.id))
    return Standing(
        tuple(_standing(row, kept.get(row.id, ()), zone) for row in rows),
        pledge,
        _local(pledge.published_at, zone) if pledge else None,
        _reviews(kept, zone),
    )


def _standing(row: Any, kept: Sequence[Standard], zone: ZoneInfo) -> ServiceStanding:
    held = next((one for one in kept if one.holds), None)
    draft = next((one for one in kept if one.is_draft), None)
    shown = held or draft
    return ServiceStanding(
        unit_id=row.unit_id,
        service_id=row.id,
        code=row.code,
        name=row.name,
        filled=shown.filled if shown else 0,
        published_on=_local(held.published_at, zone) if held and held.published_at else None,
        edition=held.edition if held else 0,
        draft=draft is not None,
        decree=held.decree if held else "",
    )


def _reviews(kept: dict[int, tuple[Standard, ...]], zone: ZoneInfo) -> tuple[tuple[int, int], ...]:
    """Of what holds now: an edition that was replaced the same year is one review, not two."""
    years: dict[int, int] = {}
    for editions in kept.values():
        for one in editions:
            if one.published_at and one.edition > 1:
                year = _local(one.published_at, zone).year
                years[year] = years.get(year, 0) + 1
    return tuple(sorted(years.items()))


def _local(at: datetime, zone: ZoneInfo) -> date:
    return at.astimezone(zone).date()
