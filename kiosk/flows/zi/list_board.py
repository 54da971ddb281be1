"""Every unit within somebody's reach, with where it stands in Zona Integritas."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.domain.place.tree import Node
from kiosk.domain.zi.board_line import BoardLine
from kiosk.domain.zi.phase import Monitoring, Step, monitoring_due, standing
from kiosk.flows import freezing, phasing
from kiosk.store.engine import reading
from kiosk.store.place import tree, units
from kiosk.store.zi import actions, phases


def list_board(actor: Actor, year: int, now: datetime) -> list[BoardLine]:
    """Figures are counted only for units whose walk has begun."""
    with reading(stale_ok=True):
        nodes = tree.whole()
        seen = [
            one
            for one in nodes
            if one.closed_at is None and actor.may(Action.SEE_ZI, nodes.spot(one.id))
        ]
        ids = [one.id for one in seen]
        steps, checks = phases.of_units(ids), phases.monitorings(ids)
        late = _late(seen, now)
        lines = [
            _line(one, steps[one.id], checks[one.id], late.get(one.id, 0), year, now)
            for one in seen
        ]
        return [
            replace(line, **_figures(one, year, now)) if line.standing.phase else line
            for line, one in zip(lines, seen, strict=True)
        ]


def _late(seen: Sequence[Node], now: datetime) -> dict[int, int]:
    """Each unit by its own day."""
    days: dict[Any, list[int]] = {}
    for one in seen:
        days.setdefault(phasing.day_in(one.timezone, now), []).append(one.id)
    return {
        unit_id: many
        for day, ids in days.items()
        for unit_id, many in actions.late(ids, day).items()
    }


def _line(
    one: Node, steps: list[Step], checks: list[Monitoring], late: int, year: int, now: datetime
) -> BoardLine:
    today = phasing.day_in(one.timezone, now)
    due = monitoring_due(steps, checks, today)
    return BoardLine(
        code=one.code,
        name=one.name,
        instansi=one.instansi,
        standing=standing(steps, checks, today, year),
        late=late,
        monitored=max((check.on for check in checks if check.on <= today), default=None),
        due=due,
        overdue=due is not None and due < today,
    )


def _figures(one: Node, year: int, now: datetime) -> dict[str, Any]:
    card: UnitCard = units.by_code(one.code)
    found: dict[str, Any] = freezing.figures(card, year, now)
    verdict = found["putusan"]["wbk"]
    return {
        "hasil": _number(found["hasil"]),
        "total": _number(found["total"]),
        "passes": verdict["lulus"],
        "short": verdict["di_bawah"],
    }


def _number(text: str | None) -> Fraction | None:
    return None if text is None else Fraction(text)
