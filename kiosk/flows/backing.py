"""Steps of making a backup: a snapshot, an archive, and reading it back from the disk.

The private key of the recipient is never here. So that a backup can be proved all the same, it is
encrypted for one more key, made for this run and forgotten after it: the very file that lies in
the folder is decrypted, opened and counted.
"""

import errno
import logging
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import datetime
from itertools import chain
from pathlib import Path

from kiosk.bucket import Uploads
from kiosk.config import SECRET_FILE, Config
from kiosk.domain.complaint.attachment import NoSpace, StoreAway
from kiosk.domain.refusal import Refusal
from kiosk.domain.upkeep.backup import (
    BackupFailed,
    BackupNote,
    BackupUnset,
    DamagedBackup,
    UnfitPlace,
    name_of,
)
from kiosk.domain.upkeep.check import Checked, CheckKind
from kiosk.domain.upkeep.schema import HEAD
from kiosk.store.backup import ages, archive, contents, postgres, snapshot
from kiosk.store.backup.archive import Inside
from kiosk.store.backup.snapshot import NAMES, SQLITE, Snapshot
from kiosk.store.engine import elsewhere, transaction
from kiosk.store.moving import upgrading
from kiosk.store.upkeep import backups, checks, signing

log = logging.getLogger("kiosk.backup")
SCRATCH = ".cadangan-"
DRILL = ".latihan-"
SPARE = 64 * 1024 * 1024
"""Left free for the service while a copy of the database lies in the scratch folder."""
_FULL = (errno.ENOSPC, errno.EDQUOT)
Now = Callable[[], datetime]
Tell = Callable[[str], None]


def quietly(_told: str) -> None:
    """Nobody looks on."""


@dataclass(frozen=True)
class Hands:
    """What other flows do, lent by the front: no flow calls another.

    ``walk``: chains of the database in use, held against the signed heads of this instance
    folder; how many, raises `DamagedBackup`. ``prepare``: what `kiosk init` does in tables that
    are there. ``settle``: of a restored installation, its own
    instance folder and attachments: newest schema, erased again what was. ``is_ready``: whether
    the program would serve on it."""

    walk: Callable[[Path], int]
    prepare: Callable[[], None]
    settle: Callable[[Path, Uploads], str]
    is_ready: Callable[[], bool]


@dataclass(frozen=True)
class Made:
    """``key``: opens this one backup, and is gone with this process."""

    path: Path
    note: BackupNote
    key: str = field(repr=False)


@dataclass
class Look:
    """``told``: what is written where all went well."""

    told: str = ""


@contextmanager
def noting(kind: CheckKind, now: Now) -> Iterator[Look]:
    """Write down what came of it, good or bad, in the database of the application."""
    look = Look()
    try:
        yield look
    except Exception as wrong:
        sentence = str(wrong) if isinstance(wrong, Refusal) else f"Gagal: {type(wrong).__name__}."
        with suppress(Refusal):
            _note(Checked(kind, now(), False, sentence))
        raise
    _note(Checked(kind, now(), True, look.told))


def _note(one: Checked) -> None:
    with transaction():
        checks.add(one)


def told_of(note: BackupNote) -> str:
    chains = f"{note.chains} rantai utuh, " if note.chains else ""
    return (
        f"Cadangan teruji: {_many(note.rows)} baris, {_many(note.files)} berkas, {chains}"
        f"{_size(note.size)}."
    )


def _size(size: int) -> str:
    return f"{_many(-(-size // 1024**2))} MB"


