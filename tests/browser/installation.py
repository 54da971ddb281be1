"""A small installation with believable data, served as an office serves it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from typing import TYPE_CHECKING

from tests import desk
from tests.factories import FREE, KK, KTP, make_place
from tests.services.databases import config_for, let_go, migrate, settings

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.people.policy import Grant

PROJECT = Path(__file__).parents[2]

# Counters beside the demo's own, one for each way a form can look.
COUNTER = "7F3K9QWX"
"""Three services, one of them without a fee."""
ALONE = "9QWX7F3K"
"""One service, so that nobody is asked which."""
LONG = "4M8TRQ2W"
"""Every instrument of scale 1 to 4: 30 questions."""
SIX = "6SKA1AZZ"
"""SKM, then SPAK on a scale of six."""
GONE = "G0NE2222"
"""Closed."""
YELLOW = "WARNA222"
"""Of an instansi that chose the least readable colour there is."""


@dataclass(frozen=True)
class Furnished:
    """What the demo made, by the paths where a citizen and a unit head begin; ``seat`` is the
    cookie (name, value) of that unit's head."""

    database: str
    unit: str
    citizen: str
    head: str
    seat: tuple[str, str]


@dataclass(frozen=True)
class Site:
    """A served installation: its address, what is in it, and what `kiosk serve` printed."""

    root: str
    printed: str
    inside: Furnished

    @property
    def citizen(self) -> str:
        return self.inside.citizen

    @property
    def head(self) -> str:
        return self.inside.head


def furnish(folder: Path, unit: str = "", **order: int) -> Furnished:
    """The demo (``order``: its numbers), six counters more, and the head of ``unit``, or of the
    demo's first one."""
    from kiosk import clock
    from kiosk.app import create_app
    from kiosk.domain.index.period import of_month
    from kiosk.domain.upkeep.demo_order import DemoOrder
    from kiosk.flows.upkeep.fill_demo import fill_demo
    from kiosk.flows.upkeep.initialise import initialise

    url = f"sqlite:///{folder / 'kiosk.db'}"
    migrate(url, folder)
    app = create_app(config_for(url, folder))
    with app.app_context():
        initialise(clock.now())
        demo = fill_demo(DemoOrder(**order), clock.now())
    _more_counters(app)
    unit = unit or demo.first_unit
    made = Furnished(
        database=url,
        unit=unit,
        citizen=f"/s/{_first_point(app, unit)}",
        head=f"/admin/ikm/{unit}/{of_month(demo.last_month)}",
        seat=_seat(app, unit),
    )
    let_go(app)
    return made


def _first_point(app: Flask, unit: str) -> str:
    from kiosk.store.engine import reading
    from kiosk.store.place import points, units

    with app.app_context(), reading():
        code: str = points.of_units([units.by_code(unit).id])[0].code
    return code


def _more_counters(app: Flask) -> None:
    make_place(app, point=COUNTER, services=(KTP, KK, FREE))
    make_place(app, "satu", point=ALONE, services=(KTP,))
    make_place(app, "panjang", point=LONG, instruments=("skm-2025", "spkp", "spak"))
    make_place(app, "enam", point=SIX, instruments=("skm-2017", "spak-6"))
    make_place(app, "tutup", point=GONE)
    make_place(app, "kuning", point=YELLOW, instansi="pemkab-kuning")
    with app.app_context():
        _close(GONE)
        _paint("pemkab-kuning", "#ffff00")
        _keep_open("dukcapil-kupang")


class _Purse:
    """Takes the cookie that `tests.desk` hands to a client."""

    cookie = ("", "")

    def set_cookie(self, name: str, value: str, **_: object) -> None:
        self.cookie = (name, value)


def _seat(app: Flask, unit: str) -> tuple[str, str]:
    from kiosk.domain.people.policy import Grant, Level, Role
    from kiosk.store.engine import reading
    from kiosk.store.place import units

    with app.app_context(), reading():
        place = units.by_code(unit).id
    return seat(app, [Grant(Role.HEAD, Level.UNIT, place)], "Maria Tefa")


def seat(app: Flask, grants: Sequence[Grant], name: str) -> tuple[str, str]:
    """The cookie (name, value) of somebody new with these roles, who sits at the desk now."""
    purse = _Purse()
    desk.sign_in(purse, app, grants, name=name)  # type: ignore[arg-type]
    return purse.cookie


def _close(point: str) -> None:
    from kiosk import clock
    from kiosk.store.engine import transaction
    from kiosk.store.place import points

    with transaction():
        points.close(point, clock.now())


def _keep_open(unit: str) -> None:
    """Around the clock, on Sundays too: a tablet there never goes dark under a test, whenever the
    tests are run."""
    from kiosk import clock
    from kiosk.domain.complaint.workdays import Hours, HoursSet
    from kiosk.store.engine import transaction
    from kiosk.store.place import calendar, units

    always = (Hours(time(0, 0), time(23, 59)),) * 7
    with transaction():
        number = units.by_code(unit).id
        calendar.add_hours(number, HoursSet("Selalu", always, date(2020, 1, 1)), clock.now())


def _paint(instansi: str, colour: str) -> None:
    from kiosk.store.engine import transaction
    from kiosk.store.place import edits

    with transaction():
        assert edits.change(edits.instansi(instansi), {"colour": colour})


@contextmanager
def running_site(
    folder: Path, unit: str = "", port: int | None = None, **order: int
) -> Iterator[Site]:
    """An installation in a folder of its own, under `kiosk serve`; no ``port``: a free one."""
    inside = furnish(folder, unit, **order)
    port = port or free_port()
    with served(settings(inside.database, folder), port, folder / "serve.log", 3) as printed:
        yield Site(f"http://127.0.0.1:{port}", printed, inside)


@contextmanager
def served(own: dict[str, str], port: int, log: Path, lines: int) -> Iterator[str]:
    """`kiosk serve` with the environment ``own``; what it printed, which is ``lines`` long."""
    with log.open("w") as errors:
        server = subprocess.Popen(
            [sys.executable, "-m", "kiosk.cli", "serve", "--port", str(port)],
            env=environment(own),
            cwd=PROJECT,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        )
        try:
            yield _first_words(server, log, lines)
        finally:
            server.terminate()
            server.communicate(timeout=60)


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


def environment(own: dict[str, str]) -> dict[str, str]:
    """This one, with no setting of an installation but ``own``."""
    return {name: value for name, value in os.environ.items() if name[:6] != "KIOSK_"} | own


def _first_words(server: subprocess.Popen[str], log: Path, lines: int) -> str:
    assert server.stdout is not None
    said = [server.stdout.readline() for _ in range(lines)]
    if not all(said):
        raise RuntimeError(f"kiosk serve did not start: {''.join(said)}{log.read_text()}")
    return "".join(said)
