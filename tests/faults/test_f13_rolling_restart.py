"""F13: a restart while people are at work. SIGHUP renews `kiosk serve`, workers and jobs, and
nobody who asks once more sees an error; SIGTERM ends it within 30 s; what was acknowledged is
there."""

from __future__ import annotations

import http.client
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Lock, Thread
from typing import TYPE_CHECKING

import pytest

from tests.commands.test_serve import free_port, group_of
from tests.complaints import Sending, check_whole, is_acknowledged, post, sending
from tests.factories import Place, make_place, rows
from tests.faults import ledger
from tests.faults.test_f01_killed_while_filing import is_ready
from tests.services.databases import settings
from tests.services.processes import children

if TYPE_CHECKING:
    from flask import Flask

    from tests.faults.conftest import Held

READERS, WRITERS = ledger.sized(2, 6), ledger.sized(2, 4)
RENEWALS = ledger.sized(1, 4)
BETWEEN = ledger.sized(40, 1_500)
"""Requests before each renewal: a server that is renewed while it is still coming up serves
nobody, and nothing is proved."""
FORMS = ledger.sized(400, 12_000)
DRAINED_WITHIN = 30
LONGEST = 120


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


class Crowd:
    """People at work until they are told to go home. Whoever fails tries once more."""

    def __init__(self, app: Flask, place: Place, port: int) -> None:
        self.place, self.port = place, port
        self.forms = iter([sending(app, place, judul=f"Laporan {n}") for n in range(FORMS)])
        self.lock, self.stop = Lock(), Event()
        self.acknowledged: list[str] = []
        self.asked = self.again = self.failed = 0

    @contextmanager
    def at_work(self) -> Iterator[None]:
        people = [Thread(target=self._read) for _ in range(READERS)]
        people += [Thread(target=self._write, args=(one,)) for one in range(WRITERS)]
        for one in people:
            one.start()
        try:
            yield
        finally:
            self.stop.set()
            for one in people:
                one.join()

    def _count(self, asked: bool, again: bool) -> None:
        with self.lock:
            self.asked += 1
            self.again += not asked
            self.failed += not asked and not again

    def _read(self) -> None:
        """On one connection as long as it holds, as browsers do."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        while not self.stop.is_set():
            first = self._page(line)
            self._count(first, first or self._page(line))

    def _page(self, line: http.client.HTTPConnection) -> bool:
        try:
            line.request("GET", f"/s/{self.place.point}", headers={"X-Forwarded-For": "192.0.2.9"})
            answer = line.getresponse()
            answer.read()
        except (OSError, http.client.HTTPException):
            line.close()
            return False
        return answer.status in (200, 303)

    def _write(self, who: int) -> None:
        turn = 0
        while not self.stop.is_set():
            with self.lock:
                one = next(self.forms)
            turn += 1
            address = f"10.{who + 1}.{turn % 250}.7"
            first = self._sent(one, address)
            self._count(first, first or self._sent(one, address))

    def _sent(self, one: Sending, address: str) -> bool:
        is_there = is_acknowledged(post(self.root, self.place, one, address), one)
        if is_there:
            with self.lock:
                self.acknowledged.append(one.number)
        return is_there

    @property
    def root(self) -> str:
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def serving(url: str, folder: Path, port: int) -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-m", "kiosk.cli", "serve", "--port", str(port), "--workers", "2"]
    root = f"http://127.0.0.1:{port}"
    more = {"KIOSK_PROXY_HOPS": "1", "KIOSK_PUBLIC_URL": root, "PATH": os.environ["PATH"]}
    with (folder / "serve.log").open("w") as log:
        server = subprocess.Popen(
            command, env=settings(url, folder) | more, text=True, stdout=log, stderr=log,
            start_new_session=True,
        )  # fmt: skip
    try:
        assert is_ready(root, 60), (folder / "serve.log").read_text()
        yield server
    finally:
        if group_of(server):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)


def web_and_jobs(server: subprocess.Popen[str]) -> tuple[int, int]:
    """Gunicorn's master, and the jobs."""
    web, *rest = children(server.pid)
    return web, rest[-1] if rest else 0


def until(is_so: object, within: float = LONGEST) -> None:
    end = time.monotonic() + within
    while not is_so():  # type: ignore[operator]
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.mark.slow
def test_renewed_under_load_nobody_notices_and_stopped_nothing_is_lost(
    app: Flask, database_url: str, tmp_path: Path, held: Held
) -> None:
    place, port = make_place(app), free_port()
    crowd = Crowd(app, place, port)
    with serving(database_url, tmp_path, port) as server:
        master, first_jobs = web_and_jobs(server)
        began = time.monotonic()
        with crowd.at_work():
            for _ in range(RENEWALS):
                before, old = crowd.asked, set(children(master))
                until(lambda before=before: crowd.asked >= before + BETWEEN)
                server.send_signal(signal.SIGHUP)
                until(lambda old=old: len(set(children(master)) - old) >= 2
                      and not old & set(children(master)))  # fmt: skip
            rate = crowd.asked / (time.monotonic() - began)
            until(lambda: web_and_jobs(server)[1] not in (0, first_jobs))
            assert crowd.failed == 0
            failed = crowd.failed
            crowd.stop.set()
            stopped = time.monotonic()
            server.terminate()
            assert server.wait(DRAINED_WITHIN) == 0
            drained = time.monotonic() - stopped
        assert group_of(server) == []
    there = {one["number"] for one in rows(app, "tickets")}
    lost = set(crowd.acknowledged) - there
    assert lost == set()
    assert len(rows(app, "tickets")) == len(there)
    check_whole(app)
    held(
        tried=f"{RENEWALS} renewals and a SIGTERM at {rate:.0f} requests/s",
        figure=f"{len(lost)} of {len(crowd.acknowledged)} acknowledged lost, {failed} errors after "
        f"one retry ({crowd.again} retries in {crowd.asked}), drained in {drained:.1f} s",
    )
