"""Visits as the desk offers them, for tests."""

from __future__ import annotations

from itertools import count
from typing import TYPE_CHECKING

from tests.factories import NOW

if TYPE_CHECKING:
    from datetime import datetime

    from flask import Flask

    from kiosk.domain.people.keys import Keys
    from kiosk.flows.visiting import Offered
    from tests.factories import Place

_taps = count(1)


def keys(app: Flask) -> Keys:
    from kiosk.domain.people.keys import Keys

    return Keys(app.config["SECRET_KEY"])


def offer(app: Flask, place: Place, service: str | None = "ktp", *, now: datetime = NOW) -> Offered:
    """One tap of an officer on this service."""
    return offer_at(app, place.point, service, now)


def offer_at(app: Flask, code: str, service: str | None, now: datetime) -> Offered:
    from kiosk.domain.survey.visit import Channel
    from kiosk.flows import visiting
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    number = visiting.number_of(keys(app), "uji", str(next(_taps)))
    with app.app_context(), transaction():
        point = points.opened(code)
        return visiting.offer(point, service, number, Channel.DESK, keys(app), now)
