"""An HTTP client of our own: keep-alive connections in one thread, each sending when it got its
answer. A load generator would be one more thing to install; this one costs the same for every
variant, and takes its share of the two cores from all of them."""

import asyncio
import gzip
import time
from collections.abc import Coroutine, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any, TypeVar

from benchmarks.forms import FORM_TYPE, HEADERS
from benchmarks.server import HOST

WAIT_SECONDS = 30
Found = TypeVar("Found")


class WrongAnswer(RuntimeError):
    """A measured request was not answered as it should be."""


@dataclass
class Run:
    """``latencies`` in seconds, one an exchange."""

    seconds: float = 0.0
    latencies: list[float] = field(default_factory=list)

    @property
    def rate(self) -> float:
        return len(self.latencies) / self.seconds

    def percentile(self, share: float) -> float:
        ordered = sorted(self.latencies)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Exchange:
    """Requests one after another on one connection, and the status each must bring."""

    requests: tuple[bytes, ...]
    statuses: tuple[bytes, ...]


def get(path: str, port: int) -> bytes:
    return _head("GET", path, port) + b"\r\n"


def post(path: str, port: int, body: bytes) -> bytes:
    more = f"Content-Type: {FORM_TYPE}\r\nContent-Length: {len(body)}\r\n\r\n"
    return _head("POST", path, port) + more.encode() + body


def _head(method: str, path: str, port: int) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", f"Host: {HOST}:{port}"]
    lines += [f"{name}: {value}" for name, value in HEADERS.items()]
    return ("\r\n".join(lines) + "\r\n").encode()


def alone(work: Coroutine[Any, Any, Found]) -> Found:
    """In a thread of its own: where a browser is driven, this one has a loop already."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def run(port: int, exchanges: Iterable[Exchange], connections: int, seconds: float) -> Run:
    """Send the exchanges until all are answered or the time is up; raises `WrongAnswer`."""
    return alone(_run(port, iter(exchanges), connections, seconds))


async def _run(port: int, waiting: Iterator[Exchange], connections: int, seconds: float) -> Run:
    done = Run()
    began = time.perf_counter()
    until = began + seconds
    await asyncio.gather(*(_connection(port, waiting, until, done) for _ in range(connections)))
    done.seconds = time.perf_counter() - began
    return done


async def _connection(port: int, waiting: Iterator[Exchange], until: float, done: Run) -> None:
    wire = await _wire(port)
    try:
        for exchange in waiting:
            if time.perf_counter() > until:
                break
            await _exchanged(wire, exchange, done)
    finally:
        wire.close()


async def once(port: int, exchange: Exchange, done: Run) -> None:
    """One exchange on a connection of its own, which is made in its time."""
    began = time.perf_counter()
    wire = await _wire(port)
    try:
        await _exchanged(wire, exchange, done, began)
    finally:
        wire.close()


async def _wire(port: int) -> "_Wire":
    _, wire = await asyncio.get_running_loop().create_connection(_Wire, HOST, port)
    return wire


async def _exchanged(
    wire: "_Wire", exchange: Exchange, done: Run, began: float | None = None
) -> None:
    began = time.perf_counter() if began is None else began
    for request, wanted in zip(exchange.requests, exchange.statuses, strict=True):
        head, _ = await asyncio.wait_for(wire.ask(request), WAIT_SECONDS)
        if not head.startswith(b"HTTP/1.1 " + wanted):
            raise WrongAnswer(head.split(b"\r\n")[0].decode())
    done.latencies.append(time.perf_counter() - began)


def fetch(port: int, path: str) -> tuple[bytes, bytes]:
    """Head and body of one answer, as they come over the wire."""

    async def once() -> tuple[bytes, bytes]:
        wire = await _wire(port)
        try:
            return await wire.ask(get(path, port))
        finally:
            wire.close()

    return alone(once())


class _Wire(asyncio.Protocol):
    """One connection: whole answers by their Content-Length."""

    def __init__(self) -> None:
        self.answer: asyncio.Future[tuple[bytes, bytes]] | None = None
        self.got = b""
        self.transport: asyncio.WriteTransport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.WriteTransport)
        self.transport = transport

    async def ask(self, request: bytes) -> tuple[bytes, bytes]:
        assert self.transport is not None
        self.answer, self.got = asyncio.get_running_loop().create_future(), b""
        self.transport.write(request)
        return await self.answer

    def data_received(self, data: bytes) -> None:
        self.got += data
        head, mark, body = self.got.partition(b"\r\n\r\n")
        if mark and self.answer and len(body) >= _length(head):
            self.answer.set_result((head + mark, body))
            self.answer = None

    def connection_lost(self, exc: Exception | None) -> None:
        if self.answer and not self.answer.done():
            self.answer.set_exception(exc or WrongAnswer("connection closed"))

    def close(self) -> None:
        if self.transport:
            self.transport.close()


def _length(head: bytes) -> int:
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            return int(line.partition(b":")[2])
    raise WrongAnswer("an answer without Content-Length")


def unpacked(head: bytes, body: bytes) -> bytes:
    """A body without its gzip."""
    return gzip.decompress(body) if b"content-encoding: gzip" in head.lower() else body
