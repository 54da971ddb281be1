"""Attachments on disk: whole or not there, undated, known by what they hold."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.domain.complaint.attachment import LostFile, NoSpace
from kiosk.store.complaint.files import keep, read, remove, sweep
from kiosk.store.shelves.folder import DATE_OF_ALL
from kiosk.store.shelves.shelf import TEMPORARY

CONTENT = b"sealed bytes"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "uploads"


def stored(root: Path) -> list[str]:
    return sorted(path.name for path in root.rglob("*") if path.is_file() and path.name != ".kunci")


def an_hour_ago() -> datetime:
    return datetime.now(UTC) - timedelta(hours=1)


def later() -> datetime:
    """A limit that everything kept so far is older than."""
    return datetime.now(UTC) + timedelta(hours=1)


def nobody(asked: Sequence[str]) -> set[str]:
    return set()


def test_what_is_kept_is_read_again_under_its_hash(root: Path) -> None:
    digest = keep(root, CONTENT)
    assert digest == hashlib.sha256(CONTENT).hexdigest()
    assert read(root, digest) == CONTENT


def test_the_same_content_is_kept_once(root: Path) -> None:
    assert keep(root, CONTENT) == keep(root, CONTENT)
    assert len(stored(root)) == 1


def test_only_the_system_may_read_it(root: Path) -> None:
    digest = keep(root, CONTENT)
    modes = {stat.S_IMODE(p.stat().st_mode) for p in root.rglob("*") if p.name == digest}
    assert modes == {0o600}
    assert stat.S_IMODE(root.stat().st_mode) == 0o700


def test_dates_of_files_and_folders_say_nothing(root: Path) -> None:
    for number in range(20):
        keep(root, bytes([number]))
    sweep(root, lambda asked: set(asked[:1]), later())
    everything = [root, *(path for path in root.rglob("*") if path.name != ".kunci")]
    assert {int(path.stat().st_mtime) for path in everything} == {DATE_OF_ALL}


def test_it_is_on_the_disk_before_it_has_its_name(
    root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps = []
    real_sync, real_rename = os.fsync, Path.rename

    def sync(handle: int) -> None:
        steps.append("folder" if stat.S_ISDIR(os.fstat(handle).st_mode) else "file")
        real_sync(handle)

    def rename(old: Path, new: Path) -> Path:
        assert old.parent == new.parent
        steps.append("name")
        return real_rename(old, new)

    keep(root, b"first")
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(Path, "rename", rename)
    keep(root, CONTENT)
    assert steps[-3:] == ["file", "name", "folder"]


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("when", ["fsync", "open"])
def test_a_full_disk_is_said_and_nothing_stays(
    root: Path, monkeypatch: pytest.MonkeyPatch, number: int, when: str
) -> None:
    keep(root, b"before")
    kept = stored(root)
    remove(root, keep(root, CONTENT))  # its folder is there: only the file itself is new

    def full(*_: object) -> None:
        raise OSError(number, "full")

    monkeypatch.setattr(os, when, full)
    with pytest.raises(NoSpace):
        keep(root, CONTENT)
    monkeypatch.undo()
    assert stored(root) == kept


def test_other_faults_of_a_disk_are_faults(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise OSError(errno.EIO, "broken")

    remove(root, keep(root, CONTENT))
    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OSError, match="broken"):
        keep(root, CONTENT)
    monkeypatch.undo()
    assert stored(root) == []


def test_a_lost_file_is_said(root: Path) -> None:
    with pytest.raises(LostFile):
        read(root, "0" * 64)


def test_a_damaged_file_is_never_handed_out_and_made_whole_by_the_next_copy(root: Path) -> None:
    digest = keep(root, CONTENT)
    path = next(root.rglob(digest))
    path.write_bytes(b"something else")
    with pytest.raises(LostFile):
        read(root, digest)
    keep(root, CONTENT)
    assert read(root, digest) == CONTENT


@pytest.mark.parametrize("digest", ["", "../../etc/passwd", "A" * 64, "0" * 63, "0" * 64 + "\n"])
def test_only_a_digest_becomes_a_path(root: Path, digest: str) -> None:
    with pytest.raises(ValueError):
        read(root, digest)
    with pytest.raises(ValueError):
        remove(root, digest)


def test_what_is_removed_is_gone_and_may_be_gone_before(root: Path) -> None:
    digest = keep(root, CONTENT)
    remove(root, digest)
    remove(root, digest)
    assert stored(root) == []


def test_files_without_a_row_are_swept_and_the_others_stay(root: Path) -> None:
    digests = sorted(keep(root, bytes([n])) for n in range(30))
    wanted = set(digests[::3])
    removed = sweep(root, lambda asked: wanted & set(asked), later())
    assert sorted(removed) == sorted(set(digests) - wanted)
    assert stored(root) == sorted(wanted)
    assert sweep(root, lambda asked: wanted & set(asked), later()) == ()


def test_a_young_file_waits_for_its_row(root: Path) -> None:
    keep(root, CONTENT)
    assert sweep(root, nobody, an_hour_ago()) == ()
    assert len(stored(root)) == 1


def test_what_a_killed_process_left_is_swept(root: Path) -> None:
    digest = keep(root, CONTENT)
    rest = next(root.rglob(digest)).with_name(f"{TEMPORARY}0011")
    rest.write_bytes(b"half")
    assert sweep(root, lambda asked: set(asked), an_hour_ago()) == ()
    assert sweep(root, lambda asked: set(asked), later()) == (rest.name,)
    assert stored(root) == [digest]


def test_what_is_not_ours_is_left_alone(root: Path) -> None:
    digest = keep(root, CONTENT)
    other = next(root.rglob(digest)).with_name("README")
    other.write_text("left here by somebody")
    sweep(root, nobody, later())
    assert stored(root) == ["README"]


def test_kept_again_while_a_sweep_runs_it_stays(root: Path) -> None:
    """The second complaint's row is not committed when the sweep asks; its file must live."""
    digest = keep(root, CONTENT)
    limit = datetime.now(UTC) + timedelta(milliseconds=30)
    while datetime.now(UTC) < limit + timedelta(milliseconds=20):
        os.sched_yield()

    def asked_while_another_keeps(asked: Sequence[str]) -> set[str]:
        assert list(asked) == [digest]
        keep(root, CONTENT)
        return set()

    assert sweep(root, asked_while_another_keeps, limit) == ()
    assert read(root, digest) == CONTENT


def test_there_may_be_nothing_yet(root: Path) -> None:
    assert sweep(root, nobody, later()) == ()
