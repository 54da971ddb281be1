"""F07: flipped bytes, a file cut short, a write-ahead log that is gone. Found at the start or in
the night; then nothing is written, pages are read, the newest verified backup is named, and
nothing is repaired: a clean look at all of it, or a restore, lets the installation write again."""

from __future__ import annotations

import hashlib
import random
import shutil
import sqlite3
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.refusal import Damaged
from tests.complaints import sending
from tests.factories import NOW, Place, answer, filled, make_place, rows
from tests.faults.ledger import sized
from tests.faults.test_f03_disk_full import send
from tests.media.samples import drawn, saved
from tests.services.databases import config_for, let_go

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

PAGE = 4096
BACKUP = "2026-10-14.age"


@pytest.fixture
def office(app: Flask, client: FlaskClient) -> Place:
    """Answers and complaints, all of it in the main file."""
    place = make_place(app)
    answer(app, place, times=40, saran="Antrean sudah lebih tertib daripada tahun lalu.")
    for number in range(3):
        what = sending(app, place, saved(drawn(), "JPEG") if number == 0 else b"")
        assert send(client, place, what).status_code == 200
    return place


def file_of(app: Flask) -> Path:
    from kiosk.store.upkeep import integrity

    with app.app_context():
        path = integrity.sqlite_file()
    assert path is not None
    return path


@contextmanager
def stopped(app: Flask) -> Iterator[Path]:
    """No connection is open: the log is folded and gone."""
    path = file_of(app)
    let_go(app)
    assert not Path(f"{path}-wal").exists()
    yield path


def started(app: Flask) -> Flask:
    from kiosk.app import create_app

    fresh = create_app(app.config["KIOSK"])
    fresh.testing = True
    return fresh


def look_at_start(app: Flask) -> str | None:
    from kiosk import clock
    from kiosk.flows.upkeep.look_sound import look_sound

    with app.app_context():
        return look_sound(app.config["KIOSK"], clock.now())


def look_at_night(app: Flask, *, accept_loss: bool = False) -> bool:
    from kiosk.flows.upkeep.check_database import check_database

    with app.app_context():
        return check_database(app.config["KIOSK"], NOW, accept_loss=accept_loss).ok


def is_marked(app: Flask) -> bool:
    from kiosk.store import damage

    return damage.found(app.config["KIOSK"].instance_dir) is not None


def flip(path: Path, at: int, chance: random.Random) -> None:
    content = bytearray(path.read_bytes())
    for place in range(at, at + 16):
        content[place] ^= chance.randrange(1, 256)
    path.write_bytes(content)


