"""A citizen taps one of four faces."""

from datetime import datetime

from kiosk.domain.arrival import at_once
from kiosk.domain.form import Fields
from kiosk.domain.place.code import tidy
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.tap import Tap
from kiosk.flows.tapping import take_tap
from kiosk.store.engine import transaction
from kiosk.store.place import points


def tap_face(code: str, fields: Fields, now: datetime, *, source: Source = Source.STATIC_QR) -> Tap:
    """Raises `UnknownPoint`, `ClosedPoint`, `InvalidTap`, `Busy`."""
    with transaction():
        point = points.scanned(tidy(code), now)
        told, _fresh = take_tap(point, fields, at_once(now), source)
    return told
