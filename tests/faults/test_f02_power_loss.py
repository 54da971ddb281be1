"""F02: the power fails. Between a commit and its answer the write-ahead log was forced to the disk,
a photo and its folder too; and of the worst disks that may be left nobody who saw an answer is
missing. No FUSE layer is used: the disks are put together from what the kernel was asked."""

from __future__ import annotations

import hashlib
import http.client
import os
import random
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import pytest

from tests.commands.test_serve import free_port
from tests.complaints import Sending, is_acknowledged, post, sending
from tests.factories import Place, filled, make_place
from tests.faults import traced
from tests.faults.ledger import sized
from tests.faults.test_f01_killed_while_filing import is_ready
from tests.faults.traced import Call, Disk
from tests.media.samples import drawn, saved
from tests.services.databases import config_for, copy_sqlite, let_go, settings
from tests.services.processes import children
from tests.services.tools import require

if TYPE_CHECKING:
    from flask import Flask

ANSWERS, COMPLAINTS = sized(14, 400), sized(6, 100)
EVERY_PHOTO = 3


@contextmanager
def serving(folder: Path, url: str, log: Path) -> Iterator[str]:
    from kiosk.commands.serve import gunicorn

    require("strace")
    port = free_port()
    root = f"http://127.0.0.1:{port}"
    given = settings(url, folder) | {"KIOSK_PROXY_HOPS": "1", "PATH": os.environ["PATH"]}
    given["KIOSK_PUBLIC_URL"] = root
    with (folder.parent / "web.log").open("w") as out:
        command = [*traced.strace(log), *gunicorn("127.0.0.1", port, 1)]
        server = subprocess.Popen(command, env=given, stdout=out, stderr=out)
    try:
        assert is_ready(root, 60), (folder.parent / "web.log").read_text()
        yield root
    finally:
        # The server is the child of strace, which passes nothing on while it traces.
        for child in children(server.pid):
            os.kill(child, 15)
        server.wait(60)


def send_answer(root: str, place: Place, stamp: str) -> bool:
    connection = http.client.HTTPConnection(root.removeprefix("http://"), timeout=30)
    body = urlencode(filled() | {"csrf_token": stamp})
    head = {"Content-Type": "application/x-www-form-urlencoded"}
    with closing(connection):
        connection.request("POST", place.form, body, head)
        return connection.getresponse().status == 303


@pytest.fixture
def traffic(sqlite_template: Path, tmp_path: Path) -> tuple[Disk, list[Call], list[Sending]]:
    """The disk before, every call, and the complaints that were acknowledged."""
    from kiosk.app import create_app
    from kiosk.web import stamp

    folder = tmp_path / "kantor"
    folder.mkdir(mode=0o700)
    copy_sqlite(sqlite_template, folder / "kiosk.db")
    url = f"sqlite:///{folder / 'kiosk.db'}"
    app: Flask = create_app(config_for(url, folder))
    place = make_place(app)
    photo = saved(drawn(), "JPEG")
    forms = [
        sending(app, place, photo if one % EVERY_PHOTO == 0 else b"") for one in range(COMPLAINTS)
    ]
    with app.app_context():
        mark = stamp.make("survei", place.point)
    let_go(app)
    before, log = Disk(folder), tmp_path / "panggilan.log"
    with serving(folder, url, log) as root:
        for number in range(max(ANSWERS, COMPLAINTS)):
            if number < ANSWERS:
                assert send_answer(root, place, mark)
            if number < COMPLAINTS:
                what = forms[number]
                assert is_acknowledged(post(root, place, what, f"10.1.{number % 250}.7"), what)
    return before, traced.calls(log), forms


def is_answer(one: Call) -> bool:
    return one.name.startswith("send") and one.data.startswith((b"HTTP/1.1 200", b"HTTP/1.1 303"))


def writes(one: Call, ends: str) -> bool:
    return one.name in ("pwrite64", "write") and one.path.endswith(ends)


def syncs(one: Call, ends: str) -> bool:
    return one.name in ("fsync", "fdatasync") and one.path.endswith(ends)


def forced_before_answers(found: list[Call]) -> int:
    """How many answers followed a commit of their thread, each after the log was forced."""
    loose: dict[int, bool] = {}
    counted = 0
    for one in found:
        if writes(one, "-wal"):
            loose[one.thread] = True
        elif syncs(one, "-wal"):
            loose[one.thread] = False
        elif is_answer(one) and one.thread in loose:
            assert not loose.pop(one.thread), "answered before the log was on the disk"
            counted += 1
    return counted


