"""`kiosk serve`: web and jobs start together, say where to look, and end together."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.factories import Clock, Place, filled, make_place, rows
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask

STOP_WITHIN = 15


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serving(
    database_url: str, folder: Path, port: int, workers: int = 1
) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A running `kiosk serve` in a process group of its own, and what it said at its start."""
    command = [sys.executable, "-m", "kiosk.cli", "serve", "--port", str(port)]
    command += ["--workers", str(workers)]
    log = folder / "serve.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            command, env=settings(database_url, folder) | {"PYTHONUNBUFFERED": "1"}, text=True,
            stdout=subprocess.PIPE, stderr=out, start_new_session=True,
        )  # fmt: skip
    try:
        assert server.stdout is not None
        told = [server.stdout.readline() for _ in range(3)]
        assert all(told), log.read_text()
        yield server, "".join(told)
    finally:
        if group_of(server):
            os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
        if server.stdout:
            server.stdout.close()


def group_of(server: subprocess.Popen[str]) -> list[int]:
    """Every process of the server's group that still runs."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            state, _parent, group = (folder / "stat").read_text().rpartition(")")[2].split()[:3]
        except OSError:
            continue
        if int(group) == server.pid and state != "Z":
            found.append(int(folder.name))
    return found


def fetch(url: str, data: bytes | None = None) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(urllib.request.Request(url, data), timeout=10) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


@pytest.mark.slow
def test_serve_answers_says_where_to_look_and_stops_leaving_no_process(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    place = make_place(app)
    port = free_port()
    with serving(database_url, tmp_path, port) as (server, told):
        root = f"http://127.0.0.1:{port}"
        assert f"{root}/s/{place.point}" in told
        [desk] = [line.split()[-1] for line in told.splitlines() if "/admin/" in line]
        assert fetch(f"{root}/healthz")[0] == 200
        assert json.loads(fetch(f"{root}/readyz")[1])["ok"] is True
        assert fetch(f"{root}/s/{place.point}/nilai")[0] == 200
        assert fetch(desk)[0] == 200
        # At least gunicorn's master and worker, the jobs, and the command that started them.
        assert len(group_of(server)) >= 4
        server.terminate()
        assert server.wait(STOP_WITHIN) == 0
        assert group_of(server) == []


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_answer_acknowledged_before_a_kill_is_there_after_it(
    app: Flask, database_url: str, tmp_path: Path
) -> None:
    place = make_place(app)
    port = free_port()
    with serving(database_url, tmp_path, port) as (server, _):
        root = f"http://127.0.0.1:{port}/s/{place.point}/nilai"
        page = fetch(root)[1]
        form = filled() | {"csrf_token": page.partition('name="csrf_token" value="')[2][:32]}
        assert fetch(root, "&".join(f"{k}={v}" for k, v in form.items()).encode())[0] == 200
        os.killpg(server.pid, signal.SIGKILL)
        server.wait(10)
    assert len(rows(app, "answers")) == 1


def test_serve_before_init_says_what_to_do(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk.cli", "serve", "--port", str(free_port())]
    given = settings(f"sqlite:///{tmp_path}/x.db", tmp_path)
    result = subprocess.run(command, env=given, capture_output=True, text=True, check=False)
    assert (result.returncode, result.stdout) == (2, "")
    assert "kiosk init" in result.stderr
    assert len(result.stderr.splitlines()) == 1


def test_an_installation_without_units_says_how_to_get_some(
    app: Flask, place: Place, clock: Clock
) -> None:
    from kiosk.commands.serve import _where

    with app.app_context():
        assert "kiosk demo" in "\n".join(_where("http://127.0.0.1:8000", []))