def place_in(content: bytes, chance: random.Random) -> int:
    """Within a page, and not where it was never used."""
    while True:
        at = chance.randrange(len(content) // PAGE) * PAGE + chance.randrange(PAGE - 16)
        if any(content[at : at + 16]):
            return at


def content_of(path: Path) -> dict[str, bytes] | None:
    """What every table says; None where it cannot be read."""
    with closing(sqlite3.connect(path)) as raw:
        raw.text_factory = bytes
        try:
            names = [
                row[0].decode()
                for row in raw.execute(
                    "SELECT name FROM sqlite_master "
                    "WHERE type = 'table' AND sql NOT LIKE 'CREATE VIRTUAL%'"
                )
            ]
            return {
                name: hashlib.sha256(
                    repr(raw.execute(f'SELECT * FROM "{name}"').fetchall()).encode()
                ).digest()
                for name in names
            }
        except sqlite3.DatabaseError:
            return None


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """SQLite: PostgreSQL's own files are its server's; see the last test."""
    return sqlite_database


def test_sixteen_flipped_bytes_are_found_wherever_they_change_what_can_be_known(
    app: Flask, office: Place, tmp_path: Path, held: Callable[..., None]
) -> None:
    from kiosk.store.upkeep import integrity

    chance, copy = random.Random(7), tmp_path / "balik.db"
    with stopped(app) as path:
        sound, content = path.read_bytes(), content_of(path)
    tried, found = sized(40, 1_000), Counter[str]()
    for _ in range(tried):
        for name in ("balik.db-wal", "balik.db-shm"):
            (tmp_path / name).unlink(missing_ok=True)
        copy.write_bytes(sound)
        flip(copy, place_in(sound, chance), chance)
        if integrity.look_at(copy).faults:
            found["found"] += 1
        else:
            found["harmless" if content_of(copy) == content else "silent"] += 1
    assert found["found"] > 5
    # Values that no index, key, chain or encoding knows: a digest's own bytes, a count.
    assert found["silent"] <= 0.2 * (found["found"] + found["silent"])
    held(
        tried=f"16 bytes flipped at {tried} random used places of a database file",
        figure=f"{found['harmless']} changed no value; of {found['found'] + found['silent']} "
        f"that changed anything {found['found']} found by structure, indexes, keys and kinds alone "
        f"({found['silent']} in values only chains or a backup's sums know)",
    )


def test_a_damaged_page_stops_writing_and_nothing_else(
    app: Flask,
    client: FlaskClient,
    office: Place,
    held: Callable[..., None],
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with stopped(app) as path:
        shutil.copy(path, sound := path.with_suffix(".utuh"))
        with closing(sqlite3.connect(path)) as raw:
            page = raw.execute(
                "SELECT rootpage FROM sqlite_master WHERE name = 'sheet_mappings'"
            ).fetchone()[0]
        flip(path, (page - 1) * PAGE, random.Random(1))
    monkeypatch.setattr("kiosk.flows.damaging._newest", lambda _: (BACKUP, "2026-10-14 18.00 UTC"))
    started_at = time.monotonic()
    fresh = started(app)
    told = look_at_start(fresh)
    took = time.monotonic() - started_at
    assert told is not None
    assert BACKUP in told
    assert BACKUP in caplog.text
    what = sending(app, office)
    refused = send(fresh.test_client(), office, what)
    assert refused.status_code == 503
    assert "sedang diperbaiki" in refused.get_data(as_text=True)
    assert what.fields["isi"] in refused.get_data(as_text=True), "what was typed is kept"
    assert fresh.test_client().get(office.form).status_code == 200
    page_of = fresh.test_client().post(office.form, data=_answer(fresh, office))
    assert page_of.status_code == 503
    assert "sedang diperbaiki" in page_of.get_data(as_text=True)
    ready = fresh.test_client().get("/readyz")
    assert (ready.status_code, ready.get_json()["damaged"]) == (503, True)
    assert not look_at_night(fresh), "looking again repairs nothing"
    assert is_marked(fresh)
    let_go(fresh)
    shutil.copy(sound, path)
    assert is_marked(fresh), "put back by hand is not yet looked at"
    assert look_at_night(fresh)
    assert not is_marked(fresh)
    assert send(fresh.test_client(), office, what).status_code == 200
    let_go(fresh)
    held(
        tried="16 bytes of a table's root page flipped, then started",
        figure=f"found in {took:.1f} s, writes 503 with what was typed, pages read, backup named; "
        "writes again only after a clean look",
    )


def _answer(app: Flask, place: Place) -> dict[str, str]:
    from kiosk.web import stamp

    with app.app_context():
        return filled() | {"csrf_token": stamp.make("survei", place.point)}


@pytest.mark.parametrize("cut", ["half", "one page", "no header"])
def test_a_file_that_was_cut_short_is_found_at_the_start(
    app: Flask, office: Place, cut: str, held: Callable[..., None]
) -> None:
    with stopped(app) as path:
        content = path.read_bytes()
        left = {"half": content[: len(content) // 2], "one page": content[:-PAGE]}
        path.write_bytes(left.get(cut, bytes(200) + content[200:]))
    fresh = started(app)
    # What cannot be read at all is refused by the first look.
    with suppress(Damaged):
        assert look_at_start(fresh) is not None
    assert is_marked(fresh)
    let_go(fresh)
    held(tried=f"file truncated ({cut})", figure="found before the first write")


@pytest.mark.parametrize("index_left", [True, False])
def test_a_log_that_is_gone_is_missed(
    app: Flask, office: Place, tmp_path: Path, index_left: bool, held: Callable[..., None]
) -> None:
    """As after `kill -9` and a copy of the main file: what is left is sound, and older."""
    from kiosk.flows.upkeep.watch_log import LogWatch

    path, folder = file_of(app), tmp_path / "salinan"
    with closing(sqlite3.connect(path)) as reader:
        reader.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    answer(app, office, times=5)
    with app.app_context():
        LogWatch().look(app.config["KIOSK"], NOW)
    folder.mkdir(mode=0o700)
    mark = app.config["KIOSK"].instance_dir / "jejak-basis-data.json"
    for one in (path, Path(f"{path}-shm")) if index_left else (path, mark):
        shutil.copy(one, folder / one.name)
    let_go(app)
    copied = started_on(folder, path.name)
    assert look_at_start(copied) is not None
    assert not look_at_night(copied), "no clean look at what is left finds what is not there"
    assert is_marked(copied)
    assert len(rows(copied, "answers")) == 40, "sound, and five answers short"
    assert look_at_night(copied, accept_loss=True)
    assert not is_marked(copied)
    assert [one["action"] for one in rows(copied, "audit_records")][-1] == "kehilangan-diterima"
    let_go(copied)
    held(
        tried="-wal with 5 answers removed, its index left"
        if index_left
        else "-wal and -shm removed after a tick of the jobs",
        figure="found at the start, though the rest is sound",
    )


def started_on(folder: Path, name: str) -> Flask:
    from kiosk.app import create_app

    return create_app(config_for(f"sqlite:///{folder / name}", folder))


def test_a_crash_is_no_damage(app: Flask, office: Place, tmp_path: Path) -> None:
    """With its log a database that was killed is whole, and so is one closed in order."""
    path, folder = file_of(app), tmp_path / "mati"
    answer(app, office, times=5)
    folder.mkdir(mode=0o700)
    for end in ("", "-wal", "-shm"):
        shutil.copy(f"{path}{end}", folder / f"{path.name}{end}")
    killed = started_on(folder, path.name)
    assert look_at_start(killed) is None
    assert look_at_night(killed)
    assert len(rows(killed, "answers")) == 45
    let_go(killed)
    again = started_on(folder, path.name)
    assert look_at_start(again) is None
    let_go(again)


def test_damage_met_while_serving_stops_every_process(app: Flask, office: Place) -> None:
    from kiosk.store.engine import reading, transaction

    other = started(app)
    assert look_at_start(other) is None
    with app.app_context(), pytest.raises(Damaged), reading():
        raise sqlite_error(file_of(app))
    with other.app_context(), pytest.raises(Damaged), transaction():
        raise AssertionError
    let_go(other)


def sqlite_error(path: Path) -> sqlite3.DatabaseError:
    """A real one, of a file that is none."""
    (broken := path.with_suffix(".bukan")).write_bytes(b"bukan basis data" * 300)
    with closing(sqlite3.connect(broken)) as raw:
        try:
            raw.execute("SELECT * FROM sqlite_master")
        except sqlite3.DatabaseError as error:
            return error
    raise AssertionError


def test_a_service_is_stopped_in_order_while_it_is_damaged(app: Flask, office: Place) -> None:
    """To let go of the lease is to write; it runs out by itself."""
    from kiosk import jobs
    from kiosk.flows.upkeep.watch_clock import ClockWatch
    from kiosk.store import damage

    folder = app.config["KIOSK"].instance_dir
    damage.mark(damage.marker(folder), "Rusak.")
    jobs._hand_over(app, jobs.Process(ClockWatch(), jobs.Beside(app)))
    assert damage.lift(folder)


@pytest.mark.postgres
def test_postgresql_is_read_whole_and_says_whether_it_keeps_sums(
    postgresql_database: str, tmp_path: Path, held: Callable[..., None]
) -> None:
    from kiosk.app import create_app
    from kiosk.store.upkeep import integrity

    app = create_app(config_for(postgresql_database, tmp_path))
    make_place(app)
    with app.app_context():
        found = integrity.look()
    assert look_at_night(app)
    [told] = [one["told"] for one in rows(app, "upkeep_checks")]
    let_go(app)
    assert found.faults == []
    assert found.tables > 50
    assert found.is_summed is not None
    assert ("tidak aktif" in told) == (not found.is_summed)
    held(
        tried="PostgreSQL: every page of every table read, indexes by amcheck where it is there",
        figure=f"{found.tables} tables; page sums {'on' if found.is_summed else 'off, told so'}",
    )
