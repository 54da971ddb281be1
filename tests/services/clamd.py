"""Virus scanners: ClamAV's own daemon with one signature, and a stand-in with moods."""

from __future__ import annotations

import hashlib
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.services.tools import require

ROOT = Path(__file__).resolve().parents[2]
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS" + b"-TEST-FILE!$H+H*"
"""The test file that every scanner knows; in pieces, or a scanner takes this one away."""


@contextmanager
def fake_clamd(mood: str, socket: Path | None = None) -> Iterator[str]:
    """The address of a server in a process of its own."""
    command = [sys.executable, "-m", "tests.services.fake_clamd", mood]
    command += [str(socket)] if socket else []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            yield process.stdout.readline().strip()
        finally:
            process.kill()


@contextmanager
def real_clamd(folder: Path, *also: bytes) -> Iterator[str]:
    """The address of ClamAV's daemon, which knows EICAR and the contents ``also`` only: real
    signatures are a download."""
    executable = require("clamd")
    base = folder / "base"
    base.mkdir()
    known = [(hashlib.md5(one).hexdigest(), len(one)) for one in (EICAR, *also)]
    lines = (f"{digest}:{length}:Eicar-Test\n" for digest, length in known)
    (base / "eicar.hdb").write_text("".join(lines))
    socket = folder / "clamd.sock"
    settings = folder / "clamd.conf"
    settings.write_text(
        f"LocalSocket {socket}\nDatabaseDirectory {base}\nForeground yes\n"
        f"LogFile {folder / 'log'}\nTemporaryDirectory {folder}\nStreamMaxLength 1M\n"
    )
    with subprocess.Popen([executable, "-c", settings], stdout=subprocess.DEVNULL) as process:
        try:
            _wait(socket, process)
            yield str(socket)
        finally:
            process.kill()


def _wait(socket: Path, process: subprocess.Popen[bytes]) -> None:
    for _ in range(600):
        if socket.exists() or process.poll() is not None:
            break
        time.sleep(0.05)
    assert process.poll() is None, "clamd ended"
