"""Calls within somebody's reach, and what came of those that were acknowledged."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

from kiosk.domain.index import alert_words
from kiosk.domain.index.alert_words import AFTERWARDS, Alert
from kiosk.domain.index.alerting import AlertKind
from kiosk.domain.people.actor import Actor
from kiosk.domain.people.policy import Action
from kiosk.domain.place.tree import Node
from kiosk.store.engine import reading
from kiosk.store.index import alerts
from kiosk.store.people import reach, roster
from kiosk.store.place import tree
from kiosk.store.survey import unit_days

MOST = 100


def list_alerts(actor: Actor, now: datetime) -> tuple[Alert, ...]:
    """Those nobody acknowledged first, then the newest; at most 100."""
    with reading():
        nodes = tree.whole()
        units = reach.unit_ids(actor.grants, Action.SEE_ALERTS)
        rows = alerts.listed(units, MOST)
        names = roster.names({row.noted_by for row in rows if row.noted_by})
        return tuple(_made(row, nodes[row.unit_id], names, now) for row in rows)


def _made(row: Any, unit: Node, names: dict[int, str], now: datetime) -> Alert:
    return Alert(
        id=row.id,
        unit=unit.code,
        unit_name=unit.name,
        kind=AlertKind(row.kind),
        raised_at=row.raised_at,
        since=row.since,
        n=row.n,
        value=_number(row.value),
        usual=_number(row.usual),
        about=row.about,
        noted_at=row.noted_at,
        note=row.note,
        noted_by=names.get(row.noted_by),
        outcome=_outcome(row, unit, now) if row.noted_at else None,
    )


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)


def _outcome(row: Any, unit: Node, now: datetime) -> str | None:
    zone = ZoneInfo(unit.timezone)
    noted, today = row.noted_at.astimezone(zone).date(), now.astimezone(zone).date()
    days = unit_days.of_unit(row.unit_id, noted - timedelta(days=AFTERWARDS))
    return alert_words.outcome(AlertKind(row.kind), _number(row.value), days, noted, today)
