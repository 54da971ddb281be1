"""Senders who take their time, and what their neighbours notice of them (F47)."""

import asyncio
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks import client
from benchmarks.client import Exchange, Run, alone
from benchmarks.forms import FORM, FORM_TYPE, LANDING
from benchmarks.server import HOST

PAUSE = 0.02
"""Seconds a neighbour waits between two exchanges: a steady office, not a flood."""


@dataclass
class Held:
    """``lived``: seconds from connecting to the end, by kind; ``heads``: first lines received."""

    lived: dict[str, list[float]] = field(default_factory=dict)
    heads: dict[str, list[bytes]] = field(default_factory=dict)
    neighbours: Run = field(default_factory=Run)

    @property
    def longest(self) -> float:
        return max(seconds for kind in self.lived.values() for seconds in kind)


def openings(port: int, point: str = LANDING) -> Mapping[str, bytes]:
    """What each kind of slow sender begins with, at once; then a byte now and then."""
    host = f"Host: {HOST}:{port}\r\n".encode()
    post = f"POST {point}/nilai HTTP/1.1\r\nContent-Type: {FORM_TYPE}\r\n".encode() + host
    many = b"".join(b"X-Flood-%d: a\r\n" % number for number in range(10_000))
    return {
        "silent": b"",
        "head": b"GET / HTTP/1.1\r\n" + host + b"X-Slow: ",
        "body": post + b"Content-Length: 2000\r\n\r\n",
        "upload": post + b"Content-Length: 15000000\r\n\r\n" + b"a" * 20_000,
        "too large": post + b"Content-Length: 1000000000\r\n\r\n" + b"a" * 20_000,
        "chunks": post + b"Transfer-Encoding: chunked\r\n\r\n5\r\nsaran\r\n1000\r\n",
        "second": b"GET /healthz HTTP/1.1\r\n" + host + b"\r\nGET /healthz HTT",
        "10,000 headers": b"GET / HTTP/1.1\r\n" + host + many,
        "huge header": b"GET / HTTP/1.1\r\n" + host + b"X-Huge: " + b"a" * 1_000_000,
    }


def hold(
    port: int, sent: Mapping[str, bytes], each: int, every: float, neighbours: Exchange
) -> Held:
    """``each`` senders of every kind, a byte ``every`` seconds, until all of them are closed;
    meanwhile four neighbours are served. Raises `WrongAnswer` where one of these is not."""
    return alone(_hold(port, sent, each, every, neighbours))


async def _hold(
    port: int, sent: Mapping[str, bytes], each: int, every: float, neighbours: Exchange
) -> Held:
    held = Held()
    over = asyncio.Event()
    served = [asyncio.create_task(_neighbour(port, neighbours, over, held)) for _ in range(4)]
    kinds = [(kind, start) for kind, start in sent.items() for _ in range(each)]
    await asyncio.gather(*(_sender(port, kind, start, every, held) for kind, start in kinds))
    over.set()
    await asyncio.gather(*served)
    return held


async def _sender(port: int, kind: str, start: bytes, every: float, held: Held) -> None:
    began = time.perf_counter()
    reader, writer = await asyncio.open_connection(HOST, port)
    got = b""
    try:
        writer.write(start)
        while True:
            try:
                piece = await asyncio.wait_for(reader.read(4096), every)
            except TimeoutError:
                writer.write(b"a")
                continue
            if not piece:
                break
            got += piece
    except ConnectionError:
        pass
    finally:
        writer.close()
    held.lived.setdefault(kind, []).append(time.perf_counter() - began)
    held.heads.setdefault(kind, []).append(got.split(b"\r\n")[0])


async def _neighbour(port: int, exchange: Exchange, over: asyncio.Event, held: Held) -> None:
    """A new connection for each exchange, as a new visitor has."""
    while not over.is_set():
        await client.once(port, exchange, held.neighbours)
        await asyncio.sleep(PAUSE)


def visit(port: int) -> Exchange:
    return Exchange((client.get(FORM, port),), (b"200",))
