"""Facts of a unit's year as the tests of Zona Integritas make them up."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from kiosk.domain.complaint.kinds import Channel
from kiosk.domain.complaint.share import Share
from kiosk.domain.index.period import parse
from kiosk.domain.index.plan import Plan, PlanState
from kiosk.domain.zi.facts import (
    Channels,
    Complaints,
    Evaluation,
    Facts,
    Lane,
    Scope,
    Standards,
    Surveyed,
)

YEAR = 2026
_OPENED = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


def surveyed(period: str, survey: str = "skm", **changes: Any) -> Surveyed:
    usual = Surveyed(
        closing_id=1,
        instrument={"skm": "skm-2017"}.get(survey, survey),
        survey=survey,
        period=parse(period),
        closed_on=date(2026, 12, 1),
        respondents=120,
        ikm=Decimal("88.12"),
        enough=True,
    )
    return replace(usual, **changes)


def plan(
    number: int = 1, state: PlanState = PlanState.PROPOSED, period: str = "2026-Q1", **changes: Any
) -> Plan:
    usual: dict[str, Any] = {
        "id": number,
        "unit_id": 1,
        "closing_id": 1,
        "instrument": "skm-2017",
        "period": parse(period),
        "unsur": f"u{number}",
        "number": f"U{number}",
        "name": "Waktu",
        "value": Decimal("70.00"),
        "mutu": "C",
        "problem": "",
        "action": "",
        "owner": "",
        "owner_id": None,
        "quarter": None,
        "due": None,
        "state": state,
        "public_title": "",
        "public_answer": "",
        "reported_on": date(2026, 4, 1),
        "opened_at": _OPENED,
        "done_on": date(2026, 4, 20) if state is PlanState.DONE else None,
        "version": 1,
        "created_by": 1,
    }
    return Plan(**usual | changes)


def plans(done: int, whole: int) -> tuple[Plan, ...]:
    """So many, of which so many are done."""
    states = [PlanState.DONE] * done + [PlanState.RUNNING] * (whole - done)
    return tuple(plan(at, state) for at, state in enumerate(states, 1))


def complaints(**changes: Any) -> Complaints:
    usual = Complaints(
        received=0,
        due=0,
        answered=0,
        finished=0,
        overdue=0,
        on_time=Share(0, 0, ""),
        median_answer=None,
        median_close=None,
        channels={},
    )
    return replace(usual, **changes)


def handled(finished: int, due: int, **changes: Any) -> Complaints:
    """Every one answered in time."""
    return complaints(
        **{
            "received": due,
            "due": due,
            "answered": due,
            "finished": finished,
            "on_time": Share(due, due, ""),
            "channels": {Channel.WEB: due} if due else {},
            **changes,
        }
    )


def evaluation(
    number: int = 1, scope: Scope = Scope.COMPLAINTS, advised: int = 2, followed: int = 1
) -> Evaluation:
    return Evaluation(number, scope, date(2026, 7, 15), advised, followed, "Rapat triwulan")


def facts(**changes: Any) -> Facts:
    """Of a unit at which nothing has happened yet, with a counter open."""
    usual = Facts(
        unit="dukcapil-kupang",
        year=YEAR,
        as_of=date(2026, 12, 31),
        unit_ids=(1,),
        surveys=(),
        plans=(),
        complaints=complaints(),
        channels=Channels(1, 0, frozenset()),
        officers=0,
        deadlines={"pengaduan": 14},
        evaluations=(),
        lane=Lane(has_team=False, members=0),
        visits=0,
        standards=Standards(0, 0, maklumat=False),
    )
    return replace(usual, **changes)
