"""Steps that flows of visits share: offering one, telling its sign, finding it by the sign."""

import hmac
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from kiosk.domain.month import month_of
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint, OpenPoint, ServiceCard, UnknownPoint
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.visit import Channel, Outcome
from kiosk.domain.survey.visit_times import Spent
from kiosk.domain.survey.visit_token import NUMBER_BITS, DeadVisit, VisitToken
from kiosk.store.place import points, settings
from kiosk.store.survey import visit_minutes, visits

WINDOW = timedelta(minutes=10)
MOST = 200
"""Visits of one point within `WINDOW`: one every three seconds is a machine gone wrong."""


class TooManyVisits(Refusal):
    """More visits than any counter completes; nothing was offered."""


class ChangedVisit(Refusal):
    """The key was used for another counter or another service."""


class UnknownService(Refusal):
    """The point does not offer it."""


@dataclass(frozen=True)
class Offered:
    """A visit with its sign."""

    token: str = field(repr=False)
    number: int
    service: ServiceCard | None
    offered_at: datetime
    expires_at: datetime
    outcome: Outcome | None = None

    @property
    def is_open(self) -> bool:
        return self.outcome is None


def number_of(keys: Keys, who: str, key: str) -> int:
    """The visit of somebody's ``key``, the same every time: asked again, offered once. Without
    the installation's secret nobody can say it beforehand."""
    told = f"{who}\0{key}".encode()
    digest = hmac.digest(keys.of("nomor-kunjungan"), told, "sha256")
    return int.from_bytes(digest, "big") >> (256 - NUMBER_BITS)


def offer(
    point: OpenPoint,
    service: str | None,
    number: int,
    channel: Channel,
    keys: Keys,
    now: datetime,
    spent: Spent | None = None,
) -> Offered:
    """In the caller's transaction. ``service``: its code. ``spent``: how long the visit took,
    counted once. Raises `ClosedPoint`, `UnknownService`, `TooManyVisits`, `ChangedVisit`."""
    if point.closed:
        raise ClosedPoint("Loket ini sudah ditutup.", unit=point.unit.name)
    chosen = _service(point, service)
    if visits.find(number) is None:
        _check_pace(point, now)
        minutes = int(settings.of_unit(point.unit.id)["masa-token"])
        minute = visit_token.minute_of(now)
        month = month_of(now, point.unit.zone)
        fresh = visits.add(
            number,
            point_id=point.id,
            service_id=chosen.id if chosen else None,
            offered_at=now,
            expires_at=VisitToken(point.code, 0, minute, minutes, number).expires_at,
            month=month,
            channel=channel,
        )
        for span, took in spent.known if spent and fresh else ():
            visit_minutes.count(point.id, chosen.id if chosen else None, month, span, took)
    row = visits.find(number)
    if (row.point_id, row.service_id) != (point.id, chosen.id if chosen else None):
        raise ChangedVisit("Kunci ini sudah dipakai untuk loket atau layanan lain.")
    return shown(point, row, keys)


def _service(point: OpenPoint, code: str | None) -> ServiceCard | None:
    if not code:
        return point.services[0] if len(point.services) == 1 else None
    for one in point.services:
        if one.code == code:
            return one
    raise UnknownService("Layanan ini tidak ada di loket ini. Pilih salah satu dari daftar.")


def _check_pace(point: OpenPoint, now: datetime) -> None:
    if visits.offered_between(point.id, now - WINDOW, now + WINDOW).offered >= MOST:
        raise TooManyVisits(
            "Terlalu banyak kunjungan loket ini dalam sepuluh menit terakhir. Tunggu beberapa "
            "menit, lalu coba lagi."
        )


def shown(point: OpenPoint, row: Any, keys: Keys) -> Offered:
    """A kept visit with the sign it was given, made again."""
    minute = visit_token.minute_of(row.offered_at)
    life = visit_token.minutes_between(minute, row.expires_at)
    made = VisitToken(point.code, row.service_id or 0, minute, life, row.number)
    service = next((one for one in point.services if one.id == row.service_id), None)
    return Offered(
        visit_token.write(made, keys),
        row.number,
        service,
        row.offered_at,
        row.expires_at,
        Outcome(row.outcome) if row.outcome else None,
    )


def point_of(token: VisitToken, now: datetime) -> OpenPoint:
    """Where the sign was given; its code may have been renewed since. Raises `DeadVisit`."""
    try:
        point = points.scanned(tidy(token.point), now)
    except (UnknownPoint, ClosedPoint) as gone:
        raise DeadVisit from gone
    if point.closed:
        raise DeadVisit
    return point


def is_open(token: VisitToken, point: OpenPoint, now: datetime) -> bool:
    row = visits.find(token.number)
    return (
        row is not None
        and row.point_id == point.id
        and row.outcome is None
        and now < row.expires_at
    )


def narrowed(point: OpenPoint, service_id: int) -> OpenPoint:
    """The point with the visit's service only; whole where it has none, or has it no longer."""
    own = tuple(one for one in point.services if one.id == service_id)
    return replace(point, services=own) if own else point


@dataclass(frozen=True)
class Call:
    """What a counter asks its tablet to show: the survey, for a visit where ``token`` says one,
    in a language, read aloud. None of it marks the answer."""

    token: str | None = field(repr=False)
    service: str | None
    lang: str | None
    aloud: bool


def take_call(point: OpenPoint, keys: Keys, now: datetime) -> Call | None:
    """In the caller's transaction: told once, and not at all once it is stale."""
    row = visits.take_call(point.id)
    if row is None or now >= row.until:
        return None
    visit = visits.find(row.visit_number) if row.visit_number is not None else None
    if visit is None or visit.outcome is not None or now >= visit.expires_at:
        return Call(None, None, row.lang, row.aloud)
    found = shown(point, visit, keys)
    return Call(found.token, found.service.code if found.service else None, row.lang, row.aloud)