def _many(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def make(config: Config, hands: Hands, now: Now, tell: Tell) -> Made:
    """Publish one verified backup and let go of old ones. Raises `BackupUnset`, `BackupBusy`,
    `BackupFailed`, `UnfitPlace`; then nothing is published and nothing is left."""
    if not config.recipients:
        raise BackupUnset
    _check_folder(config)
    with backups.alone(config.backup_dir):
        backups.sweep_parts(config.backup_dir)
        for prefix in (SCRATCH, DRILL):
            sweep_scratch(config.instance_dir, prefix)
        check_room(config.instance_dir, snapshot.size())
        with told_when_full("Tempat cadangan penuh. Kosongkan, lalu ulangi."):
            made = _made(config, hands, now, tell)
        backups.sweep(config.backup_dir, now())
    return made


def _check_folder(config: Config) -> None:
    """A disk that is not mounted must not become a folder on the one that is to be saved."""
    folder = config.backup_dir
    if folder.parent.resolve() != config.instance_dir.resolve() and not folder.is_dir():
        raise UnfitPlace("Folder cadangan tidak ada. Pasang cakramnya, atau buat foldernya.")


def check_room(folder: Path, needed: int) -> None:
    """Raises `BackupFailed`."""
    free = shutil.disk_usage(folder).free
    if free < needed + SPARE:
        raise BackupFailed(
            "Ruang kosong tidak cukup untuk bekerja: perlu %(needed)s MB, ada %(free)s MB.",
            needed=(needed + SPARE) // 1024**2,
            free=free // 1024**2,
        )


@contextmanager
def told_when_full(sentence: str) -> Iterator[None]:
    """Raises `BackupFailed` with it, or with what the place for attachments does."""
    try:
        yield
    except StoreAway as away:
        raise BackupFailed(
            "Tempat penyimpanan lampiran tidak dapat dipakai (%(why)s). Perbaiki, lalu ulangi.",
            why=away.why,
        ) from away
    except NoSpace as wrong:
        raise BackupFailed(sentence) from wrong
    except OSError as wrong:
        if wrong.errno not in _FULL:
            raise
        raise BackupFailed(sentence) from wrong


def _made(config: Config, hands: Hands, now: Now, tell: Tell) -> Made:
    began, key = now(), ages.new_pair()
    name = name_of(began)
    part = config.backup_dir / f"{name}{backups.PART}"
    try:
        taken, files = _written(config, part, key.public, began, tell)
        tell("Membaca kembali cadangan dari cakram")
        digest = backups.digest(part)
        chains = _read_back(config, part, key.private, taken, hands)
        size = part.stat().st_size
        schema = (taken.engine, taken.schema, sum(taken.counts.values()))
        note = BackupNote(name, began, now(), size, digest, *schema, files, chains)
        return Made(backups.publish(part, note), note, key.private)
    finally:
        part.unlink(missing_ok=True)


def _written(
    config: Config, part: Path, extra: str, began: datetime, tell: Tell
) -> tuple[Snapshot, int]:
    with scratch(config.instance_dir) as folder:
        tell("Menyalin basis data")
        signed = signing.files(config.instance_dir)
        taken = snapshot.take(folder)
        # Heads signed since are further than the chains of this copy, and would call it cut.
        late = [one for one in signing.files(config.instance_dir) if one not in signed]
        tell("Mengenkripsi basis data dan berkas")
        header = {
            "made_at": began.isoformat(), "engine": taken.engine, "schema": taken.schema,
            "counts": taken.counts,
        }  # fmt: skip
        ours = [archive.Entry(NAMES[taken.engine], taken.path), *_secret(config, folder)]
        kept = contents.entries(config.instance_dir, config.uploads, [*_left_out(config), *late])
        many = archive.write(part, header, chain(ours, kept), (*config.recipients, extra))
    return taken, many - 1  # the database is counted by its rows


def _left_out(config: Config) -> list[Path]:
    """Of the instance folder: the backups themselves, and the database, which goes in as a copy."""
    found = [config.backup_dir]
    if config.is_sqlite:
        found.append(Path(config.database_url.removeprefix("sqlite:///")))
    return found


def _secret(config: Config, folder: Path) -> list[archive.Entry]:
    """Uploads it is a setting and no file: receipts open with no other."""
    if not config.secret_key or (config.instance_dir / SECRET_FILE).exists():
        return []
    path = folder / SECRET_FILE
    path.touch(mode=0o600)
    path.write_text(config.secret_key)
    return [archive.Entry(f"{contents.INSTANCE}/{SECRET_FILE}", path)]


def _read_back(config: Config, part: Path, key: str, taken: Snapshot, hands: Hands) -> int:
    with scratch(config.instance_dir) as folder:
        inside = archive.read(part, [key], folder, contents.is_needed_to_count)
        return examined(inside, folder, hands, dict(taken.counts))


def examined(inside: Inside, folder: Path, hands: Hands, expected: dict[str, int]) -> int:
    """How many chains were walked in what was unpacked to ``folder``: all of SQLite's. A dump of
    PostgreSQL is counted only; its chains are walked where it is restored. Raises
    `DamagedBackup`."""
    engine = str(inside.header["engine"])
    path = folder / NAMES[engine]
    if engine != SQLITE:
        compare(postgres.counted(path), expected)
        return 0
    compare(snapshot.counts_of(path), expected)
    with elsewhere(f"sqlite:///{path}") as opened:
        if inside.header["schema"] != HEAD:
            # Of an older program: its chains are walked in the tables of this one.
            upgrading.upgrade(opened)
            hands.prepare()
        return hands.walk(folder / contents.INSTANCE)


def compare(found: dict[str, int], expected: dict[str, int]) -> None:
    wrong = [
        name for name in found.keys() | expected.keys() if found.get(name) != expected.get(name)
    ]
    if wrong:
        raise DamagedBackup(
            "Jumlah baris tidak cocok pada %(many)s tabel; cadangan ini tidak boleh dipakai.",
            many=len(wrong),
        )


@contextmanager
def scratch(instance: Path, prefix: str = SCRATCH) -> Iterator[Path]:
    """A folder that only its owner enters, gone afterwards whatever happens."""
    folder = Path(tempfile.mkdtemp(prefix=prefix, dir=instance))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def sweep_scratch(instance: Path, prefix: str = SCRATCH) -> None:
    """What somebody left who was killed: it is in clear."""
    for one in instance.glob(f"{prefix}*"):
        with suppress(OSError):
            shutil.rmtree(one)
