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
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

import pytest

from tests.commands.test_serve import free_port
from tests.complaints import Sending, check_whole, is_acknowledged, post, sending
from tests.factories import Place, make_place, rows
from tests.media.samples import drawn, saved
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask

FORMS = 90
SENDERS = 4
READY_WITHIN = 5.0
BETWEEN = (0.2, 2.0)
"""Seconds between two kills, drawn at random."""
KILLS = 8
"""More, on a slow machine, and no worker lives long enough to begin."""
LONGEST = 120


@contextmanager
def serving(url: str, folder: Path) -> Iterator[tuple[str, int]]:
    """Gunicorn as `kiosk serve` starts it; its address and the master's process."""
    from kiosk.commands.serve import gunicorn

    port = free_port()
    given = settings(url, folder) | {"KIOSK_PROXY_HOPS": "1", "PATH": os.environ["PATH"]}
    with (folder / "web.log").open("w") as log:
        command = gunicorn("127.0.0.1", port, 2)
        server = subprocess.Popen(command, env=given, stdout=log, stderr=log)
    try:
        root = f"http://127.0.0.1:{port}"
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


def workers(master: int) -> list[int]:
    children = Path(f"/proc/{master}/task/{master}/children").read_text().split()
    return [int(one) for one in children]


def kill_at_random(master: int, stop: Event, chance: random.Random) -> int:
    """How many died. Gunicorn starts another for each."""
    killed = 0
    while killed < KILLS and not stop.wait(chance.uniform(*BETWEEN)):
        alive = workers(master)
        if alive:
            os.kill(chance.choice(alive), signal.SIGKILL)
            killed += 1
    return killed


def send_until_acknowledged(root: str, place: Place, what: Sending, number: int) -> int:
    """As a citizen does who saw an error: the same form, again. How often it took."""
    until = time.monotonic() + LONGEST
    for tries in range(1, 1_000):
        answer = post(root, place, what, f"10.1.{number % 250}.7")
        if is_acknowledged(answer, what):
            return tries
        assert answer.status in (0, 502, 503), answer.text
        assert time.monotonic() < until, "never taken"
        time.sleep(0.1)
    raise AssertionError


@pytest.mark.slow
def test_no_acknowledged_complaint_is_lost_and_none_is_there_by_halves(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    place = make_place(app)
    photo = saved(drawn(), "JPEG")
    forms = [
        sending(
            app,
            place,
            photo if one % 6 == 0 else b"",
            kategori="pungli" if one % 5 == 0 else "waktu",
            judul=f"Laporan {one}",
        )
        for one in range(FORMS)
    ]
    stop, chance = Event(), random.Random(1)
    with serving(database_url, tmp_path) as (root, master), ThreadPoolExecutor(SENDERS + 1) as pool:
        killer = pool.submit(kill_at_random, master, stop, chance)
        sent = [
            pool.submit(send_until_acknowledged, root, place, what, number)
            for number, what in enumerate(forms)
        ]
        try:
            tries = [one.result() for one in sent]
        finally:
            stop.set()
        assert killer.result() >= 3
        assert is_ready(root, READY_WITHIN)
    assert sum(tries) > FORMS, "no kill ever met a post"
    assert {one["number"] for one in rows(app, "tickets")} == {one.number for one in forms}
    assert len(rows(app, "ticket_files")) == len([one for one in forms if one.photo])
    check_whole(app)
