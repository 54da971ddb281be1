"""Steps that ways in share: a tap is counted on the local day it was made, once."""

from zoneinfo import ZoneInfo

from kiosk.domain.arrival import Arrival
from kiosk.domain.form import Fields
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.domain.survey import tap
from kiosk.domain.survey.source import Source
from kiosk.domain.survey.tap import InvalidTap, Tap
from kiosk.store.survey import submissions, taps


def take_tap(
    point: OpenPoint, fields: Fields, arrival: Arrival, source: Source
) -> tuple[Tap, bool]:
    """In the caller's transaction; the tap, and whether it was new. Raises `ClosedPoint`,
    `InvalidTap`."""
    if point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=point.unit.name)
    told = tap.read(fields)
    fresh = submissions.reserve(told.key_bytes, told.digest)
    if fresh:
        day = arrival.taken.astimezone(ZoneInfo(point.unit.zone)).date()
        taps.count(point.id, day, int(source), told.face)
    elif submissions.digest_of(told.key_bytes) != told.digest:
        raise InvalidTap
    return told, fresh
