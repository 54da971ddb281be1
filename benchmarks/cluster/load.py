"""A steady crowd at the counters: each sends an answer, and again the very same until it is
acknowledged, as the page asks a citizen to."""

import hashlib
import http.client
import random
import secrets
import threading
import time
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise
from urllib.parse import urlencode

from benchmarks.cluster.citizen import filled
from benchmarks.cluster.product import NAME
from benchmarks.cluster.visitor import Door, Form, NotSeen, Visitor
from benchmarks.forms import FORM_TYPE

CROWD = 6
PAUSE = 0.1
"""Seconds between two answers of one sender, and before one is sent again."""
PATIENCE = 20.0
BROKEN = (OSError, http.client.HTTPException)
TAKEN, COME_AGAIN = 303, (429, 502, 503, 504)


@dataclass
class Sent:
    """``acknowledged``: key to the moment it was; ``open``: sent, and not answered yet;
    ``again``: tries that were put off; ``refused``: answers of any other kind."""

    acknowledged: dict[bytes, float] = field(default_factory=dict)
    open: set[bytes] = field(default_factory=set)
    again: int = 0
    refused: list[int] = field(default_factory=list)

    def pause(self, since: float) -> float:
        """The longest time from then on in which nobody was acknowledged."""
        moments = sorted(one for one in self.acknowledged.values() if one >= since)
        edges = [since, *moments]
        return max((later - one for one, later in pairwise(edges)), default=0.0)

    def since(self, moment: float) -> int:
        return sum(1 for one in self.acknowledged.values() if one >= moment)


class Crowd:
    """Between `begin` and `end`."""

    def __init__(self, door: Door, codes: list[str], many: int = CROWD) -> None:
        self.sent = Sent()
        self._door, self._stop = door, threading.Event()
        self._forms = _forms(Visitor(door), codes)
        self._threads = [
            threading.Thread(target=self._send, args=(number,), daemon=True)
            for number in range(many)
        ]

    def begin(self) -> None:
        for one in self._threads:
            one.start()

    def end(self) -> Sent:
        """Everybody finishes what is under way; who cannot in time leaves it open."""
        self._stop.set()
        for one in self._threads:
            one.join(2 * PATIENCE)
        return self.sent

    def _send(self, number: int) -> None:
        draw = random.Random(number)
        while not self._stop.is_set():
            form = self._forms[draw.randrange(len(self._forms))]
            given = form.fields | filled(form, draw)
            self._deliver(form, given)
            time.sleep(PAUSE)

    def _deliver(self, form: Form, given: dict[str, str]) -> None:
        key = hashlib.sha256(b"survei\0" + given["kunci"].encode()).digest()[:16]
        self.sent.open.add(key)
        until = time.monotonic() + 3 * PATIENCE
        while time.monotonic() < until:
            status = self._try(form.action, urlencode(given).encode())
            if status == TAKEN:
                self.sent.acknowledged[key] = time.monotonic()
                self.sent.open.discard(key)
                return
            if status and status not in COME_AGAIN:
                self.sent.refused.append(status)
                return
            self.sent.again += 1
            time.sleep(PAUSE * (1 + secrets.randbelow(3)))

    def _try(self, path: str, body: bytes) -> int:
        """The status; 0 where the connection broke."""
        wire = self._door.open(PATIENCE)
        try:
            wire.request("POST", path, body, {"Host": NAME, "Content-Type": FORM_TYPE})
            answer = wire.getresponse()
            answer.read()
        except BROKEN:
            return 0
        finally:
            wire.close()
        return answer.status


def _forms(one: Visitor, codes: list[str]) -> list[Form]:
    """Of the counters that are open: a code on an old poster has none."""
    found = []
    for code in codes:
        with suppress(NotSeen):
            found.append(one.get(f"/s/{code}/nilai").form("kunci"))
    return found
