"""An installation whose attachments lie in a bucket of a real store: filed, served, compared,
swept, backed up and restored; and heard without files while the store is away."""

from __future__ import annotations

import secrets
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kiosk.domain.complaint.attachment import FileState, StoreAway
from kiosk.domain.refusal import Busy
from kiosk.domain.upkeep.backup import BackupFailed
from kiosk.flows.receiving import Upload
from kiosk.store.complaint import files
from kiosk.store.shelves.at import shelf_at
from tests import tickets
from tests.backups import KEY, backed_up, other_machine
from tests.factories import NOW, Place, make_place, rows
from tests.media.samples import drawn, saved
from tests.services.databases import let_go
from tests.services.s3_store import SECRET, USER, Swift

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from kiosk.domain.upkeep.check import Checked

PHOTO = Upload("foto.jpg", saved(drawn(600, 400), "JPEG"))


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """Files and where they lie are the same to either database."""
    return sqlite_database


def in_bucket(config: Config, url: str) -> Config:
    key = f"{USER}:{USER}"
    return replace(config, upload_store=url, upload_key=key, upload_secret=SECRET)


@pytest.fixture
def config(config: Config, swift: Swift) -> Config:
    return in_bucket(backed_up(config), swift.url(f"kantor-{secrets.token_hex(4)}"))


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


def there(config: Config) -> set[str]:
    return {one.name[3:] for one in shelf_at(config.uploads).lying("")}


def compared(app: Flask) -> Checked:
    from kiosk.flows.upkeep.check_files import check_files

    with app.app_context():
        return check_files(app.config["KIOSK"], datetime.now(UTC) + timedelta(hours=2))


def test_a_photo_goes_to_the_store_and_comes_back_and_what_no_row_names_is_swept(
    app: Flask, place: Place, config: Config
) -> None:
    from kiosk.flows.complaint.fetch_own_file import fetch_own_file
    from kiosk.flows.complaint.sweep_leftovers import sweep_files
    from kiosk.flows.reporting import Proof

    ticket = tickets.file(app, place, uploads=[PHOTO])
    [row] = rows(app, "ticket_files")
    named = {row["digest"], row["thumbnail"]}
    assert there(config) == named
    assert not config.upload_dir.exists()
    with app.app_context():
        proof = Proof(ticket.id, ticket.number, b"")
        assert fetch_own_file(proof, 1, tickets.house(app)).content[:3] == b"\xff\xd8\xff"
        stray = files.keep(config.uploads, b"dari kiriman yang terputus")
        now = datetime.now(UTC)
        assert sweep_files(config.uploads, now).startswith("0 berkas")
        assert there(config) == {*named, stray}
        assert sweep_files(config.uploads, now + timedelta(hours=2)).startswith("1 berkas")
    assert there(config) == named


def test_the_nightly_comparison_names_what_is_gone_cut_and_nobodys(
    app: Flask, place: Place, config: Config
) -> None:
    tickets.file(app, place, uploads=[PHOTO])
    assert compared(app).ok
    shelf = shelf_at(config.uploads)
    [row] = rows(app, "ticket_files")
    shelf.put(files.name_of(row["digest"]), PHOTO.content[:100])
    shelf.delete(files.name_of(row["thumbnail"]))
    shelf.put("catatan.txt", b"bukan milik siapa pun")
    files.keep(config.uploads, b"tanpa baris")
    found = compared(app)
    assert not found.ok
    assert "1 hilang, 1 berubah dan 2 tanpa catatan dari 2" in found.told
    assert len(there(config)) == 2, "something was deleted"


def restored(path: Path, target: Config) -> str:
    from kiosk.app import create_app
    from kiosk.flows.upkeep.restore_backup import restore_backup
    from kiosk.fronts.backups import hands

    app = create_app(target)
    try:
        with app.app_context():
            found = restore_backup(path, [KEY.private], target, hands(target), NOW)
            return f"{found.rows} {found.files} {found.odd}"
    finally:
        let_go(app)


def made(app: Flask, config: Config) -> Path:
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    with app.app_context():
        note = make_backup(config, hands(config), lambda: NOW)
    return config.backup_dir / note.name


