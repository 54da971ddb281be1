"""PostgreSQL as it is asked directly, and servers of it that nobody watches."""

import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg

from benchmarks.cluster.ground import HOST, Ground, Process, free_ports, wait_until

NEWEST = max(
    Path("/usr/lib/postgresql").glob("*/bin"),
    key=lambda one: int(one.parent.name),
    default=Path("/usr/bin"),
)
Unasked = psycopg.Error
"""What `ask` raises where the server cannot be asked."""
DATABASE = ROLE = "suaraloket"


def binaries() -> Path:
    """Version 15, which Debian 12 has; else the newest there is."""
    fifteen = Path("/usr/lib/postgresql/15/bin")
    return fifteen if fifteen.exists() else NEWEST


def ask(port: int, password: str, statement: str, database: str = "postgres") -> list[Any]:
    """Rows of one statement by the superuser; [] where it has none."""
    with _open(port, password, database) as opened:
        found = opened.execute(statement.encode())
        return found.fetchall() if found.description else []


def _open(port: int, password: str, database: str) -> "psycopg.Connection[Any]":
    return psycopg.connect(
        host=HOST, port=port, user="postgres", password=password, dbname=database,
        autocommit=True, connect_timeout=3, options="-c statement_timeout=10000",
    )  # fmt: skip


def can_ask(port: int, password: str) -> bool:
    try:
        return bool(ask(port, password, "SELECT 1"))
    except psycopg.Error:
        return False


def make_database(port: int, password: str, role_password: str) -> None:
    """Role and database of the program, as docs/operations.md says."""
    ask(port, password, f"CREATE ROLE {ROLE} LOGIN PASSWORD '{role_password}'")
    ask(port, password, f"CREATE DATABASE {DATABASE} OWNER {ROLE}")


@dataclass(frozen=True)
class Plain:
    """One server that nobody takes over from: another region's, or the nation's."""

    port: int
    password: str
    process: Process


def start_plain(here: Ground, name: str, password: str) -> Plain:
    """With a database of the program in it."""
    data = here.folder / f"data-{name}"
    key = here.write(here.place(f"key-{name}", served=True) / "sandi", password)
    [port] = free_ports(1)
    _initialise(here, data, key)
    settings = {
        "listen_addresses": HOST, "port": str(port), "unix_socket_directories": str(key.parent),
        "wal_level": "logical", "shared_buffers": "32MB", "max_connections": "40",
    }  # fmt: skip
    command = [str(binaries() / "postgres"), "-D", str(data)]
    for one, value in settings.items():
        command += ["-c", f"{one}={value}"]
    process = here.start(name, command, {"PATH": "/usr/bin:/bin"}, served=True)
    wait_until(name, lambda: can_ask(port, password), 20)
    make_database(port, password, password)
    return Plain(port, password, process)


def _initialise(here: Ground, data: Path, key: Path) -> None:
    command = [str(binaries() / "initdb"), "-D", str(data), "--pwfile", str(key)]
    command += ["-U", "postgres", "-A", "scram-sha-256", "-E", "UTF8", "--locale=C.UTF-8"]
    command += ["--data-checksums", "--no-sync"]
    here.place(data.name, served=True)
    process = here.start(f"initdb-{data.name}", command, {"PATH": "/usr/bin:/bin"}, served=True)
    if process.wait(60):
        raise subprocess.SubprocessError(here.words(f"initdb-{data.name}"))
