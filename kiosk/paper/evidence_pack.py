"""An evidence pack as a file: members, the manifest of their hashes, and two signatures.

`kiosk.data.periksa` reads it back on any machine. The signature of the manifest holds for the
unpacked folder; the one in the archive's comment covers every byte before it, so that no byte
of the file can change unseen.
"""

import hashlib
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from kiosk.data import periksa
from kiosk.domain.refusal import Refusal

Sign = Callable[[bytes], bytes]
_DATE = (1980, 1, 1, 0, 0, 0)
"""Of every member: what made them and when stands in the manifest."""
_PACKED = frozenset({".jpg", ".png", ".pdf", ".xlsx", ".docx", ".zip"})
SCRIPT = "periksa.py"
MOST_BYTES = 300_000_000
"""Unpacked. Twenty proofs of every item, as large as they may be, would be ten times that; a pack
has to fit into the memory of whoever makes it and into an evaluator's mail box."""


class TooHeavy(Refusal):
    """More than a pack may hold."""

    def __init__(self) -> None:
        super().__init__(
            "Isi paket melebihi 300 MB. Kurangi atau kecilkan berkas bukti, lalu buat lagi."
        )


@dataclass(frozen=True)
class Member:
    """One file of a pack. ``path``: ASCII, with slashes; ``items``: LKE items it is proof of."""

    path: str
    content: bytes
    title: str
    items: Sequence[str] = ()


def write(target: Path, members: Iterable[Member], head: Mapping[str, Any], sign: Sign) -> None:
    """``head``: what the manifest tells of the whole (``public_key``, ``unit_name``, ``period``,
    ``made_at`` among it). ``members`` may be made one after another: only one is held at once.
    Beside and by rename: nobody meets half a pack."""
    beside = target.with_name(target.name + ".baru")
    with zipfile.ZipFile(beside, "w") as archive:
        listed = [_put(archive, one) for one in (*members, script())]
        manifest = _manifest(head, listed)
        _put(archive, Member(periksa.MANIFEST, manifest, ""))
        signature = sign(manifest).hex().encode()
        _put(archive, Member(periksa.SIGNATURE, signature + b"\n", ""))
        archive.comment = periksa.FORMAT.encode() + b" " + b"0" * 128
    _seal(beside, sign)
    beside.replace(target)


@dataclass(frozen=True)
class Packed:
    """What a pack is made from: its parts one after another, each a stretch of members."""

    parts: Sequence[Callable[[], Iterable[Member]]]
    last: Callable[[Sequence[Member]], Iterable[Member]]
    """The index, of all members before it (their contents left out)."""
    head: Mapping[str, Any]
    sign: Sign


def make(packed: Packed, told: Callable[[int, int], None]) -> bytes:
    """The archive. Raises what a part raises, `TooHeavy` above `MOST_BYTES`."""
    with TemporaryDirectory(prefix="paket-") as folder:
        target = Path(folder) / "paket.zip"
        write(target, _every(packed, told), packed.head, packed.sign)
        return target.read_bytes()


def _every(packed: Packed, told: Callable[[int, int], None]) -> Iterator[Member]:
    seen: list[Member] = []
    size, steps = 0, len(packed.parts) + 1
    for step, part in enumerate(packed.parts):
        told(step, steps)
        for one in part():
            size += len(one.content)
            if size > MOST_BYTES:
                raise TooHeavy
            seen.append(replace(one, content=b""))
            yield one
    told(steps - 1, steps)
    yield from packed.last(seen)
    told(steps, steps)


def script() -> Member:
    """The checker itself, as it runs here."""
    text = Path(periksa.__file__).read_bytes()
    return Member(SCRIPT, text, "Pemeriksa paket: python3 periksa.py")


def _put(archive: zipfile.ZipFile, one: Member) -> dict[str, Any]:
    info = zipfile.ZipInfo(one.path, _DATE)
    info.external_attr = 0o644 << 16
    stored = Path(one.path).suffix in _PACKED
    info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
    archive.writestr(info, one.content)
    return {
        "path": one.path,
        "title": one.title,
        "items": list(one.items),
        "size": len(one.content),
        "sha256": hashlib.sha256(one.content).hexdigest(),
    }


def _manifest(head: Mapping[str, Any], listed: Sequence[Mapping[str, Any]]) -> bytes:
    document = {
        "format": periksa.FORMAT,
        **head,
        "files": sorted(listed, key=lambda one: one["path"]),
    }
    return (json.dumps(document, indent=1, sort_keys=True, ensure_ascii=False) + "\n").encode()


def _seal(path: Path, sign: Sign) -> None:
    """The signature takes the place that was kept for it: no byte moves."""
    length = path.stat().st_size - periksa.COMMENT
    signature = sign(periksa.digest_of(str(path), length)).hex().encode()
    with path.open("r+b") as out:
        out.seek(-128, 2)
        out.write(signature)
        out.flush()
