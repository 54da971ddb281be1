"""Forms on paper as the tests print and type them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.survey.serial import serial_of
from tests import desk
from tests.factories import NOW, SKM

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.people.actor import Actor
    from kiosk.flows.survey.enter_sheet import Entered
    from tests.factories import Place

TODAY = "15-10-2026"


def officer(app: Flask, place: Place, name: str = "") -> Actor:
    return desk.make_staff(app, [Grant(Role.COUNTER_OFFICER, Level.UNIT, place.unit_id)], name=name)


def printed(app: Flask, place: Place, actor: Actor, count: int = 3, now: datetime = NOW) -> str:
    """The code of a run."""
    from kiosk.flows.survey.order_sheets import order_sheets

    with app.app_context():
        return order_sheets(actor, place.unit, place.point, count, now)


def keyed(**changes: str) -> dict[str, str]:
    """A whole sheet as it is typed, in keys."""
    made = dict.fromkeys(SKM, "4")
    return {"tanggal": TODAY, "layanan": "B", "jenis_kelamin": "A", "usia": "C", **made, **changes}


def enter(
    app: Flask, place: Place, actor: Actor, serial: str, now: datetime = NOW, **changes: str
) -> Entered:
    from kiosk.flows.survey.enter_sheet import enter_sheet

    with app.app_context():
        return enter_sheet(actor, place.unit, serial, keyed(**changes), now)


def sheet(batch: str, number: int = 1) -> str:
    return serial_of(batch, number)
