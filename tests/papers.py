"""Documents as the tests make them: small ones, and makers that stop where they are told to.

`install` puts a maker of ours in the place of the real one, in this process or, with `child`, in
one that is started as the jobs start it.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.index.document import Document, DocumentKind
    from kiosk.flows.index.make_document import Press
    from tests.factories import Clock, Place

STOP_AT, STOPPED = "TEST_STOP_AT", "TEST_STOPPED"
POINTS = ("rename", "row")
"""On the disk under a name for the time being; on the disk, and in no row."""


def gather(one: Document, _public_url: str) -> Document:
    return one


def make(material: Document, told: Callable[[int, int], None]) -> bytes:
    told(1, 2)
    return f"{material.seal} {material.period}".encode()


def make_pack(_material: Document, told: Callable[[int, int], None]) -> bytes:
    told(1, 2)
    return b"PK paket"


def install(maker: str = "tests.papers:make") -> None:
    from kiosk.domain.index.document import DocumentKind
    from kiosk.flows import papering
    from kiosk.paper import makers

    makers.MAKERS = dict.fromkeys(DocumentKind, maker)
    papering._GATHERED = dict.fromkeys(DocumentKind, gather)
    forget()


@contextmanager
def installed(monkeypatch: pytest.MonkeyPatch, maker: str = "tests.papers:make") -> Iterator[None]:
    """For one test."""
    from kiosk.flows import papering
    from kiosk.paper import makers

    with monkeypatch.context() as patched:
        patched.setattr(makers, "MAKERS", makers.MAKERS)
        patched.setattr(papering, "_GATHERED", papering._GATHERED)
        install(maker)
        yield
    forget()


def make_pdf(material: Document, told: Callable[[int, int], None]) -> bytes:
    """A page of paper with its seal."""
    from kiosk.domain.index.seal import seal_of
    from kiosk.paper import page, seals

    seal = seal_of(material.seal, "https://skm.contoh.go.id", material.digest, material.head, 1)
    told(1, 1)
    markup = f'<html lang="id"><title>Laporan</title><h1>IKM 87,50</h1><p>{seals.line(seal)}</p>'
    return page.pdf(markup + f'<img alt="Segel" src="{seals.qr_uri(seal)}">', [])


def forget() -> None:
    from kiosk.paper import makers

    makers.offered.cache_clear()


def install_stopping() -> None:
    """In a child: where the environment says, it tells that it is there and waits to be killed."""
    from kiosk.store.index import documents

    install()
    rename, ready = Path.rename, documents.ready

    def renamed(path: Path, target: str | os.PathLike[str]) -> Path:
        if path.is_file():  # and not the folder of style sheets, which each start may make
            _stop("rename")
        return rename(path, target)

    def told(*given: Any) -> bool:
        _stop("row")
        return ready(*given)

    Path.rename = renamed  # type: ignore[method-assign,assignment]
    documents.ready = told  # type: ignore[assignment]


def install_greedy() -> None:
    """In a child: takes more memory, or more time, than it is given."""
    from datetime import timedelta

    from kiosk.commands import document

    install("tests.papers:make_greedy")
    if os.environ[STOP_AT] == "time":
        document.LONGEST = timedelta(seconds=0.5)  # type: ignore[attr-defined]


def make_greedy(_material: Document, _told: Callable[[int, int], None]) -> bytes:
    if os.environ[STOP_AT] == "time":
        signal.pause()
    return bytes(bytearray(2 * 1024 * 1024 * 1024))


def child(how: str) -> tuple[str, ...]:
    """A maker as the jobs start it, with one of the above put in."""
    said = f"from tests import papers; papers.{how}(); from kiosk.cli import main; main()"
    return (sys.executable, "-c", said, "document", "make")


def _stop(point: str) -> None:
    if os.environ.get(STOP_AT) == point:
        Path(os.environ[STOPPED]).touch()
        signal.pause()


def press(app: Flask, clock: Clock, owner: str = "satu") -> Press:
    from kiosk.flows.index.make_document import Press

    settings = app.config["KIOSK"]
    uploads = settings.upload_dir
    return Press(settings.instance_dir, uploads, "https://skm.contoh.go.id", owner, clock.now)


def ask(app: Flask, place: Place, clock: Clock, kind: DocumentKind | None = None) -> Document:
    from kiosk.domain.index.document import DocumentKind
    from kiosk.domain.index.period import parse
    from kiosk.flows.index.ask_document import ask_document
    from tests.factories import MONTH

    with app.app_context():
        wanted = kind or DocumentKind.REPORT_PDF
        return ask_document(place.unit, parse(MONTH), wanted, 1, clock.now())


def make_one(app: Flask, place: Place, clock: Clock, kind: DocumentKind | None = None) -> Document:
    """Asked, and made."""
    from kiosk.flows.index.make_document import make_next

    one = ask(app, place, clock, kind)
    with app.app_context():
        make_next(press(app, clock))
    return state(app, one)


def seal(app: Flask, unit: str, period: str, now: datetime) -> str:
    """The code of a report of this period, closed or not, whose file nobody looks at."""
    from kiosk.domain.index.document import DocumentKind, Kept
    from kiosk.domain.index.period import parse
    from kiosk.flows import papering
    from kiosk.store.engine import transaction
    from kiosk.store.index import documents

    with app.app_context(), transaction():
        one = papering.wish(unit, parse(period), DocumentKind.REPORT_PDF, None, None, now)
        documents.add(one.ready(Kept("x" * 32, 412_345, "0" * 64), now))
    return one.seal


def state(app: Flask, one: Document) -> Document:
    """As it is now."""
    from kiosk.store.engine import reading
    from kiosk.store.index import documents

    with app.app_context(), reading():
        found = documents.by_id(one.id)
        assert found is not None
        return found


def files(app: Flask) -> list[str]:
    root = app.config["KIOSK"].instance_dir / "documents"
    return sorted(one.name for one in root.iterdir()) if root.is_dir() else []
