"""The archive: a compressed tar inside age, written and read as a stream, never whole in memory.

Anybody opens it with `age -d -i KEY FILE | tar xz`. First `cadangan.json`, what it is; then the
database, the instance folder and the attachments; last `isi.jsonl`, size and SHA-256 of each
before it. Without that last one it is not whole. Owners and dates are not kept: the dates of
attachments would tell when an anonymous report came (F55).
"""

import gzip
import hashlib
import io
import json
import os
import re
import tarfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any, BinaryIO

from kiosk.domain.upkeep.backup import DamagedBackup
from kiosk.store.backup import ages
from kiosk.store.shelves.shelf import Shelf

ROOT = "suara-loket"
HEADER, LIST = "cadangan.json", "isi.jsonl"
FORMAT = 1
_LEVEL = 1
"""Of gzip: pictures do not get smaller, and the rest must not take all night."""
_AT_ONCE = 256 * 1024
_NAME = re.compile(r"[^/\0]+(/[^/\0]+)*")
_UNREADABLE = "Isi cadangan tidak dapat dibaca: bukan buatan Suara Loket, atau rusak."


@dataclass(frozen=True)
class Entry:
    """A file to go in: where it lies and its name inside."""

    name: str
    path: Path

    @contextmanager
    def open(self) -> Iterator[tuple[BinaryIO, int]]:
        """A stream and its length in bytes. Raises `FileNotFoundError`."""
        with self.path.open("rb") as source:
            # What grows meanwhile goes in as long as it was: journals are only added to.
            yield source, os.fstat(source.fileno()).st_size


@dataclass(frozen=True)
class Shelved:
    """A file that lies on a shelf, fetched when it is its turn."""

    name: str
    shelf: Shelf
    lying: str

    def open(self) -> AbstractContextManager[tuple[BinaryIO, int]]:
        """Raises `FileNotFoundError`, `StoreAway`."""
        return self.shelf.open(self.lying)


Packable = Entry | Shelved


@dataclass(frozen=True)
class Inside:
    """What was read: the header, and name to (size, SHA-256) of every file."""

    header: Mapping[str, Any]
    files: Mapping[str, tuple[int, str]]


def write(
    target: Path, header: Mapping[str, Any], entries: Iterable[Packable], public: tuple[str, ...]
) -> int:
    """How many files went in. A file that is gone by the time it is its turn is left out: a sweep
    took it. Ends on the disk."""
    with target.open("xb") as out:
        os.fchmod(out.fileno(), 0o600)
        with _piped(lambda end: _packed(end, header, entries)) as (read_end, packer):
            ages.encrypt(read_end, out, public)
        out.flush()
        os.fsync(out.fileno())
    return int(packer.value)


def read(
    source: Path, private: list[str], into: Path, wanted: Callable[[str], bool] = lambda _: True
) -> Inside:
    """Every file is hashed and held against the list; those ``wanted`` are written below ``into``.

    Raises `WrongKey` with nothing written, `DamagedBackup` with what was written until then: the
    caller removes it."""
    with (
        source.open("rb") as sealed,
        _poured(lambda end: ages.decrypt(sealed, end, private)) as opened,
    ):
        found = _unpacked(opened, into, wanted)
    return _checked(found)


class _Task(Thread):
    """The other end of a pipe. What it raises is raised where it is awaited."""

    def __init__(self, work: Callable[[BinaryIO], Any], end: BinaryIO) -> None:
        super().__init__(daemon=True)
        self._work, self._end = work, end
        self.value: Any = None
        self.error: BaseException | None = None

    def run(self) -> None:
        try:
            with self._end:
                self.value = self._work(self._end)
        except BaseException as wrong:
            self.error = wrong


@contextmanager
def _piped(work: Callable[[BinaryIO], Any]) -> Iterator[tuple[BinaryIO, _Task]]:
    """The reading end of a pipe that ``work`` writes into, and the task."""
    outlet, inlet = os.pipe()
    task = _Task(work, os.fdopen(inlet, "wb", _AT_ONCE))
    task.start()
    try:
        with os.fdopen(outlet, "rb", _AT_ONCE) as source:
            yield source, task
    finally:
        # The reading end is closed by now: whoever still writes gets an error and ends.
        task.join()
        if task.error and not isinstance(task.error, BrokenPipeError):
            raise task.error


@contextmanager
def _poured(work: Callable[[BinaryIO], Any]) -> Iterator[BinaryIO]:
    """What ``work`` writes, to be read; all of it is read, so that its last word counts: a stream
    is only known to be whole at its end."""
    with _piped(work) as (source, _task):
        try:
            yield source
        except (tarfile.TarError, EOFError, OSError, ValueError) as wrong:
            if isinstance(wrong, OSError) and wrong.errno:
                raise
            raise DamagedBackup(_UNREADABLE) from wrong
        finally:
            while source.read(_AT_ONCE):
                pass


