"""A service was completed: its visitor is offered to rate it, once."""

from datetime import datetime

from kiosk.domain.people.actor import Actor
from kiosk.domain.people.keys import Keys
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import UnknownPoint
from kiosk.domain.survey.visit import Channel
from kiosk.domain.survey.visit_times import Spent
from kiosk.flows import machines, visiting
from kiosk.flows.visiting import Offered
from kiosk.store.engine import transaction
from kiosk.store.place import points


def offer_visit(
    actor: Actor, code: str, service: str | None, key: str, keys: Keys, now: datetime
) -> Offered:
    """By a counter officer's one tap. ``key``: of the button, so that two taps are one visit.
    Raises `UnknownPoint`, `ClosedPoint`, `UnknownService`, `TooManyVisits`, `ChangedVisit`."""
    number = visiting.number_of(keys, f"pegawai:{actor.id}", key)
    with transaction():
        point = points.opened(tidy(code))
        return visiting.offer(point, service, number, Channel.DESK, keys, now)


def offer_by_machine(
    secret: str,
    code: str,
    service: str | None,
    key: str,
    keys: Keys,
    now: datetime,
    spent: Spent | None = None,
) -> Offered:
    """By a queue machine with its secret; ``key``: its own, the same when it sends again.
    ``spent``: how long the visit took, where the machine saw it. Raises `UnknownKey`, and what
    `offer_visit` raises."""
    with transaction():
        machine = machines.known(secret, now)
        point = points.opened(tidy(code))
        if not machines.reaches(machine, point):
            raise UnknownPoint("Tidak ada loket dengan kode itu. Periksa lagi kode di bawah QR.")
        number = visiting.number_of(keys, f"mesin:{machine.id}", key)
        return visiting.offer(point, service, number, Channel.MACHINE, keys, now, spent)
