"""The shipped worker with a tenth of its patience, and an application that tells what it read."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable, Iterable
from typing import Any

from kiosk.server import worker
from kiosk.server.arrival import Pace

CHUNK = 64 * 1024


class Worker(worker.Worker):
    pace = Pace(head=0.8, body=1.5, linger=0.5, step=8 * 1024)


class Patient(worker.Worker):
    pace = Pace(head=60, linger=0.5)


class Narrow(Worker):
    """Keeps little."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        worker.ROOM = 2 * 1024 * 1024


def app(environ: dict[str, Any], start: Callable[..., Any]) -> Iterable[bytes]:
    """The sum of the body; on /lewati it is not read, on /lama the answer takes a second."""
    told = hashlib.sha256()
    if environ["PATH_INFO"] == "/lama":
        time.sleep(1)
    if environ["PATH_INFO"] != "/lewati":
        while piece := environ["wsgi.input"].read(CHUNK):
            told.update(piece)
    words = told.hexdigest().encode()
    start("200 OK", [("Content-Length", str(len(words)))])
    return [words]