def _packed(end: BinaryIO, header: Mapping[str, Any], entries: Iterable[Packable]) -> int:
    listed = io.BytesIO()
    many = 0
    with _compressed(end) as tar:
        _add(tar, HEADER, _as_json({"format": FORMAT, **header}), listed)
        for one in entries:
            many += _add_file(tar, one, listed)
        listed.seek(0)
        _put(tar, LIST, listed, len(listed.getbuffer()))
    return many


@contextmanager
def _compressed(end: BinaryIO) -> Iterator[tarfile.TarFile]:
    with (
        gzip.GzipFile(fileobj=end, mode="wb", compresslevel=_LEVEL, mtime=0) as out,
        tarfile.open(mode="w|", fileobj=out) as tar,
    ):
        yield tar


def _as_json(told: Mapping[str, Any]) -> bytes:
    return json.dumps(told, ensure_ascii=False).encode() + b"\n"


def _add(tar: tarfile.TarFile, name: str, content: bytes, listed: BinaryIO) -> None:
    _listed(listed, name, _put(tar, name, io.BytesIO(content), len(content)), len(content))


def _add_file(tar: tarfile.TarFile, one: Packable, listed: BinaryIO) -> bool:
    try:
        with one.open() as (source, size):
            _listed(listed, one.name, _put(tar, one.name, source, size), size)
    except FileNotFoundError:
        return False
    return True


def _put(tar: tarfile.TarFile, name: str, source: BinaryIO, size: int) -> str:
    """SHA-256 of what was put there, in hexadecimal."""
    about = tarfile.TarInfo(f"{ROOT}/{name}")
    about.size, about.mode = size, 0o600
    hashing = _Hashing(source)
    tar.addfile(about, hashing)
    return hashing.sum.hexdigest()


def _listed(listed: BinaryIO, name: str, digest: str, size: int) -> None:
    listed.write(_as_json({"path": name, "size": size, "sha256": digest}))


class _Hashing:
    """A stream, and the hash of what was read from it."""

    def __init__(self, source: BinaryIO) -> None:
        self._source = source
        self.sum = hashlib.sha256()

    def read(self, many: int = -1) -> bytes:
        some = self._source.read(many)
        self.sum.update(some)
        return some


@dataclass
class _Found:
    files: dict[str, tuple[int, str]]
    header: bytes = b""
    listed: bytes = b""


def _unpacked(source: BinaryIO, into: Path, wanted: Callable[[str], bool]) -> _Found:
    found = _Found({})
    with tarfile.open(mode="r|gz", fileobj=source) as tar:
        for about in tar:
            name = _inside(about)
            content = tar.extractfile(about)
            if content is None or found.listed:
                raise DamagedBackup(_UNREADABLE)
            if name in (HEADER, LIST):
                _keep_text(found, name, content.read())
            else:
                target = into / name if wanted(name) else None
                found.files[name] = (about.size, _written(content, target))
    return found


def _keep_text(found: _Found, name: str, content: bytes) -> None:
    if name == HEADER:
        found.header = content
        found.files[name] = (len(content), hashlib.sha256(content).hexdigest())
    else:
        found.listed = content


def _inside(about: tarfile.TarInfo) -> str:
    """The name below our root. Only plain files, and none that leads out of the folder: whoever
    has the public key can make an archive."""
    root, _, name = about.name.partition("/")
    parts = name.split("/")
    if root != ROOT or not about.isreg() or not _NAME.fullmatch(name) or {".", ".."} & {*parts}:
        raise DamagedBackup(_UNREADABLE)
    return name


def _written(content: Any, target: Path | None) -> str:
    """SHA-256 in hexadecimal; written and on the disk where there is a target."""
    hashing = _Hashing(content)
    if target is None:
        while hashing.read(_AT_ONCE):
            pass
        return hashing.sum.hexdigest()
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while some := hashing.read(_AT_ONCE):
            out.write(some)
        out.flush()
        os.fsync(out.fileno())
    return hashing.sum.hexdigest()


def _checked(found: _Found) -> Inside:
    """Raises `DamagedBackup` unless every file is as the list says, and none is missing or more."""
    try:
        header = json.loads(found.header)
        rows = [json.loads(line) for line in found.listed.splitlines()]
        listed = {row["path"]: (row["size"], row["sha256"]) for row in rows}
        known = header["format"] == FORMAT
    except (ValueError, KeyError, TypeError) as wrong:
        raise DamagedBackup(_UNREADABLE) from wrong
    if listed != found.files or not known:
        raise DamagedBackup(_UNREADABLE)
    return Inside(header, found.files)
