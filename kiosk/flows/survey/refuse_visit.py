"""*Tidak bersedia*: a visit ends without an answer, and nobody is asked why."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey import visit_token
from kiosk.domain.survey.visit import Outcome
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows import machines, visiting
from kiosk.store.engine import transaction
from kiosk.store.place import points
from kiosk.store.survey import visits


def refuse_visit(text: str, keys: Keys, now: datetime) -> OpenPoint:
    """By whoever holds the sign. Raises `DeadVisit`."""
    token = visit_token.read(text, keys)
    with transaction():
        point = visiting.point_of(token, now)
        if not visiting.is_open(token, point, now):
            raise DeadVisit
        _settle(token.number, point)
    return point


def refuse_by_machine(secret: str, text: str, keys: Keys, now: datetime) -> None:
    """A queue machine that sends again hears the same. Raises `UnknownKey`, `DeadVisit`."""
    with transaction():
        machine = machines.known(secret, now)
        token = visit_token.read(text, keys)
        point = visiting.point_of(token, now)
        if not machines.reaches(machine, point):
            raise DeadVisit
        _refuse(token.number, point, now)


def refuse_at_desk(actor: Actor, code: str, number: int, now: datetime) -> None:
    """Tapped twice, refused once. Raises `UnknownPoint`, `DeadVisit`."""
    with transaction():
        _refuse(number, points.opened(tidy(code)), now)


def take_back(actor: Actor, code: str, number: int, now: datetime) -> None:
    """The tap was a mistake: as long as the sign lives. Raises `UnknownPoint`, `DeadVisit`."""
    with transaction():
        point, row = points.opened(tidy(code)), visits.find(number)
        if row is None or now >= row.expires_at or not visits.reopen(number, point.id):
            raise DeadVisit


def _refuse(number: int, point: OpenPoint, now: datetime) -> None:
    row = visits.find(number)
    if row is None or row.point_id != point.id or now >= row.expires_at:
        raise DeadVisit
    if row.outcome != Outcome.REFUSED:
        _settle(number, point)


def _settle(number: int, point: OpenPoint) -> None:
    if not visits.settle(number, point.id, Outcome.REFUSED):
        raise DeadVisit
