"""A colleague opens an attachment of a ticket; one that waits for its scan is scanned first."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kiosk.domain.complaint.attachment import FileKind, FileState, LostFile
from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases, sealing, viewing
from kiosk.flows.receiving import House
from kiosk.flows.sealing import Case, Unlocked
from kiosk.media import scanner
from kiosk.store.complaint import attachments, files
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading, transaction

_AGAIN = frozenset({FileState.WAITING, FileState.FAILED, FileState.UNSCANNED})


class WithheldFile(Refusal):
    """The scanner did not find it clean."""


@dataclass(frozen=True)
class Opened:
    """``picture``: it may be shown inside a page; anything else is only saved."""

    name: str
    media_type: str
    picture: bool
    content: bytes = field(repr=False)


def fetch_file(
    actor: Actor,
    number: str,
    seq: int,
    house: House,
    now: datetime,
    unlocked: Unlocked | None = None,
    *,
    small: bool = False,
) -> Opened:
    """``seq``: as the ticket's page names it; ``small``: its thumbnail. Raises `UnknownTicket`,
    `LostFile`, `WithheldFile`, `LockedCase`."""
    with reading():
        row = cases.seen(number, actor, house.keys)
        case = sealing.case_of(row, unlocked, actor) if row.sealed else None
        found = next((one for one in attachments.of(row.id) if one.seq == seq), None)
    if found is None or (small and not found.thumbnail):
        raise LostFile
    content = _content(found, case, house)
    if not _checked(found, content, house).may_be_served(bool(house.scanner)):
        raise WithheldFile("Berkas ini belum dapat dibuka karena belum lolos pemindaian virus.")
    kind = FileKind(found.kind)
    if small:
        # Looking at the page is recorded already.
        return Opened("", "image/jpeg", True, _thumbnail(found, case, house))
    with transaction():
        cases.record(actor.id, "buka-lampiran", row, now, {"berkas": seq})
    name = viewing.file_name(found, case)
    return Opened(name, kind.media_type, kind is FileKind.PICTURE, content)


def _content(found: Any, case: Case | None, house: House) -> bytes:
    stored = files.read(house.uploads, found.digest)
    return stored if case is None else case.unseal_file(found.id, Place.FILE, stored)


def _thumbnail(found: Any, case: Case | None, house: House) -> bytes:
    stored = files.read(house.uploads, found.thumbnail)
    return stored if case is None else case.unseal_file(found.id, Place.THUMBNAIL, stored)


def _checked(found: Any, content: bytes, house: House) -> FileState:
    state = FileState(found.state)
    if not house.scanner or state not in _AGAIN:
        return state
    state = scanner.scan(house.scanner, content).state
    with transaction():
        attachments.mark(found.id, state)
    return state
