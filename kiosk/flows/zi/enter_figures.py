"""Visits, official indexes and capaian kinerja are entered, each with who and what it replaced."""

from collections.abc import Callable
from datetime import datetime

from kiosk.domain.month import Month
from kiosk.domain.people.actor import Actor
from kiosk.domain.zi.outside import Achieved, Official
from kiosk.domain.zi.targets import choose
from kiosk.flows import targeting
from kiosk.store.engine import transaction
from kiosk.store.index import official
from kiosk.store.people import audit, reach
from kiosk.store.place import settings, units
from kiosk.store.zi import targets

Change = list[object]


def enter_visits(
    actor: Actor | None, unit_code: str, month: Month, visits: int, now: datetime
) -> None:
    """People served in a month: the population of the sample. Raises `UnknownUnit`."""

    def put(unit_id: int) -> tuple[str, Change]:
        before = official.visits_by_unit((month,)).get((unit_id, month))
        official.count_visits(unit_id, month, visits)
        return f"kunjungan {month}", [before, visits]

    _enter(actor, unit_code, put, now)


def enter_official(
    actor: Actor | None, unit_code: str, year: int, given: Official, now: datetime
) -> None:
    """An index of the external survey; it precedes the unit's own. Raises `UnknownUnit`."""

    def put(unit_id: int) -> tuple[str, Change]:
        before = official.official(unit_id, year).get(given.survey)
        official.enter_official(unit_id, year, given.survey, given.value, given.document, now)
        change = [_said(before), f"{given.value}; {given.document}"]
        return f"{given.survey} {year}", list(change)

    _enter(actor, unit_code, put, now)


def enter_performance(
    actor: Actor | None,
    unit_code: str,
    year: int,
    given: Achieved,
    now: datetime,
    reason: str = "",
) -> None:
    """Capaian kinerja of a year, kept with the option that follows from the targets. Raises
    `UnknownUnit`, and `UnreasonedChoice` for a better one without ``reason``."""

    def put(unit_id: int) -> tuple[str, Change]:
        before = official.performance(unit_id, year)
        unit = units.by_code(unit_code)
        follows = targeting.performance_of(unit, year, settings.of_unit(unit_id), now).proposal
        choice = choose(given.option, follows, reason)
        official.enter_performance(unit_id, year, given.option, given.basis, now)
        targets.choose(unit_id, year, choice, now, actor.id if actor else 0)
        told = f"{given.option}; {given.basis}; mengikuti target: {choice.follows or 'tidak ada'}"
        return f"kinerja {year}", [_said(before), told]

    _enter(actor, unit_code, put, now)


def _said(before: tuple[object, str] | None) -> str | None:
    return f"{before[0]}; {before[1]}" if before else None


def _enter(
    actor: Actor | None,
    unit_code: str,
    put: Callable[[int], tuple[str, Change]],
    now: datetime,
) -> None:
    with transaction():
        unit = units.by_code(unit_code)
        units.hold(unit.id)
        name, change = put(unit.id)
        spot = reach.spot_of_unit_id(unit.id)
        audit.append(
            at=now,
            actor_id=actor.id if actor else 0,
            action="isi-angka",
            object_kind="angka",
            object_id=unit.code,
            instansi_id=spot.instansi_id if spot else 0,
            unit_id=unit.id,
            details={name: change},
        )
