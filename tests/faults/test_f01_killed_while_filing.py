"""F01: `kill -9` of a web worker at random moments while complaints come in: whoever saw a receipt
has a ticket, nothing is there by halves, and a form sent again is one ticket."""

from __future__ import annotations

import http.client
import os
import random
import signal
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock, Timer
from typing import TYPE_CHECKING

import pytest

from tests.commands.test_serve import free_port
from tests.complaints import Sending, check_whole, is_acknowledged, post, sending
from tests.factories import Place, make_place, rows
from tests.faults import ledger
from tests.media.samples import drawn, saved
from tests.services.databases import settings
from tests.services.processes import children

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

FORMS = ledger.sized(30, 1_000)
KILLS = ledger.sized(3, 20)
"""More in so few forms, and no worker lives long enough to begin."""
SENDERS = 4
READY_WITHIN = 5.0
JITTER = 0.2
LONGEST = ledger.sized(120, 600)


@contextmanager
def serving(url: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Gunicorn as `kiosk serve` starts it; its address and the master's process."""
    from kiosk.commands.serve import gunicorn

    port = free_port()
    root = f"http://127.0.0.1:{port}"
    more = {"KIOSK_PROXY_HOPS": "1", "KIOSK_PUBLIC_URL": root, "PATH": os.environ["PATH"]}
    given = settings(url, folder) | more
    with (folder / "web.log").open("w") as log:
        command = gunicorn("127.0.0.1", port, 2)
        server = subprocess.Popen(command, env=given, stdout=log, stderr=log)
    try:
        assert is_ready(root, 30), (folder / "web.log").read_text()
        yield root, server.pid
    finally:
        server.terminate()
        try:
            server.wait(30)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def is_ready(root: str, within: float) -> bool:
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            with urllib.request.urlopen(f"{root}/healthz", timeout=1):
                return True
        except (OSError, http.client.HTTPException):
            time.sleep(0.05)
    return False


class Killer:
    """Kills a worker when a number of receipts drawn at random is out, and a moment later. The
    first time all of them, so that a post is surely met."""

    def __init__(self, master: int, chance: random.Random) -> None:
        self.master, self.chance = master, chance
        self.due = sorted(chance.sample(range(FORMS - SENDERS), KILLS))
        self.receipts = self.killed = 0
        self.lock = Lock()

    def acknowledged(self) -> None:
        with self.lock:
            self.receipts += 1
            if self.due and self.receipts > self.due[0]:
                del self.due[0]
                Timer(self.chance.uniform(0, JITTER), self._kill).start()

    def _kill(self) -> None:
        if alive := children(self.master):
            for one in [self.chance.choice(alive)] if self.killed else alive:
                with suppress(ProcessLookupError):
                    os.kill(one, signal.SIGKILL)
            self.killed += 1


def send_until_acknowledged(root: str, place: Place, what: Sending, number: int) -> int:
    """As a citizen does who saw an error: the same form, again. How often it took."""
    until = time.monotonic() + LONGEST
    for tries in range(1, 1_000):
        answer = post(root, place, what, f"10.{1 + number // 250}.{number % 250}.7")
        if is_acknowledged(answer, what):
            return tries
        assert answer.status in (0, 502, 503), answer.text
        assert time.monotonic() < until, "never taken"
        time.sleep(0.1)
    raise AssertionError


def ready_again(root: str, master: int) -> float:
    """Seconds from the end of every worker to the next answer."""
    for one in children(master):
        os.kill(one, signal.SIGKILL)
    began = time.monotonic()
    assert is_ready(root, 30)
    return time.monotonic() - began


@pytest.mark.slow
def test_no_acknowledged_complaint_is_lost_and_none_is_there_by_halves(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    place = make_place(app)
    photo = saved(drawn(), "JPEG")
    forms = [
        sending(
            app,
            place,
            photo if one % 10 == 0 else b"",
            kategori="pungli" if one % 5 == 0 else "waktu",
            judul=f"Laporan {one}",
        )
        for one in range(FORMS)
    ]
    with serving(database_url, tmp_path) as (root, master), ThreadPoolExecutor(SENDERS) as pool:
        killer = Killer(master, random.Random(1))

        def send(number: int) -> int:
            tries = send_until_acknowledged(root, place, forms[number], number)
            killer.acknowledged()
            return tries

        tries = list(pool.map(send, range(FORMS)))
        took = ready_again(root, master) if ledger.FULL else 0.0
        assert is_ready(root, READY_WITHIN)
    assert killer.killed >= KILLS - 1
    assert sum(tries) > FORMS, "no kill ever met a post"
    assert took < READY_WITHIN
    there = {one["number"] for one in rows(app, "tickets")}
    assert there == {one.number for one in forms}
    assert len(rows(app, "ticket_files")) == len([one for one in forms if one.photo])
    check_whole(app)
    lost = FORMS - len(there)
    held(
        tried=f"{FORMS} posts, {killer.killed} kills at random moments, {app_kind(app)}",
        figure=f"{lost} lost, {sum(tries) - FORMS} sent again, integrity ok"
        + (f", all workers dead: ready in {took:.1f} s" if took else ""),
    )


def app_kind(app: Flask) -> str:
    return "SQLite" if app.config["KIOSK"].database_url.startswith("sqlite") else "PostgreSQL"
