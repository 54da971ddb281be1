"""What a server asked of the kernel, and the disks that a power cut may leave of it.

`strace` writes down every write, fsync, rename and answer of every process of the server. From
that the files are put together as the worst disk the kernel's promises allow: of what was not
fsynced before the cut nothing is there, or any part of it in any order, torn at any sector; a name
is there only when its folder was fsynced after it.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

SYSCALLS = "openat,write,pwrite64,ftruncate,fsync,fdatasync,rename,unlink,sendto,sendmsg"
SECTOR = 512
_LINE = re.compile(r"(\d+) +(?:(\w+)\((.*)|<\.\.\. (\w+) resumed>(.*))", re.DOTALL)
_PATH = re.compile(r"(?:\d+|AT_FDCWD)<((?:\\x[0-9a-f]{2})*)")
_TEXT = re.compile(r'"((?:\\x[0-9a-f]{2})*)"')


def strace(log: Path) -> list[str]:
    """The command to put before the server's own."""
    traced = ["-e", f"trace={SYSCALLS}", "-e", "signal=none"]
    return ["strace", "-f", "-y", "-xx", "-s", "200000", "--seccomp-bpf", *traced, "-o", str(log)]


@dataclass
class Call:
    """``path``: of the file it is on; ``data``: what was written, or a new name; ``at``: offset or
    length; ``begun``: which call of the log it began as, ``line`` by which it was over."""

    thread: int
    name: str
    path: str
    data: bytes = b""
    at: int = 0
    begun: int = 0
    line: int = 0


def calls(log: Path) -> list[Call]:
    """In the order they ended; one that failed is left out."""
    waiting: dict[int, tuple[str, str, int]] = {}
    found = []
    with log.open(encoding="ascii", errors="replace") as lines:
        for number, line in enumerate(lines):
            match = _LINE.match(line)
            if not match:
                continue
            thread = int(match[1])
            name, told, begun = match[2], match[3], number
            if name and "<unfinished ...>" in told:
                waiting[thread] = (name, told.partition(" <unfinished ...>")[0], number)
                continue
            if not name:
                if thread not in waiting:
                    continue
                name, head, begun = waiting.pop(thread)
                told = head + match[5]
            if (one := _call(thread, name, told)) is not None:
                one.begun, one.line = begun, number
                found.append(one)
    return found


def _call(thread: int, name: str, told: str) -> Call | None:
    arguments, _, result = told.rpartition(" = ")
    if not result or result.startswith("-1") or not result[0].isdigit():
        return None
    texts = [_bytes(one) for one in _TEXT.findall(arguments)]
    path = _bytes(found[1]).decode(errors="replace") if (found := _PATH.match(arguments)) else ""
    if name == "openat":
        opened = _PATH.match(result)
        path = _bytes(opened[1]).decode(errors="replace") if opened else ""
        return Call(thread, name, path, b"new" if "O_CREAT" in arguments else b"") if path else None
    if name in ("rename", "unlink"):
        return Call(thread, name, texts[0].decode(), texts[1] if name == "rename" else b"")
    last = arguments.rstrip(") ").rpartition(", ")[2]
    at = int(last) if name in ("pwrite64", "ftruncate") else 0
    return Call(thread, name, path, texts[0] if texts else b"", at)


def _bytes(escaped: str) -> bytes:
    return bytes.fromhex(escaped.replace("\\x", ""))


@dataclass
class _File:
    """``whole``: what is on the disk for certain; ``loose``: (line begun, write) not yet."""

    whole: bytearray = field(default_factory=bytearray)
    loose: list[Call] = field(default_factory=list)
    end: int = 0
    is_named: bool = True


class Disk:
    """The files below a folder as the power may leave them."""

    def __init__(self, root: Path) -> None:
        self.root = str(root)
        self.files: dict[str, _File] = {}
        for path in root.rglob("*"):
            if path.is_file():
                content = bytearray(path.read_bytes())
                self.files[str(path)] = _File(content, end=len(content))

    def take(self, one: Call) -> None:
        """The call is over."""
        if not one.path.startswith(self.root):
            return
        match one.name:
            case "openat":
                if one.path not in self.files and one.data:
                    self.files[one.path] = _File(is_named=False)
            case "write" | "pwrite64" | "ftruncate":
                self._loosen(one)
            case "fsync" | "fdatasync":
                self._settle(one)
            case "rename":
                moved = self.files.pop(one.path, None)
                if moved is not None:
                    moved.is_named = False
                    self.files[one.data.decode()] = moved
            case "unlink":
                # Still there after the cut, for all anybody knows: worse for nobody but a log.
                self.files.pop(one.path, None)

    def _loosen(self, one: Call) -> None:
        file = self.files.get(one.path)
        if file is None:
            return
        if one.name == "write":
            one.at = file.end
        file.end = one.at if one.name == "ftruncate" else max(file.end, one.at + len(one.data))
        file.loose.append(one)

    def _settle(self, one: Call) -> None:
        if (file := self.files.get(one.path)) is None:
            for path, inside in self.files.items():
                if str(Path(path).parent) == one.path:
                    inside.is_named = True
            return
        for write in [early for early in file.loose if early.line < one.begun]:
            _apply(file.whole, write)
            file.loose.remove(write)
        # SQLite forces the folder too, once for each new file; a file's own fsync names no name.

    def left(self, chance: random.Random | None = None) -> Iterator[tuple[str, bytes]]:
        """Path and content of each file. ``chance``: parts of what was not forced are there too,
        in an order of their own; None: nothing of it is."""
        for path, file in self.files.items():
            if not file.is_named and (chance is None or chance.random() < 0.5):
                continue
            content = file.whole
            if chance is not None and file.loose:
                content = bytearray(content)
                some = chance.sample(file.loose, chance.randrange(len(file.loose) + 1))
                for one in some:
                    _apply(content, _torn(one, chance))
            yield path, bytes(content)


def _torn(one: Call, chance: random.Random) -> Call:
    if one.name == "ftruncate" or chance.random() < 0.5:
        return one
    sectors = chance.randrange(len(one.data) // SECTOR + 1)
    return Call(one.thread, one.name, one.path, one.data[: sectors * SECTOR], one.at)


def _apply(content: bytearray, one: Call) -> None:
    if one.name == "ftruncate":
        del content[one.at :]
        content.extend(bytes(one.at - len(content)))
        return
    if one.data:
        content.extend(bytes(max(0, one.at - len(content))))
        content[one.at : one.at + len(one.data)] = one.data
