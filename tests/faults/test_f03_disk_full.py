"""F03: the disk is full. Whoever sends gets no receipt but a page that says so; reading goes on;
words are still taken, from the ballast; when there is room again the same form is taken, without
a restart."""

from __future__ import annotations

import errno
import io
import os
import shutil
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import event, text

from tests import tickets
from tests.complaints import Sending, check_whole, sending
from tests.factories import Place, make_place, rows, snapshot
from tests.faults.ledger import sized
from tests.media.samples import drawn, saved
from tests.services.databases import config_for, copy_sqlite, let_go
from tests.services.tools import refuse_or_skip

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

    from tests.faults.conftest import Held
    from tests.tickets import Ticket

WITHIN = 2.0
LONG_TEXT = "Antrean tidak bergerak sejak pagi. " * 150
"""5 kB: it does not fit into the last free page."""


def send(client: FlaskClient, place: Place, what: Sending) -> TestResponse:
    data: dict[str, object] = dict(what.fields)
    if what.photo:
        data["lampiran"] = (io.BytesIO(what.photo), "foto.jpg")
    return client.post(f"/s/{place.point}/aduan", data=data)


@contextmanager
def full_database(app: Flask) -> Iterator[None]:
    """SQLite may grow no more; PostgreSQL says what it says on a full volume."""
    from kiosk.store.engine import db

    with app.app_context():
        engine = db.engine
        if engine.dialect.name == "postgresql":
            yield from _full_postgresql(engine)
        else:
            yield from _full_sqlite(engine)


def _full_sqlite(engine: object) -> Iterator[None]:
    def no_more_pages(raw: object, *_: object) -> None:
        raw.execute("PRAGMA max_page_count = 1")  # type: ignore[attr-defined]

    engine.dispose()  # type: ignore[attr-defined]
    event.listen(engine, "connect", no_more_pages)
    try:
        yield
    finally:
        event.remove(engine, "connect", no_more_pages)
        engine.dispose()  # type: ignore[attr-defined]


def _full_postgresql(engine: object) -> Iterator[None]:
    made = (
        "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        "RAISE EXCEPTION 'could not extend file' USING ERRCODE = '53100'; END $$",
        "CREATE TRIGGER full_disk BEFORE INSERT ON ticket_texts EXECUTE FUNCTION full_disk()",
    )
    gone = ("DROP TRIGGER full_disk ON ticket_texts", "DROP FUNCTION full_disk")
    _run(engine, made)
    try:
        yield
    finally:
        _run(engine, gone)


def _run(engine: object, statements: tuple[str, ...]) -> None:
    with engine.begin() as opened:  # type: ignore[attr-defined]
        for one in statements:
            opened.execute(text(one))


def check_refused(answer: TestResponse, what: Sending) -> None:
    said = answer.get_data(as_text=True)
    assert answer.status_code in (503, 507)
    assert "Penyimpanan kami penuh" in said
    assert 'name="frasa"' not in said
    assert what.number not in said


def test_a_full_database_issues_no_receipt_lets_read_and_recovers(
    app: Flask, client: FlaskClient, held: Held
) -> None:
    place = make_place(app)
    what = sending(app, place, isi=LONG_TEXT)
    assert client.get(f"/s/{place.point}/aduan").status_code == 200
    before = snapshot(app)
    with full_database(app):
        start = time.monotonic()
        check_refused(send(client, place, what), what)
        took = time.monotonic() - start
        assert took < WITHIN
        assert client.get(f"/s/{place.point}/aduan").status_code == 200
        assert client.get("/healthz").status_code == 200
    after = snapshot(app)
    after["intake_counts"] = before["intake_counts"]
    assert after == before
    assert send(client, place, what).status_code == 200
    assert [one["number"] for one in rows(app, "tickets")] == [what.number]
    check_whole(app)
    held(
        tried="SQLite that may not grow, PostgreSQL that says 53100",
        figure=f"507 in Indonesian after {took:.2f} s, no number, nothing left; the same form "
        "taken with the next try",
    )


def test_whatever_writes_is_told_that_there_is_no_room(app: Flask) -> None:
    from kiosk.domain.refusal import Full
    from kiosk.store.engine import connection, transaction

    make_place(app)
    with full_database(app), app.app_context(), pytest.raises(Full), transaction():
        connection().execute(
            text(
                "INSERT INTO ticket_texts (ticket_id, title, body, place, happened) "
                "VALUES (1, '', :body, '', '')"
            ),
            {"body": LONG_TEXT * 20},
        )


