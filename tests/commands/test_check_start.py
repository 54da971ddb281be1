"""What no door opens on: one clear line and exit status 2, and `kiosk doctor` says the same."""

from __future__ import annotations

import dataclasses
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.place.edit import ZONES
from kiosk.domain.upkeep import surroundings
from kiosk.domain.upkeep.surroundings import file_system_of, is_networked
from tests.commands.console import document, refused
from tests.commands.test_serve import free_port
from tests.factories import Clock
from tests.services.databases import settings

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask

    Wrong = Callable[[Flask, pytest.MonkeyPatch, Path], None]

MOUNTS = """\
22 1 254:0 / / rw,relatime - ext4 /dev/vda rw
23 22 0:21 / /mnt rw shared:1 - nfs4 server:/ekspor rw
24 22 0:22 / /srv/data\\040kantor rw - fuse.sshfs orang@jauh: rw
25 23 0:23 / /mnt/dekat rw - tmpfs tmpfs rw
26 22 0:24 / /mnt/dekat rw - cifs //server/bagi rw
"""


@pytest.mark.parametrize(
    ("path", "kind", "networked"),
    [
        ("/var/lib/suara-loket", "ext4", False),
        ("/mnt/instance", "nfs4", True),
        ("/mntx", "ext4", False),
        ("/srv/data kantor/a", "fuse.sshfs", True),
        ("/mnt/dekat/a", "cifs", True),
    ],
)
def test_a_file_system_is_told_by_its_mount(path: str, kind: str, networked: bool) -> None:
    assert file_system_of(Path(path), MOUNTS) == kind
    assert is_networked(kind) is networked
    assert not any(is_networked(one) for one in ("overlay", "tmpfs", "xfs", "btrfs", "zfs", ""))


def settings_of(app: Flask, **changes: object) -> None:
    app.config["KIOSK"] = dataclasses.replace(app.config["KIOSK"], **changes)


