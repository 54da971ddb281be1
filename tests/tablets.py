"""Tablets of a counter in a test, made known as people make them known.

key = tablets.enrol(app, place.point)
client.set_cookie("loket", key, domain="localhost", path="/k/")

Every helper takes ``now``; without it, it is what `kiosk.clock` says.
"""

from __future__ import annotations

import os
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tests import desk
from tests.tickets import house

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.place.device import KnownDevice
    from kiosk.flows.survey.receive_box import Received

ADDRESS = "10.20.30.40"


def code_at(app: Flask, point: str, now: datetime | None = None, name: str = "Tablet depan") -> str:
    """A one-time code of this counter, as the desk shows it once."""
    from kiosk import clock
    from kiosk.flows.place.make_device_code import make_device_code

    desk.start_audit(app)
    with app.app_context():
        return make_device_code(0, point, name, now or clock.now()).code


def use(
    app: Flask, point: str, code: str, now: datetime | None = None, address: str = ADDRESS
) -> str:
    """Type a code on a tablet at this counter; its key, or a refusal."""
    from kiosk import clock
    from kiosk.domain.people.keys import Keys
    from kiosk.flows.place.enrol_device import enrol_device

    keys = Keys(app.config["SECRET_KEY"])
    with app.app_context():
        return enrol_device(point, code, keys, address, now or clock.now())


def enrol(app: Flask, point: str, now: datetime | None = None, name: str = "Tablet depan") -> str:
    """The key of a tablet that has just become known there."""
    return use(app, point, code_at(app, point, now, name), now)


def known(app: Flask, point: str, key: str, now: datetime) -> KnownDevice:
    """The tablet that this key proves."""
    from kiosk.flows.place.know_device import know_device

    with app.app_context():
        return know_device(point, key, now)


def beat(app: Flask, point: str, key: str, now: datetime, **told: Any) -> None:
    """The tablet says how it is: ``waiting``, ``battery``, ``charging``, ``behind`` (seconds)."""
    from kiosk.domain.people.keys import Keys
    from kiosk.domain.place.device import Beat
    from kiosk.flows.place.beat import beat as flow

    device = known(app, point, key, now)
    theirs = now - timedelta(seconds=told.pop("behind", 0))
    with app.app_context():
        flow(device, Beat(theirs, **{"waiting": 0, **told}), Keys(app.config["SECRET_KEY"]), now)


def send(
    app: Flask,
    point: str,
    key: str,
    fields: dict[str, str],
    now: datetime,
    *,
    pressed: datetime | None = None,
    lane: str = "nilai",
    seq: int = 1,
    locked_with: str = "",
) -> Received:
    """What a visitor left is sent when nobody stands there any more. ``locked_with``: the code
    that the page had which locked it."""
    from kiosk.domain.arrival import judged
    from kiosk.flows import boxes
    from kiosk.flows.delivering import Item
    from kiosk.flows.survey.receive_box import receive_box

    lent = house(app)
    letter = {"jalur": lane, "isi": list(map(list, fields.items())), "bahasa": "id", "token": ""}
    box = boxes.lock(boxes.public_key(lent.keys), letter, locked_with or point, os.urandom(12))
    device, arrival = known(app, point, key, now), judged(now, now - (pressed or now))
    with app.app_context():
        return receive_box(device, Item(seq, point, arrival, box), lent, now, left=True)
