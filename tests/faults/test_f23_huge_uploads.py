"""F23: a gigabyte, announced or not, and thousands of parts are refused before they are read, in
front of nginx and at the program's own port; nothing of them stays in memory or on disk, and nobody
else waits."""

from __future__ import annotations

import re
import select
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.complaint import attachment
from kiosk.server.arrival import LARGEST_CHUNKED
from tests.faults import ledger
from tests.services.front import NAME, Front, one_of, request

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.faults.conftest import Held

GIGABYTE = 1024**3
PIECE = 64 * 1024
PUSHED = ledger.sized(8 * 1024**2, GIGABYTE)
"""What a sender that does not listen goes on sending."""
SILENCE = ledger.sized(1, 40)
"""Seconds it waits for somebody to take more of it."""
MOST_MEMORY = 20 * 1024
"""KB that a process of the server may grow by, at its highest."""
FORM = 256 * 1024
WAYS = ("through nginx", "directly")
PARTS = 5_000


def opened(front: Front, way: str) -> socket.socket:
    return front.secured() if way == WAYS[0] else front.bare(front.direct)


def head(path: str, *more: str) -> bytes:
    kind = "Content-Type: multipart/form-data; boundary=b"
    lines = [f"POST {path} HTTP/1.1", f"Host: {NAME}", kind, *more]
    return "\r\n".join([*lines, "", ""]).encode()


def until_answered(wire: socket.socket, start: bytes, piece: bytes, most: int) -> tuple[int, int]:
    """(status, bytes of the body sent before it came). It looks for an answer after each piece."""
    wire.sendall(start)
    sent = 0
    while sent < most:
        if select.select([wire], [], [], 0.03)[0]:
            break
        with suppress(OSError):
            wire.sendall(piece)
        sent += PIECE
    return one_of(wire).status, sent


def pushed(wire: socket.socket, start: bytes, piece: bytes) -> int:
    """Bytes that went out before the connection broke: nobody listens to the answer."""
    sent = 0
    wire.settimeout(SILENCE)
    with suppress(OSError):
        wire.sendall(start)
        while sent < PUSHED:
            wire.sendall(piece)
            sent += len(piece)
    return sent


def highest(process: int) -> int:
    """KB of memory at its highest since it was reset."""
    told = Path(f"/proc/{process}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+)", told)
    assert found
    return int(found[1])


@contextmanager
def watched(front: Front) -> Iterator[Callable[[], tuple[int, float]]]:
    """Afterwards: by how many KB the server grew at most, and p99 of its neighbours' seconds."""
    for number in range(8):
        path = ("/lacak", front.place.form, f"/s/{front.place.point}/aduan")[number % 3]
        front.ask(path, method="POST", body=b"x=1")
    processes, waited, over = front.processes(), list[float](), Event()
    assert len(processes) >= 2, "the master and its worker"
    for one in processes:
        Path(f"/proc/{one}/clear_refs").write_text("5")
    before = {one: highest(one) for one in processes}

    def visits() -> None:
        while not over.is_set():
            began = time.monotonic()
            assert front.ask(front.place.form).status == 200
            waited.append(time.monotonic() - began)
            time.sleep(0.02)

    neighbour = Thread(target=visits)
    neighbour.start()
    try:
        yield lambda: (
            max(highest(one) - before[one] for one in processes),
            sorted(waited)[int(0.99 * len(waited))],
        )
    finally:
        over.set()
        neighbour.join()


@pytest.mark.slow
def test_a_gigabyte_is_refused_before_it_is_read(front: Front, held: Held) -> None:
    place, chunk = front.place.point, b"10000\r\n" + b"a" * PIECE + b"\r\n"
    chunked = "Transfer-Encoding: chunked"
    most: dict[str, int] = {}
    with watched(front) as found:
        for way in WAYS:
            for path, limit in (("nilai", FORM), ("aduan", attachment.LARGEST_REQUEST)):
                start = head(f"/s/{place}/{path}", f"Content-Length: {GIGABYTE}")
                with opened(front, way) as wire:
                    status, read = until_answered(wire, start, b"a" * PIECE, GIGABYTE)
                assert status == 413, (way, path)
                assert read <= limit + PIECE
                most["announced"] = max(most.get("announced", 0), read)
                with opened(front, way) as wire:
                    start = head(f"/s/{place}/{path}", chunked)
                    status, read = until_answered(wire, start, chunk, 64 * 1024**2)
                assert status == 413, (way, path, "chunked")
                assert read <= min(limit, LARGEST_CHUNKED) + PIECE or path == "nilai"
                assert read <= LARGEST_CHUNKED + PIECE
                most["in chunks"] = max(most.get("in chunks", 0), read)
            for start, piece in (
                (head(f"/s/{place}/aduan", f"Content-Length: {GIGABYTE}"), b"a" * PIECE),
                (head(f"/s/{place}/aduan", chunked), chunk),
            ):
                with opened(front, way) as wire:
                    pushed(wire, start, piece)
        grown, p99 = found()
    assert grown <= MOST_MEMORY
    assert p99 <= 2.0
    assert front.leftovers() == []
    held(
        tried="1 GB with and without Content-Length, by the form and by the complaint, through "
        f"nginx and directly; and {PUSHED / 1024**2:,.0f} MB pushed on by who does not listen",
        figure=f"413 after {most['announced'] // 1024} KB announced, {most['in chunks'] // 1024} "
        f"KB in chunks; memory +{grown / 1024:.1f} MB; neighbours' p99 {p99 * 1000:.0f} ms; "
        "0 files left",
    )


def flat_fields() -> bytes:
    return b"&".join(b"x%d=a" % number for number in range(PARTS * 5))


@pytest.mark.slow
def test_5000_parts_are_refused(front: Front, held: Held) -> None:
    part = b'--b\r\nContent-Disposition: form-data; name="x%d"\r\n\r\na\r\n'
    body = b"".join(part % number for number in range(PARTS)) + b"--b--\r\n"
    sorts = (
        ("Content-Type: multipart/form-data; boundary=b", body),
        ("Content-Type: application/x-www-form-urlencoded", flat_fields()),
    )
    place, statuses = front.place.point, []
    with watched(front) as found:
        for way in WAYS:
            for path in (f"/s/{place}/nilai", f"/s/{place}/aduan", "/lacak"):
                for given, sent in sorts:
                    with opened(front, way) as wire:
                        wire.sendall(request(path, given, method="POST", body=sent))
                        statuses.append(one_of(wire).status)
        grown, p99 = found()
    assert set(statuses) == {413}
    assert grown <= MOST_MEMORY
    assert p99 <= 2.0
    held(
        tried=f"{PARTS:,} parts, and {PARTS * 5:,} fields, at three forms by both ways",
        figure=f"refused every time; memory +{grown / 1024:.1f} MB; p99 {p99 * 1000:.0f} ms",
    )
