"""What an installation must stand on, told by names and numbers; and when a job is due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from kiosk.domain.upkeep import surroundings as look
from kiosk.domain.upkeep.jobs import Job, in_order
from tests import approved

SECRET = "0123456789abcdef" * 2
BEFORE = datetime(2025, 12, 31, 23, 59, 59, tzinfo=UTC)


def test_what_is_found_reads_as_it_was_approved() -> None:
    approved.check(
        "keadaan-mesin",
        folder=[look.of_folder(0o700, True, 3), look.of_folder(0o755, True, 0),
                look.of_folder(0o755, True, 1), look.of_folder(0o770, True, 9),
                look.of_folder(0o700, False, 0)],
        clock=[look.of_clock(look.BUILT, "1 Januari"), look.of_clock(BEFORE, "31 Desember")],
        zones=[look.of_zones([]), look.of_zones(["Asia/Jakarta", "Asia/Jayapura"])],
        schema=[look.of_schema("SQLite", one, "0006") for one in ("0006", None, "0005", "0007")],
        secret=[look.of_secret("", None, "x"), look.of_secret(SECRET[:31], None, "x"),
                look.of_secret("012345678" * 9, None, "x"), look.of_secret(SECRET, None, "x"),
                look.of_secret(SECRET, 0o600, "x"), look.of_secret(SECRET, 0o640, "kunci"),
                look.of_secret("0123456789" * 4, 0o601, "kunci")],
        proxy=[look.of_proxy("", 0), look.of_proxy("", 1), look.of_proxy("https://a.id", 0),
               look.of_proxy("http://a.id", 0), look.of_proxy("https://a.id", 2)],
        disks=[look.on_disks([("basis data", "ext4")]),
               look.on_disks([("basis data", "nfs4"), ("berkas", "ext4"), ("cadangan", "cifs")]),
               look.on_disks([("basis data", "ext4")], [("lampiran", "nfs4")]),
               look.on_disks([("basis data", "ext4")], [("lampiran", "nfs")])],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "networked"),
    [
        ("ext4", False), ("nfs", True), ("fuse.sshfs", True), ("fuse.zfs", False),
        ("fuseblk", False), ("", False), ("9p", True),
    ],
)  # fmt: skip
def test_a_disk_of_another_machine_is_known_by_its_kind(kind: str, networked: bool) -> None:
    assert look.is_networked(kind) is networked


MOUNTS = r"""
22 1 8:1 / / rw,relatime shared:1 - ext4 /dev/sda1 rw
30 22 0:25 / /srv rw - nfs4 host:/x rw
31 30 0:26 / /srv/suara\040loket rw shared:2 - xfs /dev/sdb rw
32 30 0:26 / /srv/suara\040loket rw shared:2 - btrfs /dev/sdc rw
33 30 0:27 / /srv/kurang
34 30 0:28 / /srv/kurang rw -
35 30 - tmpfs x rw
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/home", "ext4"), ("/srv/a", "nfs4"), ("/srv/suara loket/instance", "btrfs"),
        ("/srvx", "ext4"), ("/srv/kurang", "nfs4"),
    ],
)  # fmt: skip
def test_the_deepest_and_latest_mount_says_the_file_system(path: str, kind: str) -> None:
    assert look.file_system_of(Path(path), MOUNTS) == kind
    assert look.file_system_of(Path(path), "") == ""


HOURLY, DAILY, SUNDAYS = Job("a"), Job("b", hour=3), Job("c", hour=2, weekday=6)
NOW = datetime(2026, 10, 15, 1, 30, 5, 7, tzinfo=ZoneInfo("Asia/Makassar"))


@pytest.mark.parametrize(
    ("job", "later", "due", "period"),
    [
        (HOURLY, 0, "2026-10-15T01:00:00", "2026-10-15T01"),
        (HOURLY, 30, "2026-10-15T02:00:00", "2026-10-15T02"),
        (DAILY, 0, "2026-10-14T03:00:00", "2026-10-14"),
        (DAILY, 90, "2026-10-15T03:00:00", "2026-10-15"),
        (SUNDAYS, 0, "2026-10-11T02:00:00", "2026-W41"),
        (SUNDAYS, 60 * 24 * 3, "2026-10-11T02:00:00", "2026-W41"),
        (SUNDAYS, 60 * 24 * 3 + 30, "2026-10-18T02:00:00", "2026-W42"),
    ],
)
def test_a_job_is_due_from_the_hour_it_names(job: Job, later: int, due: str, period: str) -> None:
    now = (NOW.replace(second=0, microsecond=0) + timedelta(minutes=later)).astimezone(UTC)
    assert job.due_at(now, "Asia/Makassar").isoformat() == f"{due}+08:00"
    assert job.period(now, "Asia/Makassar") == period
    assert Job("x").due_at(NOW, "Asia/Makassar") == NOW.replace(minute=0, second=0, microsecond=0)


def test_what_was_missed_first_is_made_up_for_first() -> None:
    assert in_order([HOURLY, DAILY, SUNDAYS], NOW, "Asia/Makassar") == [SUNDAYS, DAILY, HOURLY]
