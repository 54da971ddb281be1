"""A file somebody sent becomes one that we made, in a process of its own."""

import os
import re
import select
import signal
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from threading import BoundedSemaphore
from typing import Any

from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.attachment import FileKind, Format, InvalidAttachment
from kiosk.domain.complaint.attachment_name import visible_name
from kiosk.domain.refusal import Busy

TOGETHER = 2
"""Workers at a time in this process; each may take 512 MB."""
PATIENCE = 5.0
"""Seconds somebody waits for a free one."""
WALL_SECONDS = 15.0
_FOLDER = Path(__file__).resolve().parents[2]
_REASONS: Mapping[str, type[InvalidAttachment]] = {
    "pixels": attachment.TooManyPixels,
    "locked": attachment.LockedPdf,
    "heavy": attachment.TooHeavyFile,
}
_TOO_LONG = frozenset({-signal.SIGXCPU, -signal.SIGKILL, -signal.SIGXFSZ})
_REFUSED = re.compile(rb"no ([a-z]+)")
_MADE = re.compile(rb"ok ([0-9]{1,9}) ([0-9]{1,9})")
_seats = BoundedSemaphore(TOGETHER)


class WorkerFailed(RuntimeError):
    """The worker did not run at all: our fault, not the file's."""


@dataclass(frozen=True)
class Prepared:
    """What may be stored: ``content`` and ``thumbnail`` were both made by us; a PDF has none."""

    kind: FileKind
    name: str
    content: bytes = field(repr=False)
    thumbnail: bytes | None = field(repr=False)

    @property
    def media_type(self) -> str:
        return self.kind.media_type


def prepare(name: str, content: bytes) -> Prepared:
    """Raises `InvalidAttachment` with what to do about this file, `Busy` when too many are being
    made. Takes about 0.1 to 0.4 s for a photo; call it before a transaction, never inside."""
    format_ = attachment.format_of(name, content[:16])
    attachment.check_size(name, format_, len(content))
    kind = FileKind.PDF if format_ is Format.PDF else FileKind.PICTURE
    made, thumbnail = _made(name, format_, content)
    return Prepared(kind, visible_name(name, kind.extension), made, thumbnail or None)


def _made(name: str, format_: Format, content: bytes) -> tuple[bytes, bytes]:
    if not _seats.acquire(timeout=PATIENCE):
        raise Busy("Banyak lampiran sedang diolah. Tunggu sebentar, lalu kirim lagi.")
    try:
        code, output = _worked([format_.value, str(attachment.MOST_PIXELS)], content)
    finally:
        _seats.release()
    head, _, body = output.partition(b"\n")
    if refused := _REFUSED.fullmatch(head):
        raise _refusal(refused[1].decode(), format_)(name)
    made = _MADE.fullmatch(head)
    if made is None or int(made[1]) + int(made[2]) != len(body):
        raise _unfinished(code, format_)(name)
    return body[: int(made[1])], body[int(made[1]) :]


def _refusal(reason: str, format_: Format) -> type[InvalidAttachment]:
    broken = attachment.BrokenPdf if format_ is Format.PDF else attachment.BrokenPicture
    return _REASONS.get(reason, broken)


def _unfinished(code: int, format_: Format) -> type[InvalidAttachment]:
    """Ended by its limits or crashed by the file. An orderly exit without a word is neither."""
    if code >= 0:
        raise WorkerFailed(f"kiosk.media.worker ended with status {code}")
    return _refusal("heavy" if code in _TOO_LONG else "broken", format_)


def _worked(arguments: list[str], content: bytes) -> tuple[int, bytes]:
    """The worker's exit status (negative: the signal that ended it) and what it wrote."""
    with _in_memory("input") as given, _in_memory("output") as taken:
        given.write(content)
        given.flush()
        given.seek(0)
        command = [sys.executable, "-B", "-E", "-s", "-W", "ignore", "-m", "kiosk.media.worker"]
        process = subprocess.Popen(
            [*command, *arguments], stdin=given, stdout=taken, stderr=subprocess.DEVNULL,
            cwd=_FOLDER, env={},
        )  # fmt: skip
        code = _ended(process)
        taken.seek(0)
        return code, taken.read()


def _in_memory(name: str) -> Any:
    """An unnamed file that never touches a disk: a sealed case's picture passes through here. The
    kernel bounds what a worker writes to it, which it does not for a pipe."""
    return os.fdopen(os.memfd_create(name), "w+b")


def _ended(process: "subprocess.Popen[bytes]") -> int:
    """Waits on the process itself: `Popen.wait` with a time limit looks only every 50 ms."""
    watch = os.pidfd_open(process.pid)
    try:
        waiting = select.poll()
        waiting.register(watch, select.POLLIN)
        if not waiting.poll(WALL_SECONDS * 1000):
            process.kill()
        return process.wait()
    finally:
        os.close(watch)
