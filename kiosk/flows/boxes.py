"""Steps that what tablets send shares: a form locked on the tablet, opened here.

A tablet keeps what waits for a line where the next visitor stands, or a thief: so the page locks
it at once to this installation's public key, and throws away what it locked with
(`kiosk.flows.box_locks`, which an office without tablets never reads: 7 MB a process).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from kiosk.domain.form import Fields
from kiosk.domain.people.keys import Keys
from kiosk.domain.refusal import Refusal

_POINT, _NONCE, _TAG = 65, 12, 16
LARGEST = 128 * 1024
"""Bytes of a box: a complaint of 8,000 characters of four bytes each, several times over."""
MOST_FIELDS = 200
_NAMES = {"jalur", "isi", "bahasa", "token"}


class BrokenBox(Refusal):
    """Not locked to this installation, not for this counter, or not whole."""

    def __init__(self) -> None:
        super().__init__("Kiriman tablet ini tidak dapat dibuka.")


@dataclass(frozen=True)
class Letter:
    """What was in a box. ``lane``: "nilai", "aduan", "integritas" or "ketuk"."""

    lane: str
    fields: Fields = field(repr=False)
    lang: str
    token: str = field(repr=False)


def public_key(keys: Keys) -> bytes:
    """The point in 65 bytes, uncompressed, as browsers take it ("raw")."""
    from kiosk.flows import box_locks

    return box_locks.public_key(keys)


def unlock(keys: Keys, box: bytes, code: str) -> Letter:
    """``code``: of the counter whose page locked it. Raises `BrokenBox`."""
    if not _POINT + _NONCE + _TAG < len(box) <= LARGEST:
        raise BrokenBox
    from kiosk.flows import box_locks

    point, nonce, locked = box[:_POINT], box[_POINT : _POINT + _NONCE], box[_POINT + _NONCE :]
    try:
        return _letter(json.loads(box_locks.opened(keys, point, nonce, locked, code)))
    except (ValueError, RecursionError) as wrong:
        raise BrokenBox from wrong


def lock(public: bytes, letter: Any, code: str, nonce: bytes) -> bytes:
    """What the page's script does, for tests and for whoever writes another tablet."""
    from kiosk.flows import box_locks

    return box_locks.locked(public, json.dumps(letter).encode(), code, nonce)


def _letter(told: Any) -> Letter:
    """Raises `BrokenBox` for what no page of ours locks."""
    if not isinstance(told, dict) or not told.keys() <= _NAMES:
        raise BrokenBox
    lane, lang, token = (told.get(name, "") for name in ("jalur", "bahasa", "token"))
    if not all(isinstance(one, str) for one in (lane, lang, token)):
        raise BrokenBox
    return Letter(lane, _fields(told.get("isi", [])), lang, token)


def _fields(pairs: Any) -> Fields:
    if not isinstance(pairs, list) or len(pairs) > MOST_FIELDS:
        raise BrokenBox
    found: dict[str, list[str]] = {}
    for pair in pairs:
        name, value = _pair(pair)
        found.setdefault(name, []).append(value)
    return found


def _pair(pair: Any) -> Sequence[str]:
    if not isinstance(pair, list) or [type(one) for one in pair] != [str, str]:
        raise BrokenBox
    return pair
