"""F44: where an anonymous reporter came from is nowhere: not in the database, its journal, the
uploads, the log, the temporary folder; and what was counted by network cannot be linked to one a
day later."""

from __future__ import annotations

import io
import logging
import os
import tempfile
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from PIL import Image
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from kiosk.domain.complaint import flood
from kiosk.store.complaint import intake
from kiosk.store.engine import transaction
from kiosk.web import log
from tests import tickets
from tests.backups import KEY, backed_up
from tests.factories import NOW, Clock, make_place, new_key, rows, snapshot
from tests.faults.ledger import sized
from tests.web.forms import form
from tests.web.page_client import PageClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from kiosk.config import Config
    from tests.faults.conftest import Held

pytestmark = pytest.mark.usefixtures("quick_hashes")

ADDRESS, AGENT = "203.0.113.199", "PeramanBertanda/7.7"
SECRET_NAME = "FOTO-BERTANDA"
VISITS = sized(4, 167)
"""Of each lane: three posts each, so a thousand and two in full."""
MARKS = (ADDRESS, AGENT, "203.0.113", bytes([203, 0, 113, 199]).hex())


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What the server logs of its requests, as it writes it."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(log.Lines())
    ours = logging.getLogger("kiosk")
    before = ours.level
    ours.addHandler(handler)
    ours.setLevel(logging.INFO)
    yield written
    ours.removeHandler(handler)
    ours.setLevel(before)


@pytest.fixture
def temporary(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A temporary folder of this test's own."""
    folder = tmp_path_factory.mktemp("sementara")
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def photo() -> bytes:
    """Above 500 KB, where Werkzeug would reach for a file."""
    made = io.BytesIO()
    Image.frombytes("RGB", (760, 760), os.urandom(760 * 760 * 3)).save(made, "JPEG", quality=98)
    assert len(made.getvalue()) > 500_000
    return made.getvalue()


def visit(citizen: PageClient, path: str, stamps: dict[str, str]) -> None:
    """A report, looked at and added to; and a receipt that was typed wrong."""
    how = {"environ_base": {"REMOTE_ADDR": ADDRESS, "HTTP_USER_AGENT": AGENT}}
    kunci = new_key()
    sent = {"isi": "Antre lama", "kunci": kunci, "csrf_token": stamps["aduan"]}
    done = citizen.raw(path, "POST", data=sent, **how)
    assert done.status_code == 200
    page = done.get_data(as_text=True)
    key = {name: page.partition(f'name="{name}" value="')[2].partition('"')[0]
           for name in ("nomor", "frasa")}  # fmt: skip
    step = key | {"langkah": "balas", "pesan": "Tambahan", "kunci": kunci}
    step |= {"csrf_token": stamps["lacak"]}
    assert citizen.raw("/lacak", "POST", data=step, **how).status_code == 200
    wrong = step | {"frasa": "salah"}
    assert citizen.raw("/lacak", "POST", data=wrong, **how).status_code == 422


def everything_in(*folders: Path) -> bytes:
    files = [one for folder in folders for one in sorted(folder.rglob("*")) if one.is_file()]
    return b"".join(one.name.encode() + one.read_bytes() for one in files)


@pytest.mark.parametrize("lane", ["aduan", "integritas"])
def test_no_address_and_no_agent_is_kept_anywhere(
    app: Flask,
    clock: Clock,
    lines: io.StringIO,
    temporary: Path,
    tmp_path: Path,
    lane: str,
    held: Held,
) -> None:
    place, citizen = make_place(app), PageClient(app)
    path = f"/s/{place.point}/{lane}"
    stamps = {"aduan": form(citizen.get(path))["csrf_token"]}
    stamps["lacak"] = form(citizen.get("/lacak"))["csrf_token"]
    many = VISITS if app.config["KIOSK"].is_sqlite else sized(4, 20)
    for _ in range(many):
        visit(citizen, path, stamps)
        clock.later(seconds=15)
    instance = Path(app.config["KIOSK"].instance_dir)
    kept = everything_in(tmp_path, instance, temporary)
    kept += repr(snapshot(app)).encode() + lines.getvalue().encode() + backup_of(app, tmp_path)
    assert len(rows(app, "tickets")) == many
    assert "complaint.send" in lines.getvalue()
    hits = {mark: kept.count(mark.encode()) for mark in MARKS}
    assert set(hits.values()) == {0}, hits
    held(
        tried=f"{3 * many} posts of the lane {lane} from a marked address and agent",
        figure=f"{sum(hits.values())} hits in {len(kept) // 1_000_000} MB of database, log of "
        "writes, server log, temporary files and the opened backup",
    )


def backup_of(app: Flask, beside: Path) -> bytes:
    """A whole backup as somebody with the offline key reads it; no key of a day is in it."""
    from kiosk import clock as ours
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands
    from kiosk.store.backup import archive

    settings, into = app.config["KIOSK"], beside / "terbuka"
    into.mkdir()
    with app.app_context():
        note = make_backup(settings, hands(settings), lambda: ours.now())
    archive.read(settings.backup_dir / note.name, [KEY.private], into)
    opened = everything_in(into)
    assert len(opened) > 100_000
    for key in (settings.instance_dir / intake.FOLDER).iterdir():
        assert key.read_bytes() not in opened
    return opened


def test_a_photo_touches_no_disk_before_it_is_made_anew(
    app: Flask, clock: Clock, temporary: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(tempfile, "TemporaryFile", lambda *_, **__: opened.append("file"))
    place, citizen = make_place(app), PageClient(app)
    path, original = f"/s/{place.point}/integritas", photo()
    fields = form(citizen.get(path)) | {"isi": "Diminta uang"}
    named = FileStorage(io.BytesIO(original), f"{SECRET_NAME}.jpg")
    boundary, body = encode_multipart({**fields, "lampiran": named})
    kind = f"multipart/form-data; boundary={boundary}"
    assert citizen.raw(path, "POST", data=body, content_type=kind).status_code == 200
    [kept] = rows(app, "ticket_files")
    assert kept["size"] > 100_000
    assert opened == []
    disk = everything_in(tmp_path, Path(app.config["KIOSK"].instance_dir), temporary)
    for piece in (original[1000:1064], SECRET_NAME.encode(), b"JFIF"):
        assert piece not in disk


def test_a_day_later_no_count_can_be_linked_to_a_network(
    app: Flask, clock: Clock, held: Held
) -> None:
    """The key of the day is gone, and with it what a count stood for; then the count goes too."""
    place = make_place(app)
    tickets.file(app, place, address=ADDRESS)
    [before] = {row["subject"] for row in rows(app, "intake_counts")}
    instance = Path(app.config["KIOSK"].instance_dir)
    assert intake.subject(instance, ADDRESS, NOW.date()) == before
    tomorrow = NOW + timedelta(days=1)
    intake.forget(instance, tomorrow.date())
    near = [ADDRESS, *(f"203.0.{one}.1" for one in range(256))]
    linked = sum(intake.subject(instance, one, NOW.date()) == before for one in near)
    assert linked == 0
    with app.app_context(), transaction():
        intake.sweep(tomorrow + timedelta(hours=1), flood.WINDOW, flood.KEPT)
    left = rows(app, "intake_counts")
    assert left == []
    held(
        tried=f"the count of a network held against {len(near)} networks a day later",
        figure=f"{linked} linkable, {len(left)} counts left",
    )
