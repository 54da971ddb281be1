"""A question to a server that may hang.

One whose machine lives and whose PostgreSQL does not go on keeps its side of the wire in order:
neither the driver nor the kernel ever finds anything wrong, and who asks waits for ever. So after
its time the wire is cut from this side, and the driver says that the connection broke."""

import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from threading import Timer
from typing import Any


@contextmanager
def answered_within(raw: Any, seconds: float) -> Iterator[None]:
    """``raw``: psycopg's connection, which is of no use afterwards where it took longer. Costs a
    thread: for what is asked now and then, not for every statement."""
    timer = Timer(seconds, _cut, [raw])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


def _cut(raw: Any) -> None:
    """By a second handle, which alone is closed: libpq keeps its own."""
    with suppress(OSError, ValueError), socket.socket(fileno=os.dup(raw.fileno())) as wire:
        wire.shutdown(socket.SHUT_RDWR)
