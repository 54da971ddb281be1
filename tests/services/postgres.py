"""A private PostgreSQL cluster that lives as long as the process that asked for it."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import uuid4

import psycopg
from psycopg import sql
from sqlalchemy.engine import URL, make_url

from tests.services.tools import refuse_or_skip

# Without the prefix KIOSK_, because the system refuses to start at a KIOSK_ name it does not know.
GIVEN_SERVER = "TEST_POSTGRES_URL"
PREFERRED_MAJOR = 15
SERVER_USER = "postgres"
READY = "ready\n"
IN_MEMORY = Path("/dev/shm")
ROOM = 2 * 1024**3
"""Bytes a cluster and the databases of a few tests may take. In memory a database is copied in a
tenth of the time, and a thousand tests want one each."""

# This shell owns the cluster. Its standard input is a pipe that the tests alone hold open, so
# `read` returns when they close it and also when they are killed: no server and no folder stays.
#
# fsync=off is for this cluster of the functional tests only: each test makes and drops a database,
# and none of them outlives a power cut. A test of durability must start a server of its own.
KEEPER = r"""
bin=$1 home=$2 log=$3
umask 077
trap '"$bin/pg_ctl" -D "$home/data" -m immediate stop >>"$home/log" 2>&1; rm -rf "$home"' EXIT
trap '' INT TERM
"$bin/initdb" -D "$home/data" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync \
    >"$home/log" 2>&1 &&
"$bin/pg_ctl" -D "$home/data" -w -t 60 -l "$home/log" start -o "-c listen_addresses='' -k '$home' \
    -c fsync=off -c full_page_writes=off $log \
    -c autovacuum=off -c max_connections=200" >>"$home/log" 2>&1 </dev/null ||
{ tail -n 5 "$home/log"; exit 1; }
echo ready
read -r _ || true
"""

NO_LOG = "-c wal_level=minimal -c max_wal_senders=0"
LOGICAL = "-c wal_level=logical -c max_wal_senders=20 -c max_replication_slots=20"
"""For tests of replication: workers look for each other at once, not after five seconds."""
LOGICAL += " -c wal_retrieve_retry_interval=50ms -c max_sync_workers_per_subscription=4"
LOGICAL += " -c max_logical_replication_workers=16 -c max_worker_processes=24"


@dataclass(frozen=True)
class Server:
    """Where databases can be made. `url` names the server and its maintenance database."""

    url: URL
    copying: str = ""
    """How a template is copied. A server that is not ours copies as its version does."""
    _lines: list[psycopg.Connection] = field(default_factory=list, compare=False, repr=False)

    def fresh(self, template: str = "template0") -> URL:
        """A new database: empty, or a copy of `template`, which nobody may be using."""
        name = f"kiosk_{uuid4().hex}"
        self._run(f"CREATE DATABASE {{}} TEMPLATE {{}} {self.copying}", name, template)
        return self.url.set(database=name)

    def drop(self, database: URL) -> None:
        """Remove a database together with the connections a test left open."""
        self._run("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(database.database))

    def close(self) -> None:
        """Close the one line on which databases are made and removed."""
        while self._lines:
            self._lines.pop().close()

    def _run(self, statement: str, *names: str) -> None:
        self._line().execute(sql.SQL(statement).format(*map(sql.Identifier, names)))

    def _line(self) -> psycopg.Connection:
        """Kept open: a new one took as long as half a copy."""
        if self._lines and self._lines[0].closed:
            self._lines.clear()
        if not self._lines:
            where = self.url.set(drivername="postgresql").render_as_string(hide_password=False)
            self._lines.append(psycopg.connect(where, autocommit=True, prepare_threshold=None))
        return self._lines[0]


def find_binaries() -> Path | None:
    """The folder of `initdb`: Debian's version 15, else its newest, else the one on PATH."""
    debian = [path.parent for path in Path("/usr/lib/postgresql").glob("*/bin/initdb")]
    on_path = [Path(path).resolve().parent for path in [shutil.which("initdb")] if path]
    return max(debian, key=_preference, default=next(iter(on_path), None))


def _preference(folder: Path) -> tuple[bool, int]:
    major = int(folder.parent.name) if folder.parent.name.isdigit() else 0
    return major == PREFERRED_MAJOR, major


@contextmanager
def running_server() -> Iterator[Server]:
    """The server named in the environment, or a private one that ends with this process."""
    if given := os.environ.get(GIVEN_SERVER):
        with closing(Server(make_url(given).set(drivername="postgresql+psycopg"))) as server:
            yield server
        return
    with _private_server(find_binaries() or _no_binaries(), NO_LOG) as server:
        yield server


@contextmanager
def replicating_server() -> Iterator[Server]:
    """A private one, whose databases may be replicated from."""
    with _private_server(find_binaries() or _no_binaries(), LOGICAL) as server:
        yield server


def _no_binaries() -> Path:
    refuse_or_skip("PostgreSQL is not installed (Debian package postgresql-15)")


@contextmanager
def _private_server(binaries: Path, log: str) -> Iterator[Server]:
    # A socket in a folder that only its owner enters: no port to collide with, no password needed.
    home = Path(tempfile.mkdtemp(prefix="suara-loket-pg-", dir=_roomy()))
    keeper = subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", str(binaries), str(home), log],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
        start_new_session=True,
        **_unprivileged(home),
    )
    try:
        _wait_until_ready(keeper)
        with closing(Server(_url_of_socket(home), _copying(binaries))) as server:
            yield server
    finally:
        keeper.communicate(timeout=60)


def _roomy() -> Path | None:
    """Memory, where there is enough of it; None: the usual folder."""
    if os.access(IN_MEMORY, os.W_OK) and shutil.disk_usage(IN_MEMORY).free >= ROOM:
        return IN_MEMORY
    return None


def _copying(binaries: Path) -> str:
    """Files as they are, which is all that versions before 15 know."""
    told = subprocess.run([binaries / "postgres", "--version"], capture_output=True, check=True)
    found = re.search(rb"[0-9]+", told.stdout)
    return "STRATEGY FILE_COPY" if found and int(found[0]) >= 15 else ""


def _url_of_socket(folder: Path) -> URL:
    where = {"host": str(folder)}
    return URL.create("postgresql+psycopg", SERVER_USER, database="postgres", query=where)


def _unprivileged(home: Path) -> dict[str, Any]:
    """PostgreSQL refuses to run as root, so root hands the folder to the package's own user."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(home, SERVER_USER, SERVER_USER)
    return {"user": SERVER_USER, "group": SERVER_USER, "extra_groups": []}


def _wait_until_ready(keeper: subprocess.Popen[str]) -> None:
    assert keeper.stdout is not None
    line = keeper.stdout.readline()
    if line != READY:
        rest = keeper.stdout.read()
        raise RuntimeError(f"PostgreSQL did not start: {line}{rest}")
