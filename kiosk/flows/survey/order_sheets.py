"""Paper forms for a counter: each gets its own serial number, in one transaction."""

import secrets
from datetime import datetime

from kiosk.domain.month import month_of
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey.answer import NOTICE_VERSION
from kiosk.domain.survey.paper import Layout, UnfitOrder, check_count, options_now
from kiosk.domain.survey.serial import new_batch
from kiosk.flows import sheeting
from kiosk.store.engine import transaction
from kiosk.store.place import points, units
from kiosk.store.survey import instruments, paper


def order_sheets(actor: Actor, unit_code: str, point_code: str, count: int, now: datetime) -> str:
    """The code of the run. Raises `UnfitOrder`, `UnknownPoint`, `UnknownUnit`."""
    check_count(count)
    with transaction():
        unit = units.by_code(unit_code)
        point = points.opened(tidy(point_code))
        if point.unit.id != unit.id or point.closed:
            raise UnfitOrder("Pilih loket unit ini yang terbuka.")
        code = new_batch(secrets.choice)
        paper.add(code, unit.id, point.id, _layout(point, now), count, actor.id, now)
        details = {"loket": [None, point.code], "lembar": [None, count]}
        sheeting.record(actor, now, "pesan-formulir", unit.id, code, details)
    return code


def _layout(point: OpenPoint, now: datetime) -> Layout:
    codes = point.instruments_on_form(month_of(now, point.unit.zone))
    if not codes or not point.services:
        raise UnfitOrder(
            "Loket ini belum punya layanan atau instrumen, jadi belum ada formulirnya."
        )
    return Layout(
        instruments={code: instruments.sha256_of(code) for code in codes},
        services=[one.id for one in point.services],
        options=options_now(),
        order=point.order,
        notice=NOTICE_VERSION,
    )
