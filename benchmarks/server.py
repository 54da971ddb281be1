"""A real gunicorn, as `kiosk serve` starts it, and what it uses, read from /proc (Linux)."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from kiosk.commands.serve import ALLOCATOR, gunicorn

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[1]
START_SECONDS = 30
_TICK = os.sysconf("SC_CLK_TCK")


class NotStarted(RuntimeError):
    """The server ended, or its workers did not come up in time."""


@dataclass(frozen=True)
class Server:
    """``pid`` is gunicorn's master."""

    port: int
    pid: int

    @property
    def workers(self) -> list[int]:
        path = Path(f"/proc/{self.pid}/task/{self.pid}/children")
        return [int(pid) for pid in path.read_text().split()]

    def cpu_seconds(self) -> float:
        """User and system time of all workers so far."""
        return sum(_ticks(pid) for pid in self.workers) / _TICK

    def peak_memory(self) -> list[int]:
        """Greatest resident bytes of each worker so far."""
        return [_peak(pid) for pid in self.workers]

    def own_memory(self) -> list[int]:
        """Bytes of each worker now, what it shares with other processes by its part of it."""
        return [_own(pid) for pid in self.workers]


def _ticks(pid: int) -> int:
    # The name in brackets may hold spaces: count from the closing one.
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return int(fields[11]) + int(fields[12])


def _peak(pid: int) -> int:
    return _bytes(Path(f"/proc/{pid}/status"), "VmHWM:")


def _own(pid: int) -> int:
    return _bytes(Path(f"/proc/{pid}/smaps_rollup"), "Pss:")


def _bytes(told: Path, name: str) -> int:
    found = next(line for line in told.read_text().splitlines() if line.startswith(name))
    return int(found.split()[1]) * 1024


@contextmanager
def serving(target: str, environ: Mapping[str, str], workers: int) -> Iterator[Server]:
    """``target`` ("wsgi:app") until the block ends; raises `NotStarted`."""
    port = _free_port()
    command = [target if part == "wsgi:app" else part for part in gunicorn(HOST, port, workers)]
    given = {**environ, **ALLOCATOR}
    # One line a request goes to standard error as shipped; here only the table is wanted.
    process = subprocess.Popen(command, env=given, cwd=ROOT, stderr=subprocess.DEVNULL)
    try:
        server = Server(port, process.pid)
        _wait(server, process, workers)
        yield server
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(START_SECONDS)


def _free_port() -> int:
    with socket.socket() as asked:
        asked.bind((HOST, 0))
        port: int = asked.getsockname()[1]
        return port


def _wait(server: Server, process: "subprocess.Popen[bytes]", workers: int) -> None:
    limit = time.monotonic() + START_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        if len(server.workers) == workers and _takes(server.port):
            return
        time.sleep(0.05)
    raise NotStarted(" ".join([sys.executable, "gunicorn", str(process.poll())]))


def _takes(port: int) -> bool:
    try:
        with socket.create_connection((HOST, port), timeout=1):
            return True
    except OSError:
        return False
