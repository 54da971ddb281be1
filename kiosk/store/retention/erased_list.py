"""What was erased, in a file beside the database: a backup of yesterday still has it all, and does
not know what was erased today.

A line is on the disk before its erasure is committed: killed between the two, a restored backup
erases what was to be erased anyway. Ids and days only; append-only, one JSON object a line.
"""

import json
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

NAME = "erased.jsonl"


def append(instance: Path, lines: Iterable[Mapping[str, Any]]) -> None:
    """Raises `OSError`: then nothing may be erased either."""
    told = "".join(json.dumps(one, sort_keys=True) + "\n" for one in lines)
    handle = os.open(instance / NAME, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(handle, "r+b") as out:
        out.seek(0, os.SEEK_END)
        if out.tell():
            # A power cut may have left half a line: the next one begins on its own.
            out.seek(-1, os.SEEK_END)
            told = told if out.read(1) == b"\n" else "\n" + told
        out.write(told.encode())
        out.flush()
        os.fsync(out.fileno())


def read(instance: Path) -> list[dict[str, Any]]:
    """In order; half a line (the power went), or a damaged one, is an empty word."""
    path = instance / NAME
    if not path.exists():
        return []
    return [_read(line) for line in path.read_bytes().splitlines() if line.strip()]


def _read(line: bytes) -> dict[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}
