"""Steps that flows of Zona Integritas share: the facts of a unit's year, and what they answer.

All inside the caller's look. No answer and no report is read one by one: closings are frozen,
plans are few, reports are counted by the database.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.complaint.handling import Handling
from kiosk.domain.complaint.handling_counts import Dimension, Stage, Standing, Verdict
from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.share import Denominator
from kiosk.domain.complaint.ticket import Ending, State
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.plan import Plan
from kiosk.domain.people.policy import POLICY, Action, Role, Spot
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.automatic_answer import Rules, rules_from
from kiosk.domain.zi.facts import (
    SATISFACTION,
    Channels,
    Complaints,
    Facts,
    Lane,
    Standards,
    Surveyed,
)
from kiosk.flows import closings, handled, standing_orders
from kiosk.store.complaint import casekeys
from kiosk.store.index import plans
from kiosk.store.people import reach
from kiosk.store.place import settings as kept_settings
from kiosk.store.place import units
from kiosk.store.survey import instruments, visits
from kiosk.store.zi import evaluations, evidence

_LIMITS = {
    "verifikasi": "batas-verifikasi",
    "permintaan informasi": "batas-informasi",
    "pengaduan": "batas-tidak-berkadar",
}


def facts_of(unit: UnitCard, year: int, now: datetime) -> Facts:
    """Raises `MoreHandledThanReceived` where the counts contradict each other."""
    return _Gatherer(unit, year, now).facts()


def rules_of(unit: UnitCard) -> Rules:
    return rules_from(kept_settings.of_unit(unit.id))


class _Gatherer:
    def __init__(self, unit: UnitCard, year: int, now: datetime) -> None:
        self.unit, self.year, self.now = unit, year, now
        self.unit_ids = units.below(unit.id)
        self.spot = reach.spot_of_unit_id(unit.id) or Spot(0)

    def facts(self) -> Facts:
        settings = kept_settings.of_unit(self.unit.id)
        complaints = self._complaints()
        points, tablets = evidence.counters(self.unit_ids)
        return Facts(
            unit=self.unit.code,
            year=self.year,
            as_of=min(self._day(self.now), date(self.year, 12, 31)),
            unit_ids=tuple(self.unit_ids),
            surveys=self._surveys(),
            plans=self._plans(),
            complaints=complaints,
            channels=Channels(points, tablets, frozenset(complaints.channels)),
            officers=len(evidence.holders([Role.COMPLAINT_OFFICER], self.spot)),
            deadlines={name: int(settings[setting]) for name, setting in _LIMITS.items()},
            evaluations=evaluations.of_year(self.unit.id, self.year),
            lane=self._lane(),
            visits=self._visits(),
            standards=self._standards(),
        )

    def _day(self, at: datetime) -> date:
        return at.astimezone(ZoneInfo(self.unit.zone)).date()

    def _surveys(self) -> tuple[Surveyed, ...]:
        found = closings.of_year(self.unit.id, self.year)
        posters = evidence.posters([one.id for one in found])
        return tuple(self._surveyed(one, posters) for one in found)

    def _surveyed(self, one: Closing, posters: Mapping[int, Any]) -> Surveyed:
        made = posters.get(one.id)
        return Surveyed(
            closing_id=one.id,
            instrument=one.instrument,
            survey=instruments.by_code(one.instrument).survey,
            period=one.period,
            closed_on=self._day(one.closed_at),
            respondents=one.figures.respondents,
            ikm=one.figures.ikm,
            enough=one.figures.sample.enough,
            published_on=self._day(one.published_at) if one.published_at else None,
            posters=made[1] if made else 0,
            last_poster_on=self._day(made[2]) if made else None,
        )

    def _plans(self) -> tuple[Plan, ...]:
        """Of surveys of satisfaction, in periods of the year."""
        every = (one for one in plans.of_unit(self.unit.id) if one.period.year == self.year)
        return tuple(
            one for one in every if instruments.by_code(one.instrument).survey in SATISFACTION
        )

    def _complaints(self) -> Complaints:
        linked = evidence.linked(self.unit_ids, self.year)
        return _complaints(handled.of_year(self.unit, self.year, self.now), linked)

    def _lane(self) -> Lane:
        members = evidence.holders(POLICY[Action.HANDLE_SEALED], self.spot)
        has_team = casekeys.recovery_key(self.spot.instansi_id) is not None
        return Lane(has_team, evidence.with_key(members))

    def _standards(self) -> Standards:
        found = standing_orders.standing_of(self.unit, self.unit_ids)
        return Standards(
            services=len(found.services),
            published=found.published,
            maklumat=found.pledge is not None,
            reviewed=found.reviewed(self.year),
        )

    def _visits(self) -> int:
        months = range(self.year * 100 + 1, self.year * 100 + 13)
        return sum(one.offered for one in visits.count(self.unit_ids, months).values())


def _complaints(found: Handling, linked: Sequence[Any]) -> Complaints:
    finished = found.closed[Denominator.OBLIGED]
    answer = found.stages[Stage.ANSWER]
    counts = found.breakdowns[Dimension.CHANNEL]
    due, done = _linked(linked)
    return Complaints(
        received=found.total,
        due=finished.whole,
        answered=found.handled[Denominator.OBLIGED].part,
        finished=finished.part,
        overdue=answer.verdicts[Verdict.OVERDUE],
        on_time=answer.on_time,
        median_answer=answer.median,
        median_close=found.stages[Stage.CLOSING].median,
        channels={one: counts[one.value] for one in Channel if counts.get(one.value)},
        # The numbers of SP4N-LAPOR! are as they stand today; of a year gone by the rest is not.
        linked=min(due, finished.whole),
        linked_finished=min(done, due, finished.whole),
    )


def _linked(rows: Sequence[Any]) -> tuple[int, int]:
    """How many had to be followed up, and how many of those are finished."""
    due = done = 0
    for state, ending, merged, count in rows:
        one = Standing(State(state), Ending(ending) if ending else None, merged=bool(merged))
        if not one.marks & Denominator.OBLIGED.leaves_out:
            due, done = due + count, done + count * one.finished
    return due, done
