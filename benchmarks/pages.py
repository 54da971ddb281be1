"""Pages that people wait for, as whole requests in-process, at several numbers of answers."""

import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median

from werkzeug.test import EnvironBuilder

from benchmarks.fill import FIRST, unit_code
from benchmarks.forms import HEADERS
from benchmarks.inprocess import BASE, call
from benchmarks.kept import Filled
from benchmarks.readers import signed_in
from benchmarks.rounds import Rounds, in_turn
from kiosk import clock
from kiosk.domain.index.period import of_month
from kiosk.domain.month import shift
from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.flows.index.close_period import close_period
from kiosk.flows.index.publish_period import publish_period
from kiosk.flows.index.show_published import show_published
from kiosk.store.engine import reading, transaction
from kiosk.store.people import reach, staff

CALLS = 12
"""Of each page a round, each of another unit."""
PUBLISHED = 2
"""Units with a month the public may see: `PUBLIC_MONTH`."""
PUBLIC_MONTH = 202509
YEAR = 2025
_CODE = "D0000001"
_GRANTS = (Role.HEAD, Role.INSTANSI_ADMIN, Role.COMPLAINT_OFFICER)

Draw = random.Random


@dataclass(frozen=True)
class Pages:
    """``wall`` and ``cpu``: seconds of a whole request, by ``"page answers"``."""

    wall: Rounds
    cpu: Rounds
    sizes: tuple[int, ...]


def measure(filled: Sequence[Filled], rounds: int) -> Pages:
    cpu: dict[str, list[float]] = {}
    variants: dict[str, Callable[[], float]] = {}
    for one in filled:
        cookie = _prepared(one)
        for page, path in PAGES.items():
            name = f"{page} {one.answers}"
            variants[name] = _timed(one, path, cookie, cpu.setdefault(name, []))
    wall = in_turn(variants, rounds)
    # The first of each was the warm-up.
    spent = {name: values[1:] for name, values in cpu.items()}
    return Pages(wall, Rounds(spent), tuple(one.answers for one in filled))


def _prepared(one: Filled) -> str:
    """A reader's cookie; with some units' month published."""
    app = one.here.app
    with app.app_context():
        with transaction():
            spot = reach.spot_of_unit_id(one.unit_ids[0])
            assert spot is not None
            grants = (Grant(role, Level.INSTANSI, spot.instansi_id) for role in _GRANTS)
            cookie = signed_in(app, _CODE, *grants)
        _publish()
    return cookie


def _publish() -> None:
    period, now = of_month(PUBLIC_MONTH), clock.now()
    with reading():
        person = staff.actor(staff.by_code(_CODE).id)
    assert person is not None
    for number in range(PUBLISHED):
        code = unit_code(number)
        if show_published(code, period).chosen is None:
            close_period(person, code, period, now)
            publish_period(person, code, period, now)


def _timed(
    one: Filled, path: Callable[[Draw, int], str], cookie: str, spent: list[float]
) -> Callable[[], float]:
    draw = random.Random(2026)

    def measured() -> float:
        taken, worked = [], []
        for _ in range(CALLS):
            environ = EnvironBuilder(
                path(draw, len(one.unit_ids)),
                base_url=BASE,
                headers=[*HEADERS.items(), ("Cookie", cookie)],
            ).get_environ()
            began, cpu = time.perf_counter(), time.process_time()
            call(one.here.app, environ, "200")
            taken.append(time.perf_counter() - began)
            worked.append(time.process_time() - cpu)
        spent.append(median(worked))
        return median(taken)

    return measured


def _unit(draw: Draw, units: int) -> str:
    # Beyond those that published: a frozen month reads less.
    return unit_code(draw.randrange(PUBLISHED, units))


def month(draw: Draw, units: int) -> str:
    return f"/admin/ikm/{_unit(draw, units)}/{of_month(shift(FIRST, draw.randrange(12, 34)))}"


def year(draw: Draw, units: int) -> str:
    return f"/admin/ikm/{_unit(draw, units)}/{YEAR}"


def hasil(draw: Draw, units: int) -> str:
    return f"/admin/hasil/{_unit(draw, units)}/{YEAR}"


def overview(_draw: Draw, _units: int) -> str:
    """Every unit with its index of this month."""
    return "/admin/unit"


def public(draw: Draw, _units: int) -> str:
    return f"/publik/{unit_code(draw.randrange(PUBLISHED))}"


PAGES = {
    "month": month,
    "year": year,
    "hasil": hasil,
    "overview": overview,
    "public": public,
}
