"""A PostgreSQL with a replica that streams from it, and a PgBouncer before them; all of it lives as
long as the process that asked for it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.services.postgres import (
    _no_binaries,
    _roomy,
    _unprivileged,
    _wait_until_ready,
    find_binaries,
)
from tests.services.processes import children
from tests.services.tools import require

# As in `postgres.py`: a shell that owns the servers and ends with the tests. A commit waits until
# the replica has it on its disk; one that asks for `remote_apply`, until it can be read there.
KEEPER = r"""
bin=$1 home=$2 first=$3 second=$4 pool=$5
umask 077
end() {
    for one in first second; do "$bin/pg_ctl" -D "$home/$one" -m immediate stop; done
    [ ! -e "$home/pool.pid" ] || kill "$(cat "$home/pool.pid")"
    rm -rf "$home"
}
trap 'end >>"$home/log" 2>&1' EXIT
trap '' INT TERM
start() {
    "$bin/pg_ctl" -D "$home/$1" -w -t 60 -l "$home/log" start -o "-p $2 -k '$home' \
        -c listen_addresses=127.0.0.1 -c fsync=off -c autovacuum=off -c max_connections=60 \
        -c hot_standby_feedback=on $3" </dev/null
}
{
    "$bin/initdb" -D "$home/first" -U postgres -A trust -E UTF8 --locale=C.UTF-8 --no-sync &&
    start first "$first" "-c synchronous_standby_names=" &&
    "$bin/pg_basebackup" -D "$home/second" -R -X stream -c fast --no-sync -h "$home" -p "$first" \
        -U postgres &&
    start second "$second" &&
    pgbouncer -q -d "$home/pool.ini"
} >>"$home/log" 2>&1 || { tail -n 5 "$home/log"; exit 1; }
echo ready
read -r _ || true
"""
POOL = """[databases]
* = host={home} port={server} user=postgres
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir = {home}
auth_type = any
admin_users = postgres
pool_mode = transaction
default_pool_size = 3
logfile = {home}/pool.log
pidfile = {home}/pool.pid
"""


@dataclass(frozen=True)
class Streaming:
    """Ports on the loopback of the server that is written to, of the one that follows it, and of
    the pooler. The pooler has three connections for everybody."""

    home: Path
    first: int
    second: int
    pool: int

    def url(self, port: int, database: str) -> str:
        return f"postgresql://postgres@127.0.0.1:{port}/{database}"

    def run(self, port: int, *statements: str, database: str = "postgres") -> None:
        with psycopg.connect(self.url(port, database), autocommit=True) as opened:
            for one in statements:
                opened.execute(one)

    def catch_up(self) -> None:
        """Until all that was committed can be read from the replica."""
        self.run(
            self.first,
            "SET synchronous_commit = remote_apply",
            "SELECT pg_logical_emit_message(true, 'tests', '')",
        )

    @contextmanager
    def hung(self) -> Iterator[None]:
        """The replica's processes stand still meanwhile."""
        first = int((self.home / "second" / "postmaster.pid").read_text().split()[0])
        every = [first, *children(first)]
        for one in every:
            os.kill(one, signal.SIGSTOP)
        try:
            yield
        finally:
            for one in every:
                os.kill(one, signal.SIGCONT)

    def lead(self, port: int) -> None:
        """Where the pooler sends its clients from their next transaction on."""
        (self.home / "pool.ini").write_text(
            POOL.format(home=self.home, server=port, port=self.pool)
        )
        self.run(self.pool, "RELOAD", database="pgbouncer")


@contextmanager
def streaming() -> Iterator[Streaming]:
    require("pgbouncer")
    binaries = find_binaries() or _no_binaries()
    home = Path(tempfile.mkdtemp(prefix="suara-loket-pg-", dir=_roomy()))
    found = Streaming(home, *_free_ports(3))
    (home / "pool.ini").write_text(POOL.format(home=home, server=found.first, port=found.pool))
    ports = [str(one) for one in (found.first, found.second, found.pool)]
    unprivileged = _unprivileged(home)
    if unprivileged:
        shutil.chown(home / "pool.ini", unprivileged["user"])
    keeper = subprocess.Popen(
        ["sh", "-c", KEEPER, "keeper", str(binaries), str(home), *ports],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=home,
        start_new_session=True,
        **unprivileged,
    )
    try:
        _wait_until_ready(keeper)
        found.run(found.first, "ALTER SYSTEM SET synchronous_standby_names = '*'",
                  "SELECT pg_reload_conf()")  # fmt: skip
        yield found
    finally:
        keeper.communicate(timeout=60)


def _free_ports(many: int) -> list[int]:
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(many)]
        for one in held:
            one.bind(("127.0.0.1", 0))
        return [one.getsockname()[1] for one in held]