def files_forced(found: list[Call]) -> int:
    """Of the photos' files that were put in their place: bytes before, folder after."""
    counted = 0
    for number, one in enumerate(found):
        if one.name == "rename" and "/uploads/" in one.path:
            before, after = found[:number], found[number:]
            folder = str(Path(one.path).parent)
            answered = next(at for at, each in enumerate(after) if is_answer(each))
            assert any(syncs(each, one.path) for each in before)
            assert any(syncs(each, folder) for each in after[:answered])
            counted += 1
    return counted


def number_in(one: Call, forms: dict[str, Sending]) -> Sending | None:
    return next(
        (form for number, form in forms.items() if f'value="{number}"'.encode() in one.data), None
    )


def check_left(
    left: Iterator[tuple[str, bytes]], folder: Path, answers: int, told: list[Sending], whole: bool
) -> None:
    """Opened as after a cut: the log is read again from its frames."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    files = {path: content for path, content in left if not path.endswith("-shm")}
    for path, content in files.items():
        if Path(path).name.startswith("kiosk.db"):
            (folder / Path(path).name).write_bytes(content)
    with closing(sqlite3.connect(folder / "kiosk.db")) as raw:
        assert raw.execute("SELECT count(*) FROM answers").fetchone()[0] >= answers
        kept = {row[0] for row in raw.execute("SELECT number FROM tickets")}
        assert kept >= {one.number for one in told}
        rows = raw.execute("SELECT digest, thumbnail FROM ticket_files").fetchall()
        if whole:
            assert raw.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
    by_name = {Path(path).name: content for path, content in files.items()}
    for name in filter(None, (one for row in rows for one in row)):
        assert hashlib.sha256(by_name[name]).hexdigest() == name


@pytest.mark.slow
def test_nobody_who_saw_an_answer_is_missing_from_the_worst_disk(
    traffic: tuple[Disk, list[Call], list[Sending]], tmp_path: Path, held: Callable[..., None]
) -> None:
    disk, found, forms = traffic
    by_number = {one.number: one for one in forms}
    forced, photos = forced_before_answers(found), files_forced(found)
    assert forced >= ANSWERS + COMPLAINTS
    assert photos >= len([one for one in forms if one.photo])
    chance, answers, told, cuts = random.Random(2), 0, [], 0
    place = tmp_path / "sesudah"
    for one in found:
        thanked = is_answer(one) and one.data.startswith(b"HTTP/1.1 303")
        form = number_in(one, by_number)
        if thanked or form:
            answers += thanked
            told += [form] if form else []
            check_left(disk.left(), place, answers, told, cuts % 20 == 0)
            check_left(disk.left(chance), place, answers, told, cuts % 20 == 0)
            cuts += 1
        disk.take(one)
    assert (answers, len(told)) == (ANSWERS, COMPLAINTS)
    held(
        tried=f"{cuts} answers and receipts of the real server under strace; after each, two disks "
        "put together from its system calls (no FUSE): nothing that was not fsynced, and random "
        "torn parts of it in random order",
        figure=f"{forced} of {forced} answers after an fsync of the log, {photos} files fsynced "
        f"with their folders, 0 of {cuts} lost, integrity_check ok",
    )


@pytest.mark.postgres
def test_postgresql_forces_a_commit_whatever_its_database_was_told(
    postgresql_database: str, tmp_path: Path, held: Callable[..., None]
) -> None:
    from sqlalchemy import text
    from sqlalchemy.engine import make_url

    from kiosk.app import create_app
    from kiosk.store.engine import connection, db, transaction
    from kiosk.store.upkeep import integrity

    name = make_url(postgresql_database).database
    app = create_app(config_for(postgresql_database, tmp_path))
    with app.app_context():
        with transaction():
            connection().execute(text(f'ALTER DATABASE "{name}" SET synchronous_commit = off'))
        db.engine.dispose()
        told = integrity.durability()
    let_go(app)
    assert told["synchronous_commit"] == "on"
    assert told["fsync"] == "off", "the cluster of the tests; kiosk doctor says so, see test_doctor"
    held(
        tried="a PostgreSQL database with synchronous_commit off",
        figure="our sessions commit with it on; fsync off is a red line of kiosk doctor",
    )
