"""F47: those who send a byte now and then are closed, watched with a tenth of the shipped patience
(`tests/server/test_arrival.py` holds that one to thirty seconds), and whatever way a request comes
it is read whole. `python -m benchmarks.crowd` runs all of it at full length.

Through the shipped nginx, with TLS: test_f47_through_nginx.py.
"""

from __future__ import annotations

import hashlib
import socket
import subprocess
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from benchmarks import client, slow
from benchmarks.client import Exchange
from kiosk.commands.serve import gunicorn
from tests.commands.test_serve import free_port
from tests.faults.conftest import Held

HOST = "127.0.0.1"


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    return sqlite_database


@contextmanager
def serving(folder: Path, worker: str = "Worker") -> Iterator[int]:
    """The port of one hasty worker, started as `kiosk serve` does it."""
    port = free_port()
    ours = {"wsgi:app": "tests.faults.hasty:app"}
    ours |= {"kiosk.server.worker.Worker": f"tests.faults.hasty.{worker}"}
    command = [ours.get(part, part) for part in gunicorn(HOST, port, 1)]
    assert set(ours.values()) <= set(command)
    with (folder / "web.log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log)
    try:
        answers(port)
        yield port
    finally:
        server.terminate()
        assert server.wait(10) == 0
    assert "Traceback" not in (folder / "web.log").read_text()


def answers(port: int) -> None:
    until = time.monotonic() + 20
    while True:
        try:
            return check(talk(port, b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"), b"")
        except ConnectionRefusedError:
            assert time.monotonic() < until
            time.sleep(0.05)


def talk(port: int, *pieces: bytes, pause: float = 0.0) -> bytes:
    """Send the pieces, then read to the end of the connection."""
    with socket.create_connection((HOST, port), timeout=20) as wire:
        for piece in pieces:
            wire.sendall(piece)
            time.sleep(pause)
        return all_of(wire)


def all_of(wire: socket.socket) -> bytes:
    return b"".join(iter(lambda: wire.recv(65536), b""))


def check(answer: bytes, body: bytes) -> None:
    head, _, told = answer.partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    assert told == hashlib.sha256(body).hexdigest().encode()


def request(body: bytes, *more: str, path: str = "/") -> bytes:
    lines = [f"POST {path} HTTP/1.1", "Connection: close", f"Content-Length: {len(body)}", *more]
    return "\r\n".join([*lines, "", ""]).encode() + body


@pytest.mark.slow
def test_whoever_takes_too_long_is_closed_and_told_why(tmp_path: Path, held: Held) -> None:
    """Of each kind twenty; a byte each quarter of a second."""
    with serving(tmp_path) as port:
        kinds = slow.openings(port, "")
        seen = slow.hold(port, kinds, 20, 0.25, Exchange((request_of(port),), (b"200",)))
    assert seen.neighbours.percentile(0.99) <= 2.0
    assert seen.longest < 3 * (0.8 + 1.5)
    told = {kind: {line.split(b" ", 2)[1] for line in seen.heads[kind] if line} for kind in kinds}
    late = ("silent", "head", "body", "upload", "chunks")
    assert [told[kind] for kind in late] == [{b"408"}] * len(late)
    assert told["10,000 headers"] == told["huge header"] == {b"431"}
    # Its first request was answered; of the second nothing is said.
    assert told["second"] == {b"200"}
    held(
        tried=f"{20 * len(kinds)} slow and flooding senders with a tenth of the shipped patience",
        figure=f"all closed, the last after {seen.longest:.1f} s; header floods 431",
    )


def request_of(port: int) -> bytes:
    return client.get("/", port)


@pytest.mark.slow
def test_whatever_way_a_request_comes_it_is_read_whole(tmp_path: Path) -> None:
    photo = bytes(range(256)) * 4096 * 15
    with serving(tmp_path) as port:
        # In small pieces, for longer than a silent sender would have.
        whole = request(photo[:100_000])
        step = len(whole) // 8
        pieces = [whole[at : at + step] for at in range(0, len(whole), step)]
        check(talk(port, *pieces, pause=0.3), photo[:100_000])
        check(talk(port, request(photo)), photo)
        chunked = b"POST / HTTP/1.1\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n"
        check(talk(port, chunked, b"5\r\nabcde\r\n", b"0\r\n\r\n", pause=0.05), b"abcde")
        # Two at once on one connection; the second one's end comes later.
        first = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
        both = talk(port, first + request(b"defg")[:-2], b"fg", pause=0.1)
        sums = [hashlib.sha256(one).hexdigest().encode() for one in (b"abc", b"defg")]
        assert both.count(b"HTTP/1.1 200") == 2
        assert both.endswith(sums[1])
        assert sums[0] in both
        # Asked first whether to go on.
        asked = request(b"hij", "Expect: 100-continue")
        with socket.create_connection((HOST, port), timeout=5) as wire:
            wire.sendall(asked[:-3])
            assert wire.recv(1000).startswith(b"HTTP/1.1 100")
            wire.sendall(asked[-3:])
            assert all_of(wire).endswith(hashlib.sha256(b"hij").hexdigest().encode())


@pytest.mark.slow
def test_a_body_nobody_reads_is_not_taken_for_the_next_request(tmp_path: Path) -> None:
    hidden = b"GET /lama HTTP/1.1\r\n\r\n"
    with serving(tmp_path) as port:
        unread = b"POST /lewati HTTP/1.1\r\nContent-Length: %d\r\n\r\n" % len(hidden)
        after = b"GET / HTTP/1.1\r\nConnection: close\r\n\r\n"
        assert talk(port, unread + hidden + after).count(b"HTTP/1.1 200") == 2
        # More than is gathered: handed on without it, and closed.
        huge = b"POST /lewati HTTP/1.1\r\nContent-Length: 999999999\r\n\r\n"
        assert talk(port, huge, hidden + after, pause=0.2).count(b"HTTP/1.1 200") == 1
        # Of a length that our own reading and the parser's may differ on.
        odd = b"POST /lewati HTTP/1.1\r\nContent-Length: %030d\r\n\r\n" % len(hidden)
        assert talk(port, odd, hidden + after, pause=0.2).count(b"HTTP/1.1 200") == 2


@pytest.mark.slow
def test_more_than_a_worker_keeps_is_refused_and_the_rest_is_answered(tmp_path: Path) -> None:
    with serving(tmp_path, "Narrow") as port:
        first = request(b"a" * 1_900_000)
        with socket.create_connection((HOST, port), timeout=5) as wire:
            wire.sendall(first[:-1])
            time.sleep(0.2)
            refused = talk(port, request(b"b" * 1_000_000))
            assert refused.startswith(b"HTTP/1.1 503")
            assert b"Retry-After: 5" in refused
            wire.sendall(first[-1:])
            check(all_of(wire), b"a" * 1_900_000)
        # Nothing of it is held against the next, nor of one against another of its connection.
        kept = first.replace(b"Connection: close\r\n", b"")
        both = talk(port, kept, first, pause=0.2)
        assert both.count(b"HTTP/1.1 200") == 2


@pytest.mark.slow
def test_a_request_under_way_is_answered_when_the_server_is_told_to_stop(tmp_path: Path) -> None:
    """And who has sent nothing yet is not waited for."""
    with serving(tmp_path, "Patient") as port, ThreadPoolExecutor() as pool:
        idle = socket.create_connection((HOST, port))
        late = pool.submit(talk, port, request(b"", path="/lama"))
        time.sleep(0.3)
    check(late.result(), b"")
    idle.close()
