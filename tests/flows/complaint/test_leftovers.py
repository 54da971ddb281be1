"""What complaints leave behind goes away by itself, and files meet the scanner when it is back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from sqlalchemy import insert

from kiosk.domain.complaint.attachment import FileState
from kiosk.flows.complaint import scan_waiting as scans
from kiosk.flows.complaint.sweep_leftovers import drop_drafts, forget_networks, sweep_files
from kiosk.flows.receiving import Upload
from kiosk.media import scanner as scanner_door
from kiosk.media.scanner import Scan
from kiosk.store.complaint import files
from kiosk.store.complaint.tables import Draft
from tests import desk, tickets
from tests.factories import NOW, Place, make_place, rows
from tests.media.samples import drawn, saved

if TYPE_CHECKING:
    from flask import Flask

ADDRESS = "127.0.0.1:3310"


@pytest.fixture
def place(app: Flask) -> Place:
    return make_place(app)


@pytest.fixture
def uploads(app: Flask) -> Path:
    path: Path = app.config["KIOSK"].upload_dir
    return path


def names(uploads: Path) -> set[str]:
    return {path.name for path in uploads.rglob("*") if path.is_file() and len(path.name) == 64}


def days(folder: Path) -> list[str]:
    return [one.name for one in folder.iterdir()]


def with_photo(app: Flask, place: Place, **changes: str) -> dict[str, object]:
    tickets.file(app, place, uploads=[Upload("foto.jpg", saved(drawn(), "JPEG"))], **changes)  # type: ignore[arg-type]
    return rows(app, "ticket_files")[-1]


def test_files_that_no_row_names_are_swept_after_an_hour(
    app: Flask, place: Place, uploads: Path
) -> None:
    """By the disk's own time, which nothing can set."""
    kept = with_photo(app, place)
    stray = files.keep(uploads, b"dari kiriman yang terputus")
    now = datetime.now(UTC)
    with app.app_context():
        assert sweep_files(uploads, now + timedelta(minutes=59)).startswith("0 ")
        assert stray in names(uploads)
        assert sweep_files(uploads, now + timedelta(minutes=61)).startswith("1 ")
    assert names(uploads) == {kept["digest"], kept["thumbnail"]}


def test_a_network_is_forgotten_with_its_day(app: Flask, place: Place) -> None:
    instance = app.config["KIOSK"].instance_dir
    tickets.file(app, place)
    folder = instance / "kunci-hari"
    assert days(folder) == ["2026-10-15"]
    with app.app_context():
        forget_networks(instance, NOW + timedelta(hours=20))
        assert days(folder) == ["2026-10-15"]
        assert len(rows(app, "intake_counts")) == 1
        forget_networks(instance, NOW + timedelta(hours=21))
        assert days(folder) == []
        assert len(rows(app, "intake_counts")) == 1
        forget_networks(instance, NOW + timedelta(hours=25))
    assert rows(app, "intake_counts") == []


def test_a_draft_nobody_came_back_to_is_dropped_after_a_month(app: Flask) -> None:
    from kiosk.store.engine import connection, transaction

    who = desk.make_staff(app).id
    with app.app_context():
        with transaction():
            connection().execute(
                insert(Draft).values(
                    staff_id=who, ticket_id=7, field="jawaban", text="Kami", saved_at=NOW
                )
            )
        drop_drafts(NOW + timedelta(days=30))
        assert len(rows(app, "drafts")) == 1
        drop_drafts(NOW + timedelta(days=30, seconds=1))
    assert rows(app, "drafts") == []


class Scanner:
    """Stands in for ClamAV: there or not, and what it says."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.there, self.says, self.asked = True, FileState.CLEAN, 0
        monkeypatch.setattr(scanner_door, "is_there", lambda _: self.there)
        monkeypatch.setattr(scanner_door, "scan", self.scan)

    def scan(self, _address: str, _content: bytes, _whole: float) -> Scan:
        self.asked += 1
        return Scan(self.says)


@pytest.fixture
def scanner(monkeypatch: pytest.MonkeyPatch, app: Flask, place: Place) -> Scanner:
    """Two files that were stored while it was not there, one of them sealed."""
    with_photo(app, place)
    with_photo(app, place, kategori="pungli")
    return Scanner(monkeypatch)


def states(app: Flask) -> dict[bool, str]:
    return {one["sealed"] is not None: one["state"] for one in rows(app, "ticket_files")}


def test_a_file_waits_while_the_scanner_is_away_and_is_scanned_when_it_is_back(
    app: Flask, scanner: Scanner, uploads: Path
) -> None:
    scanner.there = False
    with app.app_context():
        scans.scan_waiting(ADDRESS, uploads)
        assert scanner.asked == 0
        assert set(states(app).values()) == {"tanpa"}
        scanner.there = True
        scans.scan_waiting(ADDRESS, uploads)
        scans.scan_waiting(ADDRESS, uploads)
    assert scanner.asked == 1
    assert states(app) == {False: "bersih", True: "tanpa"}


def test_what_the_scanner_could_not_read_is_tried_again_daily_and_not_every_tick(
    app: Flask, scanner: Scanner, uploads: Path
) -> None:
    scanner.says = FileState.FAILED
    with app.app_context():
        for _ in range(3):
            scans.scan_waiting(ADDRESS, uploads)
        assert (scanner.asked, states(app)[False]) == (1, "gagal")
        scanner.says = FileState.INFECTED
        assert scans.retry_failed(ADDRESS, uploads) == "1 berkas diperiksa ulang"
    assert states(app)[False] == "terinfeksi"


def test_a_file_that_is_gone_is_not_asked_for_every_tick(
    app: Flask, scanner: Scanner, uploads: Path
) -> None:
    plain = next(one for one in rows(app, "ticket_files") if one["sealed"] is None)
    files.remove(uploads, str(plain["digest"]))
    with app.app_context():
        scans.scan_waiting(ADDRESS, uploads)
    assert (scanner.asked, states(app)[False]) == (0, "gagal")


def test_without_a_scanner_nothing_is_asked(app: Flask, scanner: Scanner, uploads: Path) -> None:
    with app.app_context():
        assert not scans.scan_waiting("", uploads)
        scans.retry_failed("", uploads)
    assert scanner.asked == 0
