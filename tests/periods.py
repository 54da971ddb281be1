"""Periods as the tests close them."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from kiosk.domain.index.period import parse
from kiosk.domain.people.policy import Grant, Level, Role
from tests import desk
from tests.factories import MONTH

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.closing import Closing
    from kiosk.domain.people.actor import Actor
    from tests.factories import Place

AFTER = datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
"""In the morning of the first working day after `MONTH`."""


def head_of(app: Flask, place: Place, **given: str | None) -> Actor:
    return desk.make_staff(
        app, [Grant(Role.HEAD, Level.UNIT, place.unit_id)], **{"name": "Kepala", **given}
    )  # type: ignore[arg-type]


def admin_of(app: Flask, place: Place, **given: str | None) -> Actor:
    grant = Grant(Role.INSTANSI_ADMIN, Level.INSTANSI, place.instansi_id)
    return desk.make_staff(app, [grant], **{"name": "Administrator", **given})  # type: ignore[arg-type]


def close(
    app: Flask, place: Place, actor: Actor, period: str = MONTH, now: datetime = AFTER
) -> Closing:
    from kiosk.flows.index.close_period import close_period

    with app.app_context():
        return close_period(actor, place.unit, parse(period), now)


def publish(
    app: Flask, place: Place, actor: Actor, period: str = MONTH, now: datetime = AFTER
) -> None:
    from kiosk.flows.index.publish_period import publish_period

    with app.app_context():
        publish_period(actor, place.unit, parse(period), now)


def reopen(
    app: Flask,
    place: Place,
    asker: Actor,
    second: Actor,
    period: str = MONTH,
    now: datetime = AFTER,
) -> None:
    from kiosk.flows.index.ask_reopening import ask_reopening
    from kiosk.flows.index.decide_reopening import decide_reopening

    with app.app_context():
        ask_reopening(
            asker, place.unit, parse(period), "Kiriman tablet loket 2 tiba terlambat", now
        )
        decide_reopening(second, place.unit, parse(period), now, agree=True, note="Setuju")
