"""PostgreSQL's own programs for dumping and restoring. The password goes by the environment: the
arguments of a process are everybody's to read."""

import logging
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import URL, make_url

from kiosk.domain.upkeep.backup import BackupFailed, UnfitPlace
from kiosk.store.postgres import conninfo

log = logging.getLogger("kiosk.backup")
Ask = Callable[[str], int]
_PACKAGE = "pasang paket postgresql-client dari versi yang sama dengan server"


def dump(url: URL, target: Path, snapshot: str, server_major: int) -> None:
    """In its custom format, not compressed: the archive around it is. Raises `BackupFailed`."""
    program = _program("pg_dump")
    if (ours := _major(program)) < server_major:
        raise BackupFailed(
            "pg_dump versi %(ours)s terlalu tua untuk server PostgreSQL versi %(theirs)s; "
            + _PACKAGE + ".",
            ours=ours,
            theirs=server_major,
        )  # fmt: skip
    _require_direct(url)
    options = ["--format=custom", "--compress=0", "--no-owner", "--no-privileges"]
    # Parts of a table are its rows: under one name, and wherever they belong when put back.
    options.append("--load-via-partition-root")
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    _run([program, *options, f"--snapshot={snapshot}", f"--file={target}"], url)


def restore(source: Path, address: str) -> None:
    """Into an empty database, all of it or nothing. Raises `BackupFailed`."""
    url = make_url(address)
    program = _program("pg_restore")
    _require_direct(url)
    options = ["--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction"]
    _run([program, *options, f"--dbname={url.database}", str(source)], url)


def _require_direct(url: URL) -> None:
    """Both programs change their session, the search path among it; a pooler would hand that to
    whoever comes next. It gives itself away: it makes up the number it calls the session by."""
    address: Any = conninfo(url)
    # Who cannot connect is told so by the program itself.
    with suppress(psycopg.OperationalError), psycopg.connect(**address) as opened:
        told = opened.execute("SELECT pg_backend_pid()").fetchone()
        if told == (opened.info.backend_pid,):
            return
        raise UnfitPlace(
            "Alamat basis data menuju PgBouncer. Untuk cadangan dan pemulihan, jalankan perintah "
            "ini dan kiosk jobs dengan KIOSK_DATABASE_URL yang langsung ke server PostgreSQL."
        )


def counted(source: Path) -> dict[str, int]:
    """Rows of each table in a dump, read without a server. Raises `BackupFailed`."""
    command = [_program("pg_restore"), "--data-only", "--file=-", str(source)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:
        found = _lines_counted(child.stdout or ())
    if child.returncode != 0:
        raise BackupFailed("Salinan basis data di dalam cadangan tidak dapat dibaca pg_restore.")
    return found


_COPY = re.compile(rb'COPY (?:\w+\.)?"?(\w+)"? .*FROM stdin;\n')


def _lines_counted(lines: Iterable[bytes]) -> dict[str, int]:
    """A row is a line: COPY writes a line break inside a value as two characters."""
    found: dict[str, int] = {}
    rest = iter(lines)
    for line in rest:
        if begun := _COPY.fullmatch(line):
            name = begun[1].decode()
            found[name] = found.get(name, 0) + _until_end(rest)
    return found


def _until_end(rest: Iterator[bytes]) -> int:
    many = 0
    for line in rest:
        if line == b"\\.\n":
            break
        many += 1
    return many


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise UnfitPlace("%(name)s tidak ada di mesin ini; " + _PACKAGE + ".", name=name)
    return found


def _major(program: str) -> int:
    said = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    found = re.search(r"\d+", said.stdout.partition(")")[2])
    return int(found[0]) if found else 0


def _run(command: list[str], url: URL) -> None:
    done = subprocess.run(command, env=_environment(url), capture_output=True, text=True)
    if done.returncode != 0:
        name = Path(command[0]).name
        # To the log only: it names hosts, and what is raised is shown on the desk.
        log.error("%s: %s", name, (done.stderr.strip().splitlines() or [""])[0][:300])
        raise BackupFailed("%(name)s gagal; sebabnya ada di catatan layanan.", name=name)


def _environment(url: URL) -> dict[str, str]:
    """libpq's own variables; TLS and such of the address' query among them."""
    told = {f"PG{name.replace('_', '').upper()}": one for name, one in conninfo(url).items()}
    known = {"PGDATABASE": told.pop("PGDBNAME", ""), "PGTZ": "UTC"}
    return os.environ | {name: one for name, one in (told | known).items() if one}
