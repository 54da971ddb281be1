"""F10: the backup's target is full, the key is wrong, the job dies without a word: nothing half is
published, nothing lies about in clear, and somebody is told."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kiosk.domain.people.policy import Grant, Level, Role
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.backup import SUFFIX, DamagedBackup, UnfitPlace, WrongKey
from kiosk.store.backup.ages import new_pair
from tests import desk
from tests.backups import KEY, backed_up, files_in_clear, other_machine
from tests.factories import NOW, Clock, make_place, rows
from tests.faults.test_f03_disk_full import small_volume
from tests.services.databases import settings

if TYPE_CHECKING:
    from flask import Flask

    from kiosk.config import Config
    from tests.faults.conftest import Held

MARK = b"kata-rahasia-pelapor-yang-dicari"
LARGE = 4 * 1024**2
ADMIN = Grant(Role.INSTALLATION_ADMIN, Level.INSTALLATION, 0)


@pytest.fixture
def database_url(sqlite_database: str) -> str:
    """A folder and a key are the same beside either database."""
    return sqlite_database


@pytest.fixture
def config(config: Config) -> Config:
    return backed_up(config)


def made(app: Flask, config: Config) -> Path:
    from kiosk import clock
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.fronts.backups import hands

    with app.app_context():
        note = make_backup(config, hands(config), clock.now)
    return config.backup_dir / note.name


def run_jobs(app: Flask, config: Config, now: datetime) -> None:
    """As the jobs process does; of all jobs, only those of backups do anything."""
    from kiosk.domain.upkeep.jobs import JOBS, MAKE_BACKUP, WATCH_BACKUPS
    from kiosk.flows.upkeep.run_due_jobs import run_due_jobs
    from kiosk.flows.upkeep.tell_looks import tell_looks
    from kiosk.jobs import work

    doing: dict[str, Callable[[], str]] = {one.name: lambda: "selesai" for one in JOBS}
    doing |= {one.name: work(config)[one.name] for one in (MAKE_BACKUP, WATCH_BACKUPS)}
    with app.app_context():
        run_due_jobs(doing, now, "Asia/Makassar")
        tell_looks(now)


def outcome(app: Flask, job: str) -> str:
    return str([one["outcome"] for one in rows(app, "job_runs") if one["job"] == job][-1])


def looks(app: Flask) -> list[tuple[bool, str]]:
    found = [one for one in rows(app, "upkeep_checks") if one["kind"] == "cadangan"]
    return [(one["ok"], one["told"]) for one in found]


def told(app: Flask) -> int:
    return sum(one["kind"] == "keadaan-sistem" for one in rows(app, "notices"))


def test_a_full_target_is_a_failed_run_that_publishes_nothing_and_is_told(
    app: Flask, config: Config, tmp_path: Path, clock: Clock, held: Held
) -> None:
    make_place(app)
    desk.make_staff(app, [ADMIN])
    (config.instance_dir / "logo").write_bytes(os.urandom(LARGE))
    with small_volume(tmp_path / "kecil", 2) as small:
        run_jobs(app, dataclasses.replace(config, backup_dir=small), NOW)
        assert [one.name for one in small.iterdir()] == [".kunci"]
    assert outcome(app, "make-backup") == "gagal: BackupFailed"
    assert (False, "Tempat cadangan penuh. Kosongkan, lalu ulangi.") in looks(app)
    assert files_in_clear(config.instance_dir) == []
    assert told(app) == 1
    held(
        tried="a target of 2 MB for a backup of 4 MB",
        figure="a failed run, 0 files published, administrators told by the next tick",
    )


def test_a_wrong_key_leaves_no_byte_in_clear(
    app: Flask, config: Config, tmp_path: Path, clock: Clock, held: Held
) -> None:
    from kiosk.flows.upkeep.restore_backup import restore_backup
    from kiosk.flows.upkeep.verify_backup import verify_backup
    from kiosk.fronts.backups import hands

    make_place(app)
    (config.instance_dir / "logo").write_bytes(MARK * 10_000)
    path, other = made(app, config), other_machine("", tmp_path / "lain")
    wrong = [new_pair().private]
    with app.app_context():
        with pytest.raises(WrongKey):
            restore_backup(path, wrong, other, hands(other), NOW)
        with pytest.raises(WrongKey):
            verify_backup(path, wrong, other.instance_dir, hands(other))
    left = [one for one in other.instance_dir.rglob("*") if one.is_file()]
    assert left == []
    assert files_in_clear(other.instance_dir) == []
    assert MARK not in path.read_bytes()
    held(tried="restore and verify with another key", figure=f"{len(left)} bytes in clear")


def test_a_backup_of_which_a_byte_changed_or_the_end_is_missing_is_not_restored(
    app: Flask, config: Config, tmp_path: Path, clock: Clock, held: Held
) -> None:
    from kiosk.flows.upkeep.restore_backup import restore_backup
    from kiosk.fronts.backups import hands

    make_place(app)
    path, other = made(app, config), other_machine("", tmp_path / "lain")
    whole = path.read_bytes()
    places = [len(whole) // 3, len(whole) // 2, len(whole) - 1]
    bent = [whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in places]
    for content in (*bent, whole[:-1], whole[: len(whole) // 2], whole + b"x", b""):
        path.write_bytes(content)
        with app.app_context(), pytest.raises(DamagedBackup):
            restore_backup(path, [KEY.private], other, hands(other), NOW)
        assert not any(other.instance_dir.iterdir())
    held(tried="3 bytes bent, 4 lengths wrong", figure="7 refused, nothing of them kept")


def test_nobody_hears_of_the_job_any_more_and_the_page_is_red_after_26_hours(
    app: Flask, config: Config, clock: Clock, held: Held
) -> None:
    from kiosk.domain.upkeep.check import CheckKind, Standing, standing
    from kiosk.flows.upkeep.tell_looks import tell_looks
    from kiosk.store.engine import reading
    from kiosk.store.upkeep import checks

    make_place(app)
    desk.make_staff(app, [ADMIN])
    made(app, config)

    def state(hours: float) -> Standing:
        with app.app_context(), reading():
            found = checks.newest()[CheckKind.BACKUP]
        return standing(CheckKind.BACKUP, found, NOW, NOW + timedelta(hours=hours))

    assert [state(one) for one in (0, 25.9, 26.1)] == [Standing.GOOD, Standing.GOOD, Standing.STALE]
    with app.app_context():
        tell_looks(NOW + timedelta(hours=25.9))
        before = told(app)
        tell_looks(NOW + timedelta(hours=26.1))
    assert told(app) == before + 1
    held(tried="no run for 26.1 hours", figure="red, and administrators told at the next tick")


def test_backups_that_vanish_from_their_folder_are_missed_within_the_hour(
    app: Flask, config: Config, clock: Clock, held: Held
) -> None:
    from kiosk.flows.upkeep.watch_backups import watch_backups

    make_place(app)
    made(app, config).unlink()
    with app.app_context():
        said = watch_backups(config, NOW + timedelta(hours=1))
        watch_backups(config, NOW + timedelta(hours=2))
    assert said.startswith("Cadangan teruji terbaru tidak ada")
    assert looks(app)[1:] == [(False, said)], "once, not every hour"
    made(app, config)
    assert looks(app)[-1][0]
    held(tried="the folder emptied behind the system's back", figure="red at the next hourly look")


def test_a_good_backup_of_yesterday_does_not_cover_the_failed_one_of_today(
    app: Flask, config: Config, clock: Clock
) -> None:
    from kiosk.flows.upkeep.make_backup import make_backup
    from kiosk.flows.upkeep.watch_backups import watch_backups
    from kiosk.fronts.backups import hands

    make_place(app)
    made(app, config)
    away = dataclasses.replace(config, backup_dir=config.instance_dir / "jauh" / "cakram")
    with app.app_context():
        with pytest.raises(UnfitPlace):
            make_backup(away, hands(away), clock.now)
        watch_backups(config, clock.now())
    assert not looks(app)[-1][0]


def test_one_killed_while_it_is_made_publishes_nothing_and_the_next_cleans_up(
    app: Flask, config: Config, database_url: str, held: Held
) -> None:
    """A process of its own, killed when it has begun to write."""
    make_place(app)
    (config.instance_dir / "logo").write_bytes(os.urandom(96 * 1024**2))
    given = settings(database_url, config.instance_dir) | {"PATH": os.environ["PATH"]}
    command = [sys.executable, "-m", "kiosk.cli", "backup", "create"]
    child = subprocess.Popen(command, env=given | {"KIOSK_BACKUP_RECIPIENT": KEY.public})
    until = time.monotonic() + 60
    while not any(one.stat().st_size for one in config.backup_dir.glob("*.part")):
        assert child.poll() is None
        assert time.monotonic() < until
        time.sleep(0.005)
    child.send_signal(signal.SIGKILL)
    child.wait()
    assert len(files_in_clear(config.instance_dir)) >= 2, "it was killed in the middle"
    assert list(config.backup_dir.glob(f"*{SUFFIX}")) == []
    (config.instance_dir / "logo").unlink()
    path = made(app, config)
    assert files_in_clear(config.instance_dir) == []
    assert [one.name for one in config.backup_dir.glob(f"*{SUFFIX}")] == [path.name]
    held(tried="kill -9 in the middle", figure="0 published, swept by the next run")


def test_a_damaged_database_is_not_backed_up_over_the_good_ones(
    app: Flask, config: Config, clock: Clock
) -> None:
    from tests.services.databases import let_go

    make_place(app)
    first = made(app, config)
    let_go(app)
    path = Path(config.database_url.removeprefix("sqlite:///"))
    with path.open("r+b") as out:
        out.seek(path.stat().st_size // 2)
        out.write(b"\0" * 4096)
    clock.later(days=1)
    with pytest.raises(Refusal):
        made(app, config)
    assert [one.name for one in config.backup_dir.glob(f"*{SUFFIX}")] == [first.name]
