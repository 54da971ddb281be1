"""ClamAV over its socket: the INSTREAM command of clamd(8), nothing installed for it.

Only the scanner's own "OK" makes a file clean. A scanner that is away leaves a file waiting, so
that it is asked again; one that answers anything else has failed, and a person looks (F28).
"""

import re
import socket
import time
from dataclasses import dataclass
from enum import Enum

from kiosk.domain.complaint.attachment import FileState

CONNECT_SECONDS = 3.0
WHOLE_SECONDS = 30.0
"""For one file, from the connection to the answer."""
CHUNK = 64 * 1024
LONGEST_ANSWER = 4096
_FOUND = re.compile(r"stream: (?P<name>.+) FOUND")


@dataclass(frozen=True)
class Scan:
    """``found`` is the name of what was found, or what the scanner said when it failed."""

    state: FileState
    found: str = ""


class Away(Enum):
    """There was no answer; which it was is for the operator."""

    UNREACHABLE = "tidak terhubung"
    SILENT = "tidak menjawab"


def scan(address: str, content: bytes, whole: float = WHOLE_SECONDS) -> Scan:
    """``address`` as in ``KIOSK_CLAMD``; empty: there is no scanner. ``whole``: seconds at most.
    Never raises for what a scanner does. Slow: outside every transaction."""
    if not address:
        return Scan(FileState.UNSCANNED)
    answer = _asked(address, b"zINSTREAM\0", content, whole)
    return Scan(FileState.WAITING, answer.value) if isinstance(answer, Away) else _read(answer)


def is_there(address: str, whole: float = CONNECT_SECONDS) -> bool:
    """Whether a scanner answers at this address."""
    return _asked(address, b"zPING\0", None, whole) == "PONG"


def _read(answer: str) -> Scan:
    if answer == "stream: OK":
        return Scan(FileState.CLEAN)
    if found := _FOUND.fullmatch(answer):
        return Scan(FileState.INFECTED, found["name"])
    if not answer:
        return Scan(FileState.WAITING, Away.SILENT.value)
    return Scan(FileState.FAILED, answer)


def _asked(address: str, command: bytes, content: bytes | None, whole: float) -> str | Away:
    until = time.monotonic() + whole
    try:
        line = _connected(address, min(CONNECT_SECONDS, whole))
    except OSError:
        return Away.UNREACHABLE
    with line:
        try:
            _send(line, command, content, until)
            return _answer(line, until)
        except OSError:
            return Away.SILENT


def _connected(address: str, seconds: float) -> socket.socket:
    if not address.startswith("/"):
        host, _, port = address.rpartition(":")
        return socket.create_connection((host.strip("[]"), int(port)), seconds)
    line = socket.socket(socket.AF_UNIX)
    try:
        line.settimeout(seconds)
        line.connect(address)
    except OSError:
        line.close()
        raise
    return line


def _send(line: socket.socket, command: bytes, content: bytes | None, until: float) -> None:
    try:
        _give(line, command, until)
        if content is None:
            return
        for at in range(0, len(content), CHUNK):
            piece = content[at : at + CHUNK]
            _give(line, len(piece).to_bytes(4) + piece, until)
        _give(line, bytes(4), until)
    except (BrokenPipeError, ConnectionResetError):
        # Above its StreamMaxLength clamd says so and hangs up while we still talk: read that.
        return


def _give(line: socket.socket, piece: bytes, until: float) -> None:
    line.settimeout(_left(until))
    line.sendall(piece)


def _answer(line: socket.socket, until: float) -> str:
    said = b""
    while not said.endswith(b"\0") and len(said) < LONGEST_ANSWER:
        line.settimeout(_left(until))
        more = line.recv(LONGEST_ANSWER)
        if not more:
            break
        said += more
    return said.rstrip(b"\0\n").decode("ascii", "replace")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError
    return left
