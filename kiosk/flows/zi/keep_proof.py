"""Proof in a unit's dossier: added, given out, taken back."""

from datetime import datetime

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index import plan_entry
from kiosk.domain.people.actor import Actor
from kiosk.domain.zi.proof import Proof, Subject, UnfitProof
from kiosk.flows import dossier, proving
from kiosk.flows.proving import Opened, Sent
from kiosk.flows.receiving import House
from kiosk.store.engine import reading, transaction
from kiosk.store.place import units
from kiosk.store.zi import proofs


def add_proof(
    actor: Actor, unit_code: str, subject: Subject, key: str, sent: Sent, house: House,
    now: datetime,
) -> None:  # fmt: skip
    """Raises `InvalidAttachment`, `NoSpace`, `UnfitProof`, `UnknownUnit`."""
    if not sent.uploads:
        raise UnfitProof("Pilih berkas buktinya dahulu: foto atau PDF.")
    ready = proving.make_ready(sent, house)
    with transaction():
        unit = dossier.held(unit_code)
        dossier.add_proofs(unit, subject, key, ready, sent, actor, now)


def find_proof(unit_code: str, proof_id: int) -> Proof:
    """Raises `LostFile`, `UnknownUnit`."""
    with reading():
        found = proofs.by_id(units.by_code(unit_code).id, proof_id)
    if found is None:
        raise LostFile
    return found


def fetch_proof(unit_code: str, proof_id: int, house: House, *, small: bool = False) -> Opened:
    """Raises `LostFile`, also where the file on disk is gone or was altered; `UnknownUnit`."""
    return proving.opened(find_proof(unit_code, proof_id), house, small=small, mark=proofs.mark)


def remove_proof(actor: Actor, unit_code: str, proof_id: int, reason: str, now: datetime) -> None:
    """The file goes with the next sweep; that there was one is kept. Raises `LostFile`,
    `UnfitProof`, `UnknownUnit`."""
    told = plan_entry.note(reason)
    if not told:
        raise UnfitProof("Tulis alasannya. Alasan masuk catatan audit.")
    with transaction():
        unit = dossier.held(unit_code)
        found = proofs.by_id(unit.id, proof_id)
        if found is None:
            raise LostFile
        proofs.mark(found.id, digest=None, thumbnail=None, public=False)
        dossier.record(
            actor, now, "hapus-bukti", unit, f"bukti-{found.subject.value}"[:24],
            f"{found.key}#{found.id}", {"sha256": [found.digest, None]}, told,
        )  # fmt: skip
