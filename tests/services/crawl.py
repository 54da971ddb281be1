"""Senders who take their time, over TLS or bare, and neighbours who are served meanwhile."""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass, field

from benchmarks.client import alone

PAUSE = 0.03
"""Between two visits of a neighbour."""


@dataclass
class Crowd:
    """``lived``: seconds until a slow one was closed, by kind; ``served``: of the neighbours."""

    lived: dict[str, list[float]] = field(default_factory=dict)
    served: list[float] = field(default_factory=list)
    failed: list[str] = field(default_factory=list)

    @property
    def longest(self) -> float:
        return max(one for kind in self.lived.values() for one in kind)

    def percentile(self, share: float) -> float:
        ordered = sorted(self.served)
        return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


@dataclass(frozen=True)
class Door:
    """Where they stand; ``trust``: over TLS by this name."""

    port: int
    trust: ssl.SSLContext | None = None
    name: str | None = None

    async def open(self, tls: bool = True) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        trust = self.trust if tls else None
        return await asyncio.open_connection(
            "127.0.0.1", self.port, ssl=trust, server_hostname=self.name if trust else None
        )


def crowd(
    door: Door, openings: Mapping[str, bytes], each: int, every: float, visit: bytes, most: float
) -> Crowd:
    """``each`` of every kind, a byte ``every`` seconds, until all are closed or ``most`` seconds
    are over; meanwhile four neighbours come and go, each time on a new connection."""
    return alone(_crowd(door, openings, each, every, visit, most))


async def _crowd(
    door: Door, openings: Mapping[str, bytes], each: int, every: float, visit: bytes, most: float
) -> Crowd:
    made, over = Crowd(), asyncio.Event()
    neighbours = [asyncio.create_task(_neighbour(door, visit, over, made)) for _ in range(4)]
    slow = [
        asyncio.create_task(_slow(door, kind, start, every, made))
        for kind, start in openings.items() for _ in range(each)
    ]  # fmt: skip
    _, still = await asyncio.wait(slow, timeout=most)
    for one in still:
        one.cancel()
    await asyncio.gather(*still, return_exceptions=True)
    over.set()
    await asyncio.gather(*neighbours)
    return made


async def _slow(door: Door, kind: str, start: bytes, every: float, made: Crowd) -> None:
    began, writer = time.monotonic(), None
    try:
        # Who is silent does not even begin to speak TLS.
        reader, writer = await door.open(tls=bool(start))
        writer.write(start)
        while True:
            try:
                if not await asyncio.wait_for(reader.read(4096), every):
                    break
            except TimeoutError:
                writer.write(b"a" if start else b"\x16")
    except (OSError, ssl.SSLError):
        pass
    finally:
        if writer:
            writer.transport.abort()
    made.lived.setdefault(kind, []).append(time.monotonic() - began)


async def _neighbour(door: Door, visit: bytes, over: asyncio.Event, made: Crowd) -> None:
    while not over.is_set():
        began = time.monotonic()
        try:
            reader, writer = await door.open()
            writer.write(visit)
            head = await asyncio.wait_for(reader.readline(), 30)
            await reader.read()
            writer.transport.abort()
        except (OSError, ssl.SSLError, TimeoutError) as error:
            head = repr(error).encode()
        if b" 200 " not in head:
            made.failed.append(head.decode())
        made.served.append(time.monotonic() - began)
        await asyncio.sleep(PAUSE)
