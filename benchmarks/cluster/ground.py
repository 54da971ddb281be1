"""The one folder everything lies in, and the processes in it; `guard` ends them all."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from pathlib import Path

from benchmarks.cluster.guard import tell_all

HOST = "127.0.0.1"
ROOT = Path(__file__).resolve().parents[2]
SERVICE_USER = "postgres"
"""Debian's own for PostgreSQL, Patroni and PgBouncer, none of which runs as root."""
Process = subprocess.Popen[bytes]


class TooSlow(RuntimeError):
    """Something did not happen in its time; the message says what."""


@dataclass(frozen=True)
class Ground:
    """``folder`` may be passed through by everybody; what lies in it is its owner's alone."""

    folder: Path

    def place(self, name: str, *, served: bool = False) -> Path:
        """A folder of its own; ``served``: it belongs to the user the database servers run as."""
        made = self.folder / name
        made.mkdir(mode=0o700, exist_ok=True)
        if served:
            _hand_over(made)
        return made

    def write(self, path: Path, text: str, mode: int = 0o600) -> Path:
        """A file of a database server."""
        path.write_text(text)
        path.chmod(mode)
        _hand_over(path)
        return path

    def start(
        self, name: str, command: Sequence[str], env: Mapping[str, str], *, served: bool = False
    ) -> Process:
        """Its words go into ``name``.log. It is told to end where this process is killed."""
        with (self.folder / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*_bound(served=served), *command],
                env=dict(env), cwd=self.folder if served else ROOT,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip

    def words(self, name: str) -> str:
        """The last of its log."""
        path = self.folder / f"{name}.log"
        return path.read_text(errors="replace")[-2000:] if path.exists() else ""


def _hand_over(path: Path) -> None:
    if os.geteuid() == 0:
        shutil.chown(path, SERVICE_USER, SERVICE_USER)


def _bound(*, served: bool) -> list[str]:
    ours = ["setpriv", "--pdeathsig", "TERM"]
    if served and os.geteuid() == 0:
        ours += [f"--reuid={SERVICE_USER}", f"--regid={SERVICE_USER}", "--clear-groups"]
    return [*ours, "--"]


def send(process: int, what: signal.Signals = signal.SIGKILL) -> None:
    """To all that came of a process, and to itself, as close together as it goes."""
    with suppress(ProcessLookupError):
        os.kill(process, what)
    tell_all(process, what)


def free_ports(many: int) -> list[int]:
    """All different: each is held until the last is found."""
    with ExitStack() as stack:
        held = [stack.enter_context(socket.socket()) for _ in range(many)]
        for one in held:
            one.bind((HOST, 0))
        return [one.getsockname()[1] for one in held]


def wait_until(what: str, is_so: Callable[[], bool], seconds: float, every: float = 0.1) -> float:
    """Seconds it took; raises `TooSlow`. What cannot be asked is not so."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        with suppress(OSError, LookupError):
            if is_so():
                return time.monotonic() - began
        time.sleep(every)
    raise TooSlow(f"{what}: not within {seconds:.0f} s")


def listens(port: int) -> bool:
    """Whether somebody takes connections there."""
    with suppress(OSError), socket.create_connection((HOST, port), timeout=1):
        return True
    return False