def on_a_network(app: Flask, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    mounts = folder / "mounts"
    mounts.write_text("1 0 0:1 / / rw - nfs server:/ rw\n")
    monkeypatch.setattr("kiosk.flows.upkeep.check_start.MOUNTS", mounts)


def without_a_key(app: Flask, _: pytest.MonkeyPatch, __: Path) -> None:
    settings_of(app, secret_key="")


def with_a_weak_key(app: Flask, _: pytest.MonkeyPatch, __: Path) -> None:
    settings_of(app, secret_key="rahasia" * 6)


def with_hops_alone(app: Flask, _: pytest.MonkeyPatch, __: Path) -> None:
    settings_of(app, proxy_hops=1)


def without_a_zone(_: Flask, monkeypatch: pytest.MonkeyPatch, __: Path) -> None:
    monkeypatch.setattr(surroundings, "ZONES_NEEDED", ("Asia/Makassar", "Asia/Atlantis"))


def before_its_time(_: Flask, monkeypatch: pytest.MonkeyPatch, __: Path) -> None:
    monkeypatch.setattr("kiosk.clock.now", lambda: datetime(2025, 12, 31, tzinfo=UTC))


def of_an_older_schema(_: Flask, monkeypatch: pytest.MonkeyPatch, __: Path) -> None:
    monkeypatch.setattr("kiosk.flows.upkeep.check_start.HEAD", "9999")


def of_a_newer_schema(_: Flask, monkeypatch: pytest.MonkeyPatch, __: Path) -> None:
    monkeypatch.setattr("kiosk.flows.upkeep.check_start.HEAD", "0001")


def with_wrong_pragmas(_: Flask, monkeypatch: pytest.MonkeyPatch, __: Path) -> None:
    monkeypatch.setattr(
        "kiosk.store.upkeep.database.pragmas",
        lambda: {"journal_mode": "delete", "synchronous": 2, "foreign_keys": 1},
    )


def open_to_others(_: Flask, __: pytest.MonkeyPatch, folder: Path) -> None:
    folder.chmod(0o755)
    (folder / "kiosk.db").chmod(0o644)


WRONG = {
    on_a_network: ("sistem berkas", "nfs"),
    without_a_key: ("kunci", "kiosk init"),
    with_a_weak_key: ("kunci", "mudah ditebak"),
    with_hops_alone: ("proksi", "KIOSK_PUBLIC_URL"),
    without_a_zone: ("zona waktu", "tzdata"),
    before_its_time: ("jam", "NTP"),
    of_an_older_schema: ("skema", "kiosk init"),
    of_a_newer_schema: ("skema", "program yang sama barunya"),
    with_wrong_pragmas: ("pragma", "WAL"),
    open_to_others: ("folder", "chmod 700"),
}


@pytest.mark.parametrize("wrong", WRONG, ids=lambda one: str(one.__name__))
def test_no_door_opens_on_it(
    app: Flask, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, wrong: Wrong
) -> None:
    wrong(app, monkeypatch, tmp_path)
    name, word = WRONG[wrong]
    for door in ("serve", "jobs"):
        said = refused(app, door)
        assert f"({name})" in said
        assert word in said
    found = {one["name"]: one for one in document(app, "doctor", exit_code=1)["checks"]}
    assert not found[name]["ok"]
    assert word in found[name]["text"]


def test_the_servers_own_door_stays_shut_too(app: Flask, database_url: str, tmp_path: Path) -> None:
    """gunicorn without `kiosk serve`: it ends by itself, and starts no worker again and again."""
    given = settings(database_url, tmp_path) | {"KIOSK_PROXY_HOPS": "1", "PATH": os.environ["PATH"]}
    bind = f"127.0.0.1:{free_port()}"
    command = [sys.executable, "-m", "gunicorn", "wsgi:app", "--bind", bind, "--workers", "1"]
    ended = subprocess.run(
        [*command, "--no-control-socket"], env=given, capture_output=True, text=True,
        check=False, timeout=60,
    )  # fmt: skip
    assert ended.returncode != 0
    assert [line for line in ended.stderr.splitlines() if line.startswith("wsgi: ")] == [
        "wsgi: Tidak dijalankan (proksi): KIOSK_PROXY_HOPS diisi tanpa KIOSK_PUBLIC_URL: isi "
        "alamat yang dipakai warga."
    ]


def test_a_database_that_cannot_be_opened_is_one_line(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    given = os.environ | settings(f"sqlite:///{tmp_path / 'tidak-ada' / 'x.db'}", tmp_path)
    for command in ("serve", "doctor"):
        asked = [sys.executable, "-m", "kiosk.cli", command]
        done = subprocess.run(asked, env=given, capture_output=True, text=True, check=False)
        assert done.returncode in (1, 2), command
        assert "tidak dapat dibuka" in done.stdout + done.stderr
        assert "Traceback" not in done.stderr


def test_a_folder_whose_files_nobody_else_reads_may_be_open(app: Flask, tmp_path: Path) -> None:
    """As a clone of the sources brings it."""
    tmp_path.chmod(0o755)
    for one in tmp_path.iterdir():
        if one.is_file():
            one.chmod(0o600)
    found = {one["name"]: one for one in document(app, "doctor")["checks"]}
    assert found["folder"]["ok"]


def test_several_machines_may_share_what_no_sqlite_lies_in(
    app: Flask, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    from kiosk.flows.upkeep.check_start import check_start

    def told() -> str:
        with app.app_context():
            found = check_start(app.config["KIOSK"], datetime(2026, 10, 15, tzinfo=UTC))
        return next(one.text for one in found if one.name == "sistem berkas")

    mounts = tmp_path / "mounts"
    mounts.write_text("1 0 0:1 / / rw - nfs4 server:/ rw\n")
    monkeypatch.setattr("kiosk.flows.upkeep.check_start.MOUNTS", mounts)
    assert told().startswith("folder instance di nfs4, basis data di nfs4: pindahkan")
    settings_of(app, database_url="postgresql+psycopg://server/nama")
    assert told() == "lokal; folder instance dibagi lewat nfs4; lampiran dibagi lewat nfs4"
    store = "s3://lampiran?endpoint=https://s3.contoh.go.id"
    settings_of(app, upload_store=store, upload_key="k", upload_secret="s")
    assert told() == "lokal; folder instance dibagi lewat nfs4"


def test_every_zone_a_unit_may_have_is_asked_for() -> None:
    assert set(surroundings.ZONES_NEEDED) == set(ZONES)
