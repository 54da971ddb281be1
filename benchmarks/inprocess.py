"""CPU of one request: the WSGI callable called in one thread, without server and network.

The body of a POST is made before the clock starts. The page that follows a redirect is not
counted; the answer is in the database, fsync included, when the call returns.
"""

import io
import random
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import Any
from unittest import mock

from flask import Flask
from werkzeug.test import EnvironBuilder

from benchmarks.floor import committing
from benchmarks.forms import FORM, FORM_TYPE, HEADERS, Forms, forms
from benchmarks.hello import app as hello
from benchmarks.installation import Installation
from benchmarks.rounds import Rounds, in_turn, least_chunk
from kiosk.domain.survey import flood
from kiosk.store.index import tallies

Environ = dict[str, Any]
BASE = "http://127.0.0.1:8000/"


class Failed(RuntimeError):
    """A measured request was not answered as it should be: its time would mean nothing."""


def measure(here: Installation, rounds: int, calls: int, chunks: int) -> Rounds:
    """CPU seconds a request, by variant."""
    unlimited = mock.patch.object(flood, "MOST", 10**9)
    with unlimited, committing(here.folder) as commit:
        return _measured(here, commit, rounds, calls, chunks)


def _measured(
    here: Installation, commit: Callable[[], object], rounds: int, calls: int, chunks: int
) -> Rounds:
    filled = forms(here.app)
    posts = _Posts(here.app, filled)
    variants: dict[str, Callable[[], object]] = {
        "hello": _caller(hello, _environ("/", gzip=True)),
        "commit": commit,
        "get plain": _caller(here.app, _environ(FORM, gzip=False)),
        "get": _caller(here.app, _environ(FORM, gzip=True)),
        "post": posts.send,
        "post without tally": posts.send,
    }

    def timed(name: str) -> Callable[[], float]:
        def one() -> float:
            with _without_tally(name == "post without tally"):
                posts.prepare(calls * chunks if name.startswith("post") else 0)
                return least_chunk(variants[name], calls, chunks)

        return one

    return in_turn({name: timed(name) for name in variants}, rounds)


def _environ(path: str, *, gzip: bool, **more: Any) -> Environ:
    sent = [(name, value) for name, value in HEADERS.items() if gzip or name != "Accept-Encoding"]
    return EnvironBuilder(path, base_url=BASE, headers=sent, **more).get_environ()


def call(app: Flask, environ: Environ, expected: str) -> bytes:
    """One request through the whole application; raises `Failed`."""
    seen: list[str] = []

    def start(status: str, headers: list[tuple[str, str]], exc_info: object = None) -> Any:
        seen.append(status)

    answer: Iterable[bytes] = app(environ, start)
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close:
        close()
    if not seen[0].startswith(expected):
        raise Failed(f"{environ['PATH_INFO']}: {seen[0]}")
    return body


def _caller(app: Flask, environ: Environ) -> Callable[[], bytes]:
    return lambda: call(app, dict(environ), "200")


class _Posts:
    """Answers waiting to be sent: each goes out once, as each form is."""

    def __init__(self, app: Flask, filled: Forms) -> None:
        self.app, self.filled = app, filled
        self.base = _environ(FORM, gzip=True, method="POST", content_type=FORM_TYPE)
        self.draw = random.Random(2026)
        self.waiting: list[Environ] = []

    def prepare(self, count: int) -> None:
        self.waiting = [self._one() for _ in range(count)]

    def _one(self) -> Environ:
        body = self.filled.body(self.draw)
        sent = {"CONTENT_LENGTH": str(len(body)), "wsgi.input": io.BytesIO(body)}
        return {**self.base, **sent}

    def send(self) -> bytes:
        return call(self.app, self.waiting.pop(), "303")


@contextmanager
def _without_tally(really: bool) -> Iterator[None]:
    """What answers would cost if nothing were counted."""
    if not really:
        yield
        return
    with mock.patch.object(tallies, "add"):
        yield
