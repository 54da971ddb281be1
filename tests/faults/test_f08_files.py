"""F08: one file gone and one stray among a hundred: the nightly comparison names exactly these in
its figures, and deletes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import tickets
from tests.factories import NOW, make_place, rows

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.domain.upkeep.check import Checked

MANY = 100


@pytest.fixture
def uploads(app: Flask) -> Path:
    """A hundred attachments, each with its row."""
    from sqlalchemy import insert

    from kiosk.store.complaint import files
    from kiosk.store.complaint.tables import TicketFile
    from kiosk.store.engine import connection, transaction

    ticket = tickets.file(app, make_place(app))
    folder: Path = app.config["KIOSK"].upload_dir
    with app.app_context(), transaction():
        [row] = [one for one in rows(app, "tickets") if one["number"] == ticket.number]
        for number in range(MANY):
            digest = files.keep(folder, f"lampiran {number}".encode())
            values = {"id": 1000 + number, "ticket_id": row["id"], "seq": number, "message": 0}
            values |= {"at": NOW, "from_reporter": True, "kind": "jpeg", "size": 12}
            values |= {"digest": digest, "state": "bersih", "name": f"{number}.jpg"}
            connection().execute(insert(TicketFile).values(**values))
    return folder


def kept(folder: Path) -> Iterator[Path]:
    return (one for one in sorted(folder.glob("*/*")) if one.is_file())


def looked(app: Flask) -> Checked:
    """An hour and more later: what is younger may belong to a running request."""
    from kiosk.flows.upkeep.check_files import check_files

    with app.app_context():
        return check_files(app.config["KIOSK"], real_now() + timedelta(hours=2))


def real_now() -> datetime:
    """The change time of a file is the machine's own: nothing sets it."""
    return datetime.now(UTC)


def test_exactly_what_is_wrong_is_told_and_nothing_is_deleted(
    app: Flask, uploads: Path, held: Callable[..., None]
) -> None:
    assert looked(app).ok
    gone, changed = list(kept(uploads))[3], list(kept(uploads))[50]
    gone.unlink()
    stray = uploads / "ab" / hashlib.sha256(b"tak dikenal").hexdigest()
    stray.parent.mkdir(exist_ok=True)
    stray.write_bytes(b"tak dikenal")
    before = {path: path.read_bytes() for path in kept(uploads)}
    found = looked(app)
    assert not found.ok
    assert "1 hilang, 0 berubah dan 1 tanpa catatan dari 100" in found.told
    assert gone.name not in found.told
    assert {path: path.read_bytes() for path in kept(uploads)} == before
    changed.write_bytes(b"lain")
    (uploads / "catatan.txt").write_text("bukan milik siapa pun")
    assert "1 hilang, 1 berubah dan 2 tanpa catatan" in looked(app).told
    assert [one["ok"] for one in rows(app, "upkeep_checks")] == [True, False, False]
    held(
        tried=f"1 of {MANY} files deleted, 1 stray added; then 1 overwritten and 1 more stray",
        figure="1 missing and 1 orphan told; then 1, 1 changed and 2; nothing deleted",
    )


def test_a_file_of_a_request_that_still_runs_is_no_stray(app: Flask, uploads: Path) -> None:
    from kiosk.flows.upkeep.check_files import check_files
    from kiosk.store.complaint import files

    files.keep(uploads, b"barisnya belum ada")
    with app.app_context():
        assert check_files(app.config["KIOSK"], real_now()).ok
    assert not looked(app).ok
