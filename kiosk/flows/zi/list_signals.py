"""What surveys reported of levies, gifts and brokers, for the integrity team and nobody else."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.survey.integrity import SUBJECTS
from kiosk.flows.counting import is_impartial
from kiosk.store.engine import transaction
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.survey import signals

WEEKS = 13
"""A quarter: what is shown at once."""


@dataclass(frozen=True)
class Signal:
    """Of one unit, service and week: how many respondents reported each of `SUBJECTS`. A person
    may have reported several. ``fresh``: some of it the team has not been told of."""

    unit: str
    service: str
    week: date
    counts: Mapping[str, int]
    fresh: bool

    @property
    def last_day(self) -> date:
        return self.week + timedelta(days=6)


@dataclass(frozen=True)
class Signals:
    """``totals``: of all that is listed, by subject."""

    since: date
    listed: tuple[Signal, ...]
    totals: Mapping[str, int]


def list_signals(actor: Actor, now: datetime) -> Signals:
    """The newest week first, of units this person watches over without serving in them. The look
    is recorded where only the team's record is; never which unit was looked at."""
    today = now.date()
    since = today - timedelta(days=today.weekday(), weeks=WEEKS - 1)
    with transaction():
        rows = signals.of_units(_reached(actor), since)
        names = {one: units.name_of(one) for one in {row.unit_id for row in rows}}
        _record(actor, len(rows), now)
    listed = tuple(_signals(rows, names))
    return Signals(since, listed, _totals(listed))


def _reached(actor: Actor) -> list[int]:
    within = reach.unit_ids(actor.grants, Action.SEE_SIGNALS, also_closed=True)
    return [one for one in within if is_impartial(actor, one)]


def _signals(rows: Sequence[Any], names: Mapping[int, str]) -> list[Signal]:
    def key(row: Any) -> Any:
        return -row.week.toordinal(), names[row.unit_id], row.service or "", row.service_id

    found = []
    for _, group in groupby(sorted(rows, key=key), key):
        those = list(group)
        first = those[0]
        found.append(
            Signal(
                names[first.unit_id],
                first.service or "layanan tidak disebut",
                first.week,
                {one.subject: one.many for one in those},
                any(one.many > one.told for one in those),
            )
        )
    return found


def _totals(listed: Sequence[Signal]) -> dict[str, int]:
    return {one: sum(each.counts.get(one, 0) for each in listed) for one in SUBJECTS}


def _record(actor: Actor, many: int, now: datetime) -> None:
    audit.append(
        at=now,
        actor_id=actor.id,
        action="lihat-isyarat",
        object_kind=audit.SEALED_KIND,
        object_id="",
        details={"banyak": many},
    )
