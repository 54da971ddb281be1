"""Steps that flows of follow-up share: proof of what was done, made anew before it is kept, and
given out again only where the scanner lets it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import attachment
from kiosk.domain.complaint.attachment import FileKind, FileState, InvalidAttachment, LostFile
from kiosk.domain.index.plan import Plan
from kiosk.domain.index.plan_entry import CAPTION
from kiosk.domain.people.actor import Actor
from kiosk.domain.place.edit import tidied
from kiosk.flows.receiving import House, StoredFile, Upload, keep_file
from kiosk.media import scanner
from kiosk.media.reencode import prepare
from kiosk.store.complaint import files
from kiosk.store.engine import transaction
from kiosk.store.index import plans

MOST = 20
"""Files of one plan."""
Mark = Callable[..., None]
"""Writes columns of a proof's row, named, by its id."""
_AGAIN = frozenset({FileState.WAITING, FileState.FAILED, FileState.UNSCANNED})


class TooManyProofs(InvalidAttachment):
    """The plan has as many as it may."""

    def __init__(self) -> None:
        super().__init__(
            "Satu rencana memuat paling banyak %(most)s berkas bukti. Gabungkan beberapa gambar "
            "menjadi satu PDF.",
            most=MOST,
        )


class InfectedProof(InvalidAttachment):
    """The scanner found something: it is not kept."""

    def __init__(self) -> None:
        super().__init__("Pemindai menemukan virus dalam berkas itu. Berkas tidak disimpan.")


@dataclass(frozen=True)
class Sent:
    """What came with a form. ``public``: its pictures may be seen by everybody."""

    uploads: Sequence[Upload] = field(repr=False)
    caption: str = ""
    public: bool = False


@dataclass(frozen=True)
class Opened:
    """A file to give out; ``picture``: it may be shown inside a page."""

    name: str
    media_type: str
    picture: bool
    content: bytes = field(repr=False)


def make_ready(sent: Sent, house: House) -> list[StoredFile]:
    """Slow, and outside every transaction. Raises `InvalidAttachment`, `NoSpace`."""
    attachment.check_count([len(one.content) for one in sent.uploads], 0)
    kept = [keep_file(prepare(one.name, one.content), None, house) for one in sent.uploads]
    if any(one.state is FileState.INFECTED for one in kept):
        raise InfectedProof
    return kept


def add(plan: Plan, ready: Sequence[StoredFile], sent: Sent, actor: Actor, now: datetime) -> int:
    """How many it has then. Raises `TooManyProofs`."""
    there = len(plans.proofs([plan.id])[plan.id])
    if there + len(ready) > MOST:
        raise TooManyProofs
    for one in ready:
        plans.add_proof(plan.id, now, actor.id, row_of(one, sent))
    return there + len(ready)


def row_of(one: StoredFile, sent: Sent) -> dict[str, Any]:
    """Columns of a proof, whatever it is proof of."""
    return {
        "kind": one.kind,
        "name": one.name or "",
        "caption": tidied(sent.caption)[:CAPTION],
        "size": one.size,
        "digest": one.digest,
        "thumbnail": one.thumbnail,
        "state": one.state.value,
        "public": sent.public and one.kind == FileKind.PICTURE,
    }


def opened(row: Any, house: House, *, small: bool, mark: Mark = plans.mark_proof) -> Opened:
    """Raises `LostFile`, also for what the scanner does not let out."""
    digest = row.thumbnail if small else row.digest
    if not digest or not _checked(row, house, mark).may_be_served(bool(house.scanner)):
        raise LostFile
    kind = FileKind(row.kind)
    media = "image/jpeg" if small else kind.media_type
    picture = small or kind is FileKind.PICTURE
    return Opened(row.name, media, picture, files.read(house.uploads, digest))


def _checked(row: Any, house: House, mark: Mark) -> FileState:
    """One that came in while the scanner was away is scanned now."""
    state = FileState(row.state)
    if not house.scanner or state not in _AGAIN:
        return state
    state = scanner.scan(house.scanner, files.read(house.uploads, row.digest)).state
    with transaction():
        mark(row.id, state=state.value)
    return state
