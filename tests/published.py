"""Periods that the public may see, as tests put them there; and published cases as answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tests import periods
from tests.factories import MONTH, NOW, SKM, Place, as_fields, filled
from tests.periods import AFTER

if TYPE_CHECKING:
    from flask import Flask

CASES = json.loads((Path(__file__).parent / "cases" / "published.json").read_text("utf-8"))
WITHHELD = "Angkanya diperiksa lagi bersama inspektorat"


def publish(app: Flask, place: Place, period: str = MONTH, now: datetime = AFTER) -> None:
    """Closed by a head and published."""
    head = periods.head_of(app, place)
    periods.close(app, place, head, period, now)
    periods.publish(app, place, head, period, now)


def publish_once(app: Flask, unit: str, period: str, now: datetime = AFTER) -> None:
    """Of a unit known by its code, with six answers; nothing where it is published already."""
    from kiosk.domain.index.period import parse
    from kiosk.flows.index.show_published import show_published
    from kiosk.flows.survey.submit_answer import submit_answer
    from kiosk.store.engine import reading
    from kiosk.store.place import points, tree, units

    wanted = parse(period)
    with app.app_context():
        if show_published(unit, wanted).chosen:
            return
        with reading():
            card = units.by_code(unit)
            instansi = tree.whole()[card.id].instansi_id
            [point, *_] = [one.code for one in points.of_units([card.id]) if not one.closed_at]
        then = datetime(wanted.year, wanted.first % 100, 15, 3, tzinfo=UTC)
        for _ in range(6):
            submit_answer(point, as_fields(filled(3)), then)
    publish(app, Place(unit, point, card.id, 0, instansi), period, now)


def withdraw(app: Flask, place: Place, period: str = MONTH, now: datetime = AFTER) -> None:
    from kiosk.domain.index.period import parse
    from kiosk.flows.index.withdraw_period import withdraw_period

    with app.app_context():
        withdraw_period(periods.head_of(app, place), place.unit, parse(period), WITHHELD, now)


def enter(app: Flask, place: Place, case: Mapping[str, Any]) -> None:
    """Every respondent of a published case sends a form."""
    from kiosk.flows.survey.submit_answer import submit_answer

    with app.app_context():
        for scores in respondents(case):
            form = filled() | {code: str(score) for code, score in scores.items()}
            submit_answer(place.point, as_fields(form), NOW)


def case(name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = next(one for one in CASES if one["id"] == name)["data"]
    return found


def respondents(data: Mapping[str, Any]) -> Iterator[dict[str, int]]:
    """Code to score, a person a time: of frequencies some people who give just these counts."""
    columns = {
        code: [int(score) for score, count in counts.items() for _ in range(count)]
        for code, counts in _by_code(data["frequencies"]).items()
    }
    for at in range(max(map(len, columns.values()))):
        yield {code: column[at] for code, column in columns.items()}


def _by_code(frequencies: Mapping[str, Any]) -> dict[str, Any]:
    """By our codes; U1 to U9 are the unsur in the regulation's order."""
    names = {f"U{number}": code for number, code in enumerate(SKM, 1)}
    return {names.get(key, key): counts for key, counts in frequencies.items()}
