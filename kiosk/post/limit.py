"""A hard end to one try: socket time-outs are per read, and a slow drip never meets them."""

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

from kiosk.domain.upkeep.delivery import LONGEST_SEND

AGAIN_SECONDS = 0.2


@contextmanager
def cut_off(
    current: Callable[[], socket.socket | None],
    seconds: float = LONGEST_SEND.total_seconds(),
) -> Iterator[None]:
    """Once the time is over, whatever socket is ``current`` is shut down, until the try ends;
    whoever reads it gets an error."""
    done = threading.Event()
    watch = threading.Thread(target=_watch, args=(done, current, seconds), daemon=True)
    watch.start()
    try:
        yield
    finally:
        done.set()


def _watch(
    done: threading.Event, current: Callable[[], socket.socket | None], seconds: float
) -> None:
    wait = seconds
    while not done.wait(wait):
        opened, wait = current(), AGAIN_SECONDS
        if opened is not None:
            # A TLS socket's own shutdown would wait for the other side.
            with suppress(OSError):
                socket.socket.shutdown(opened, socket.SHUT_RDWR)
