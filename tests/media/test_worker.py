"""The process that opens a stranger's file can do nothing else."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def worked(
    hostile: str, content: bytes = b"x", **limits: int
) -> subprocess.CompletedProcess[bytes]:
    """The worker with a decoder that does what an attacker wants."""
    code = [
        "import os, socket, sys",
        "from kiosk.media import worker",
        *(f"worker.{name} = {value}" for name, value in limits.items()),
        f"worker._maker = lambda *_: lambda content: {hostile}",
        "worker.main('PNG', 1)",
    ]
    return subprocess.run(
        [sys.executable, "-c", "\n".join(code)], input=content, capture_output=True, cwd=ROOT,
        check=False, timeout=30,
    )  # fmt: skip


def test_it_hands_back_what_was_made() -> None:
    assert worked("(content * 2, b'small')", b"ab").stdout == b"ok 4 5\nababsmall"


@pytest.mark.parametrize(
    "hostile",
    [
        "(open('/etc/hostname', 'rb').read(), b'')",
        "(open('/dev/null', 'wb').write(content), b'')",
        "(socket.socket(), b'')",
        "(socket.socket(socket.AF_UNIX), b'')",
        "(os.pipe(), b'')",
        "(os.listdir('.'), b'')",
    ],
)
def test_it_opens_no_file_and_no_connection(hostile: str) -> None:
    assert worked(hostile).stdout == b"no broken\n"
    told = f"(repr([content, {hostile}]).encode()[:2], b'')"
    assert worked(told, _STANDARD_STREAMS=9).stdout == b"ok 2 0\n[b", "else it could"


def test_it_has_little_memory() -> None:
    assert worked("(bytes([len(bytes(600 * 1024 * 1024)) % 7]), b'')").stdout == b"no heavy\n"


def test_it_has_little_time() -> None:
    ended = worked("([0 for n in iter(int, 1)], b'')", CPU_SECONDS=1)
    assert ended.returncode in (-signal.SIGXCPU, -signal.SIGKILL)


def test_what_became_too_large_is_refused() -> None:
    assert worked("(bytes(16 * 1024 * 1024), b'x')").stdout == b"no heavy\n"


def test_a_worker_that_was_taken_over_cannot_fill_the_memory(tmp_path: Path) -> None:
    """What the parent hands it as standard output is a file, and files have a largest size."""
    code = (
        "from kiosk.media import worker\nworker._framed = lambda *_: bytes(40_000_000)\n"
        "worker.main('PNG', 1)"
    )
    with (tmp_path / "output").open("wb") as output:
        subprocess.run(
            [sys.executable, "-c", code], input=b"x", stdout=output, stderr=subprocess.DEVNULL,
            cwd=ROOT, check=False,
        )  # fmt: skip
    assert (tmp_path / "output").stat().st_size <= 16 * 1024 * 1024 + 1024


def test_a_decoder_may_fail_in_any_way() -> None:
    for failure in ("RecursionError()", "SystemError()", "KeyError(1)"):
        assert worked(f"(_ for _ in ()).throw({failure})").stdout == b"no broken\n"
