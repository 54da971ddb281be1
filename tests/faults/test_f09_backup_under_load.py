"""F09: a backup is made while others write, and restored on another machine: every complaint that
was acknowledged before it began is there, and all of it is proved."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event, Thread
from typing import TYPE_CHECKING
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest

from tests import tickets
from tests.backups import KEY, backed_up, other_machine
from tests.complaints import check_database
from tests.factories import Place, answer, filled, make_place, rows
from tests.faults.ledger import FULL, sized
from tests.media.samples import drawn, saved
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from kiosk.flows.putting_back import Restored
    from tests.faults.conftest import Held

RATE = 50
COMPLAINTS = sized(3, 20)


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


@pytest.fixture
def target(request: pytest.FixtureRequest, config: Config, tmp_path: Path) -> Config:
    """Another machine with a database of the same kind, without a table."""
    url = "" if config.is_sqlite else request.getfixturevalue("empty_postgresql")
    return other_machine(url, tmp_path / "lain")


@contextmanager
def written_to(write: Callable[[], None]) -> Iterator[list[float]]:
    """Fifty times a second, as far as the machine goes; how long each took, in seconds."""
    stop, took = Event(), list[float]()

    def keep_on() -> None:
        began = time.monotonic()
        while not stop.wait(max(0.0, began + len(took) / RATE - time.monotonic())):
            start = time.monotonic()
            write()
            took.append(time.monotonic() - start)

    thread = Thread(target=keep_on)
    thread.start()
    try:
        while len(took) < 5:
            time.sleep(0.01)
        yield took
    finally:
        stop.set()
        thread.join()


@contextmanager
def at_work(app: Flask, url: str, place: Place, folder: Path) -> Iterator[Callable[[], None]]:
    """What one write is: of the full run a form to a real server, else the same flow here."""
    if not FULL:
        yield lambda: answer(app, place)
        return
    from kiosk.web import stamp
    from kiosk.web.survey import PURPOSE
    from tests.faults.test_f01_killed_while_filing import serving

    with app.app_context():
        signed = stamp.make(PURPOSE, place.point)
    with serving(url, folder) as (root, _master):

        def send() -> None:
            body = urlencode(filled(csrf_token=signed)).encode()
            urlopen(Request(root + place.form, body), timeout=30).close()

        yield send


def filed(app: Flask, place: Place) -> set[str]:
    """Complaints of which somebody holds a receipt, some with a photo."""
    from kiosk.flows.receiving import Upload

    photos = [saved(drawn(64 + one), "JPEG") for one in range(COMPLAINTS)]
    return {
        tickets.file(
            app, place, address=f"203.0.113.{one}",
            uploads=[Upload("foto.jpg", photos[one])] if one % 3 == 0 else (),
        ).number
        for one in range(COMPLAINTS)
    }  # fmt: skip


def restored(target: Config, path: Path) -> Restored:
    from kiosk import clock
    from kiosk.app import create_app
    from kiosk.flows.upkeep.restore_backup import restore_backup
    from kiosk.fronts.backups import hands

    app = create_app(target)
    with app.app_context():
        found = restore_backup(path, [KEY.private], target, hands(target), clock.now())
    let_go(app)
    return found


@pytest.mark.usefixtures("quick_hashes")
def test_a_backup_under_load_restores_every_acknowledged_complaint(
    app: Flask, config: Config, target: Config, database_url: str, tmp_path: Path, held: Held
) -> None:
    from kiosk import clock
    from kiosk.app import create_app
    from kiosk.flows.people.verify_chains import verify_chains
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    place = make_place(app)
    with at_work(app, database_url, place, tmp_path) as write, written_to(write) as took:
        acknowledged = filed(app, place)
        answered, began = len(took), time.monotonic()
        with app.app_context():
            note = make_backup(config, hands(config), clock.now)
        seconds = time.monotonic() - began
        during = len(took) - answered
    assert during > 0, "nobody wrote meanwhile"
    found = restored(target, config.backup_dir / note.name)
    other = create_app(target)
    check_database(other)
    for table in ("tickets", "ticket_texts", "ticket_keys", "ticket_files", "ticket_deadlines"):
        assert rows(other, table) == rows(app, table), table
    assert acknowledged <= {one["number"] for one in rows(other, "tickets")}
    assert len(rows(other, "answers")) >= answered
    with other.app_context():
        assert verify_chains(target.instance_dir).ok
    files = hashed(target.upload_dir)
    assert files
    assert files == hashed(config.upload_dir)
    let_go(other)
    held(
        tried=f"backup at {during / seconds:.0f} writes/s, restored on another machine",
        figure=f"{len(acknowledged)} of {len(acknowledged)} acknowledged complaints, "
        f"{found.rows} rows, {found.chains} chains, {found.files} files; slowest write meanwhile "
        f"{max(took):.2f} s",
    )


def hashed(folder: Path) -> dict[str, str]:
    """Attachments by name; each is what its name says."""
    found = {
        one.name: hashlib.sha256(one.read_bytes()).hexdigest()
        for one in folder.rglob("*")
        if one.is_file() and len(one.name) == 64
    }
    assert all(name == digest for name, digest in found.items())
    return found


LIMIT = 600
"""Seconds for 1 GB."""


def test_a_gigabyte_is_backed_up_and_restored_within_ten_minutes(
    sqlite_database: str, tmp_path: Path, held: Held
) -> None:
    """Half of it in the database, half in attachments; on SQLite, whose copy it is."""
    from kiosk import clock
    from kiosk.app import create_app
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    config = backed_up(config_for(sqlite_database, tmp_path))
    app = create_app(config)
    megabytes = sized(8, 1024)
    make_place(app)
    heavy(app, config.upload_dir, megabytes // 2)
    began = time.monotonic()
    with app.app_context():
        note = make_backup(config, hands(config), clock.now)
    backed = time.monotonic() - began
    found = restored(other_machine("", tmp_path / "lain"), config.backup_dir / note.name)
    whole = time.monotonic() - began
    assert backed <= LIMIT
    assert whole - backed <= LIMIT
    assert found.odd == 0
    let_go(app)
    held(
        tried=f"{megabytes} MB, half of it attachments",
        figure=f"backed up and read back in {backed:.1f} s, restored in {whole - backed:.1f} s",
    )


def heavy(app: Flask, uploads: Path, megabytes: int) -> None:
    from kiosk.domain.upkeep.check import Checked, CheckKind
    from kiosk.store.complaint import files
    from kiosk.store.engine import transaction
    from kiosk.store.upkeep import checks
    from tests.factories import NOW

    with app.app_context(), transaction():
        for _ in range(megabytes):
            checks.add(Checked(CheckKind.FILES, NOW, True, os.urandom(512 * 1024).hex()))
    for _ in range(megabytes):
        files.keep(uploads, os.urandom(1024 * 1024))