def test_a_full_disk_of_attachments_takes_no_ticket_and_leaves_no_file(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = make_place(app)
    what = sending(app, place, saved(drawn(), "JPEG"))

    def full(_: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as inside:
        inside.setattr("kiosk.store.shelves.folder.os.fsync", full)
        check_refused(send(client, place, what), what)
    assert rows(app, "tickets") == []
    uploads: Path = app.config["KIOSK"].upload_dir
    assert [one for one in uploads.rglob("*") if one.is_file() and one.stat().st_size] == []
    assert send(client, place, what).status_code == 200
    check_whole(app)


@contextmanager
def small_volume(folder: Path, megabytes: int = 20) -> Iterator[Path]:
    """A file system of its own, which can really be full."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "none", str(folder)]
    mount = shutil.which("mount")
    if not mount or os.geteuid() or subprocess.run(command, check=False).returncode:
        refuse_or_skip("a volume of 20 MB can only be mounted as root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill(volume: Path) -> Path:
    """To the last byte."""
    ballast = volume / "penuh"
    with ballast.open("wb", buffering=0) as out:
        for size in (1 << 20, 1 << 12, 1):
            with pytest.raises(OSError, match="No space left"):
                _pour(out, size)
    return ballast


def _pour(out: io.FileIO, size: int) -> None:
    while True:
        out.write(bytes(size))


def test_a_volume_of_20_megabytes_that_is_really_full(
    sqlite_template: Path, tmp_path: Path, held: Held
) -> None:
    from kiosk.app import create_app

    with small_volume(tmp_path / "volume") as volume:
        copy_sqlite(sqlite_template, volume / "kiosk.db")
        app = create_app(config_for(f"sqlite:///{volume / 'kiosk.db'}", volume))
        app.testing = True
        client = app.test_client()
        place = make_place(app)
        kept = sending(app, place)
        assert send(client, place, kept).status_code == 200
        ballast = fill(volume)
        forms = [sending(app, place, isi=LONG_TEXT) for _ in range(3)]
        forms.append(sending(app, place, saved(drawn(), "JPEG")))
        took = []
        for what in forms:
            start = time.monotonic()
            check_refused(send(client, place, what), what)
            took.append(time.monotonic() - start)
        assert max(took) < WITHIN
        assert client.get(f"/s/{place.point}/aduan").status_code == 200
        assert [one["number"] for one in rows(app, "tickets")] == [kept.number]
        ballast.unlink()
        for what in forms:
            assert send(client, place, what).status_code == 200
        assert len(rows(app, "tickets")) == 1 + len(forms)
        check_whole(app)
        let_go(app)
    held(
        tried="a volume of 20 MB filled to its last byte, without a ballast",
        figure=f"{len(forms)} of {len(forms)} refused with 507 after {max(took):.2f} s at most, "
        "pages read, all taken once there is room, without a restart",
    )


def test_who_opens_the_database_first_on_a_full_volume_is_told_so(
    sqlite_template: Path, tmp_path: Path
) -> None:
    """After a stop there is no log and no index of it, and no room to make either."""
    from kiosk.domain.refusal import Full
    from kiosk.store.engine import reading

    with installation(sqlite_template, tmp_path / "volume", 20) as (app, volume):
        fill(volume)
        with app.app_context(), pytest.raises(Full), reading():
            pass


def resize(volume: Path, megabytes: int) -> None:
    command = ["mount", "-o", f"remount,size={megabytes}m", str(volume)]
    subprocess.run(command, check=True)


def tick(app: Flask) -> None:
    """What the jobs do every 15 seconds."""
    from kiosk.flows.upkeep.lay_ballast import lay_ballast

    with app.app_context():
        assert lay_ballast() is False


def ballast_of(app: Flask) -> str:
    from kiosk.store.upkeep import ballast

    with app.app_context():
        return ballast.state().value


def message(client: FlaskClient, one: Ticket, text_: str, photo: bytes = b"") -> TestResponse:
    """From the ticket's own page, as its reporter sends it."""
    from kiosk.web import stamp
    from tests.factories import new_key

    with client.application.app_context():
        mark = stamp.make("lacak", "")
    data: dict[str, object] = {"nomor": one.number, "frasa": one.phrase, "csrf_token": mark}
    data |= {"langkah": "balas", "pesan": text_, "kunci": new_key()}
    if photo:
        data["lampiran"] = (io.BytesIO(photo), "foto.jpg")
    return client.post("/lacak", data=data)


@contextmanager
def installation(template: Path, folder: Path, megabytes: int) -> Iterator[tuple[Flask, Path]]:
    from kiosk.app import create_app

    with small_volume(folder, megabytes) as volume:
        copy_sqlite(template, volume / "kiosk.db")
        app = create_app(config_for(f"sqlite:///{volume / 'kiosk.db'}", volume))
        app.testing = True
        yield app, volume
        let_go(app)


LONGEST = "Antrean tidak bergerak sejak pagi. " * 228
"""8 KB, which is the most a complaint may say."""
WORDS = sized(12, 180)
TICK = 15
"""Seconds between two looks of the jobs process."""
PHOTO_REFUSED = "atau kirim tanpa lampiran."


def test_on_a_full_volume_of_20_megabytes_words_are_taken_and_photos_refused(
    sqlite_template: Path, tmp_path: Path, held: Held
) -> None:
    with installation(sqlite_template, tmp_path / "volume", 120) as (app, volume):
        client, place = app.test_client(), make_place(app)
        tick(app)
        assert ballast_of(app) == "siap"
        resize(volume, 20)
        full = fill(volume)
        photo = sending(app, place, saved(drawn(), "JPEG"))
        check_refused(send(client, place, photo), photo)
        assert ballast_of(app) == "siap", "a photo never takes the room of words"
        forms = [sending(app, place, isi=LONGEST) for _ in range(WORDS)]
        forms[1] = sending(app, place, isi=LONGEST, kategori="pungli")
        slowest = 0.0
        for what in forms:
            start = time.monotonic()
            assert send(client, place, what).status_code == 200
            slowest = max(slowest, time.monotonic() - start)
        assert slowest < WITHIN
        assert ballast_of(app) == "terpakai"
        answer = send(client, place, photo)
        check_refused(answer, photo)
        assert PHOTO_REFUSED in answer.get_data(as_text=True)
        assert client.get(f"/s/{place.point}/aduan").status_code == 200
        tick(app)
        assert ballast_of(app) == "terpakai", "there is no room for it yet"
        full.unlink()
        resize(volume, 120)
        freed = time.monotonic()
        tick(app)
        assert ballast_of(app) == "siap"
        assert send(client, place, photo).status_code == 200
        again = time.monotonic() - freed
        assert again + TICK < 60
        assert len(rows(app, "tickets")) == len(forms) + 1
        check_whole(app)
    held(
        tried=f"a full volume of 20 MB with its ballast of 16 MB: {WORDS} complaints of 8 kB, and "
        "photos",
        figure=f"all {WORDS} taken (slowest {slowest:.2f} s), photos refused; photos again "
        f"{again:.1f} s after a tick (every {TICK} s) found room, no restart",
    )


def test_a_message_in_words_finds_room_by_itself(sqlite_template: Path, tmp_path: Path) -> None:
    with installation(sqlite_template, tmp_path / "volume", 120) as (app, volume):
        client, one = app.test_client(), tickets.file(app, make_place(app))
        tick(app)
        resize(volume, 20)
        fill(volume)
        said = message(client, one, LONG_TEXT)
        assert said.status_code == 200
        assert LONG_TEXT.strip() in said.get_data(as_text=True)
        assert ballast_of(app) == "terpakai"
        late = message(client, one, "Ini fotonya.", saved(drawn(), "JPEG"))
        assert late.status_code == 507
        assert PHOTO_REFUSED in late.get_data(as_text=True)


def test_without_a_ballast_the_whole_installation_is_told_to_try_later(
    app: Flask, client: FlaskClient
) -> None:
    place = make_place(app)
    what = sending(app, place, isi=LONG_TEXT)
    assert ballast_of(app) in ("lain", "belum")
    with full_database(app):
        check_refused(send(client, place, what), what)
    assert ballast_of(app) in ("lain", "belum")


def test_the_ballast_fills_no_disk_by_itself(sqlite_template: Path, tmp_path: Path) -> None:
    with installation(sqlite_template, tmp_path / "volume", 60) as (app, volume):
        tick(app)
        assert ballast_of(app) == "belum"
        resize(volume, 80)
        tick(app)
        assert ballast_of(app) == "siap"
        kept = volume / "ruang-cadangan"
        assert kept.stat().st_blocks * 512 >= 16 * 1024 * 1024
        assert kept.stat().st_mode & 0o077 == 0
        kept.unlink()
        with kept.open("wb") as hole:
            hole.truncate(16 * 1024 * 1024)
        assert ballast_of(app) == "terpakai", "a hole keeps no room"