def test_a_backup_holds_the_files_and_a_restore_puts_them_into_the_bucket_of_its_settings(
    app: Flask, place: Place, config: Config, swift: Swift, tmp_path: Path
) -> None:
    tickets.file(app, place, uploads=[PHOTO])
    named = there(config)
    path = made(app, config)
    for one in named:
        files.remove(config.uploads, one)
    with pytest.raises(BackupFailed, match="SignatureDoesNotMatch"):
        made(app, replace(config, upload_secret="keliru"))
    target = in_bucket(other_machine("", tmp_path / "lain"), swift.url("pulih"))
    with pytest.raises(BackupFailed, match="SignatureDoesNotMatch"):
        restored(path, replace(target, upload_secret="keliru"))
    assert not [
        one for one in target.instance_dir.iterdir() if one.name not in ("backups", "static")
    ]
    restored(path, target)
    assert there(target) == named
    assert not target.upload_dir.exists()
    assert all(files.read(target.uploads, one) for one in named)


def test_of_a_store_that_copies_itself_the_backup_holds_no_file(
    app: Flask, place: Place, config: Config, tmp_path: Path
) -> None:
    from kiosk.store.backup import archive

    tickets.file(app, place, uploads=[PHOTO])
    own = replace(config, upload_store=f"{config.upload_store}&backup=store")
    inside = archive.read(made(app, own), [KEY.private], tmp_path, lambda _: False)
    assert not [name for name in inside.files if name.startswith("uploads/")]


@pytest.fixture
def away(app: Flask, config: Config) -> Config:
    """Nobody listens there."""
    gone = replace(config, upload_store="s3://lampiran/x?endpoint=http://127.0.0.1:9")
    app.config["KIOSK"] = gone
    return gone


def test_while_the_store_is_away_words_are_taken_and_files_are_not(
    app: Flask, place: Place, away: Config
) -> None:
    with pytest.raises(StoreAway):
        tickets.file(app, place, uploads=[PHOTO])
    assert rows(app, "tickets") == rows(app, "ticket_files") == []
    tickets.file(app, place)
    assert len(rows(app, "tickets")) == 1


def test_while_the_store_is_away_doors_open_and_the_doctor_tells_it_without_a_key(
    app: Flask, away: Config
) -> None:
    from kiosk.flows.upkeep.check_files import check_files
    from kiosk.flows.upkeep.check_start import check_start
    from kiosk.flows.upkeep.look_at_store import look_at_store

    with app.app_context():
        assert "lampiran" not in {one.name for one in check_start(away, NOW) if not one.ok}
        told = look_at_store(away)
        with pytest.raises(StoreAway):
            check_files(away, NOW)
    assert not told.ok
    assert told.text.startswith("s3://lampiran/x di 127.0.0.1:9: tidak dapat dipakai")
    assert SECRET not in told.text + repr(away)


def test_the_doctor_tells_where_files_are_and_who_keeps_copies(config: Config) -> None:
    from kiosk.flows.upkeep.look_at_store import look_at_store

    good = look_at_store(config)
    assert (good.ok, "ikut dalam cadangan" in good.text) == (True, True)
    wrong = look_at_store(replace(config, upload_secret="keliru"))
    assert (wrong.ok, "SignatureDoesNotMatch" in wrong.text) == (False, True)
    gone = replace(config, upload_store=config.upload_store.replace("lampiran", "lainnya"))
    assert "NoSuchBucket" in look_at_store(gone).text
    own = replace(config, upload_store=f"{config.upload_store}&backup=store")
    assert "di luar cadangan" in look_at_store(own).text


def test_a_file_the_store_keeps_from_us_waits_for_its_scan(
    app: Flask, place: Place, config: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It has not failed it."""
    from kiosk.flows.complaint import scan_waiting as scans
    from kiosk.media import scanner

    tickets.file(app, place, uploads=[PHOTO])
    monkeypatch.setattr(scanner, "is_there", lambda _: True)
    gone = replace(config, upload_store="s3://lampiran/x?endpoint=http://127.0.0.1:9")
    with app.app_context(), pytest.raises(Busy):
        scans.scan_waiting("127.0.0.1:3310", gone.uploads)
    assert [one["state"] for one in rows(app, "ticket_files")] == [FileState.UNSCANNED.value]


def test_retention_ends_its_run_while_the_store_is_away(
    app: Flask, away: Config, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What no row names any more goes with the hourly sweep."""
    from kiosk.flows import expiring
    from kiosk.flows.upkeep.run_retention import run_retention
    from kiosk.store.upkeep import database

    ended: list[str] = []
    real = database.compact

    def compact(**how: bool) -> Any:
        ended.append("dipadatkan")
        return real(**how)

    monkeypatch.setattr(expiring, "erased_since", lambda _: True)
    monkeypatch.setattr(database, "compact", compact)
    with app.app_context():
        assert run_retention(away.instance_dir, away.uploads, NOW).fault is None
    assert ended == ["dipadatkan"]
    assert [one["kind"] for one in rows(app, "upkeep_checks")] == ["retensi"]
