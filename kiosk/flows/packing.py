"""Steps that parts of an evidence pack share: what it is of, and members made of tables, documents
and proof. A part is a function of `Pack` that gives its members; each looks for itself."""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from kiosk.bucket import Uploads
from kiosk.domain.cells import Cell, csv_text
from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.zi.proof import Proof
from kiosk.paper.evidence_pack import Member
from kiosk.store.complaint import files


class LostProof(Refusal):
    """A proof's file is gone from the disk, or is not what was kept."""


@dataclass(frozen=True)
class Pack:
    """One unit (and all below it) and year. ``instance``: the folder with the signing key."""

    unit: UnitCard
    year: int
    now: datetime
    uploads: Uploads
    instance: Path
    public_url: str


def table(
    path: str, title: str, items: Sequence[str], titles: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> Member:  # fmt: skip
    """A CSV that a spreadsheet opens: with the mark of UTF-8."""
    return Member(path, ("\ufeff" + csv_text(titles, rows)).encode(), title, tuple(items))


def document(path: str, title: str, items: Sequence[str], told: Any) -> Member:
    """A JSON file, its keys in order."""
    text = json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False, default=str)
    return Member(path, (text + "\n").encode(), title, tuple(items))


def proofs(pack: Pack, folder: str, found: Iterable[tuple[str, Proof]]) -> Iterator[Member]:
    """The files themselves, each with the item it is proof of, "" for none. Raises `LostProof`."""
    for item, one in found:
        of = item or _named(one)
        content = kept(pack, one.digest, f"{of} ({one.name})")
        path = f"{folder}/{one.id:06d}.{one.kind.extension}"
        title = one.caption or one.name
        yield Member(path, content, title if item else f"{of}: {title}", (item,) if item else ())


def _named(one: Proof) -> str:
    """ "tahap 2026 pencanangan": what lies under no item is found by this alone."""
    return f"{one.subject.value} {one.key.replace(':', ' ')}"


def kept(pack: Pack, digest: str, what: str) -> bytes:
    """Raises `LostProof`: a pack without a proof it names would be worth nothing."""
    try:
        return files.read(pack.uploads, digest)
    except LostFile as lost:
        raise LostProof(
            "Bukti %(what)s hilang dari penyimpanan atau berubah, jadi paket tidak dibuat. Unggah "
            "bukti itu sekali lagi, lalu buat paketnya.",
            what=what,
        ) from lost
