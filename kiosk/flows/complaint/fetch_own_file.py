"""A reporter takes back a file of their own ticket."""

from dataclasses import dataclass, field

from kiosk.domain.complaint.attachment import FileKind, FileState, LostFile
from kiosk.domain.refusal import Refusal
from kiosk.flows import sealing
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.store.complaint import attachments, files, tickets
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading


class WithheldFile(Refusal):
    """It was not found clean by the scanner, or not looked at yet."""


@dataclass(frozen=True)
class Fetched:
    name: str
    media_type: str
    content: bytes = field(repr=False)


def fetch_own_file(proof: Proof, seq: int, house: House) -> Fetched:
    """``seq``: as `Tracked` names it. Raises `LostFile`, `WithheldFile`."""
    with reading():
        row = tickets.by_id(proof.ticket_id)
        case = sealing.reporters_case(row, proof.seed) if row.sealed else None
        found = next((one for one in attachments.of(row.id) if one.seq == seq), None)
    if found is None:
        raise LostFile
    if not FileState(found.state).may_be_served(bool(house.scanner)):
        raise WithheldFile("Berkas ini belum dapat diunduh karena belum lolos pemindaian virus.")
    content, name = files.read(house.uploads, found.digest), found.name
    if case is not None:
        content = case.unseal_file(found.id, Place.FILE, content)
        name = case.unseal(found.id, Place.FILE_NAME, found.sealed)
    return Fetched(name, FileKind(found.kind).media_type, content)
