"""Steps that flows of Zona Integritas share: the unit whose dossier is written in, who wrote it
into the record, and the proof that lies in it. All inside the caller's transaction or look."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from kiosk.domain.people.actor import Actor
from kiosk.domain.place.point import UnitCard
from kiosk.domain.zi.proof import MOST, Proof, Subject, UnfitProof
from kiosk.flows.proving import Sent, row_of
from kiosk.flows.receiving import StoredFile
from kiosk.store.people import audit, reach
from kiosk.store.place import units
from kiosk.store.zi import proofs

YEARS = range(2015, 2100)


def held(unit_code: str) -> UnitCard:
    """Others who write in this unit's dossier wait until the transaction ends. Raises
    `UnknownUnit`."""
    unit = units.by_code(unit_code)
    units.hold(unit.id)
    return unit


def record(
    actor: Actor | None,
    now: datetime,
    action: str,
    unit: UnitCard,
    object_kind: str,
    object_id: str,
    details: Mapping[str, Any] | None = None,
    reason: str | None = None,
) -> None:
    """Into the audit chain. ``details``: fields before and after, no free text (that is
    ``reason``). ``actor`` None: the operator at the command line."""
    spot = reach.spot_of_unit_id(unit.id)
    audit.append(
        at=now,
        actor_id=actor.id if actor else 0,
        action=action,
        object_kind=object_kind,
        object_id=object_id[:64],
        instansi_id=spot.instansi_id if spot else 0,
        unit_id=unit.id,
        details=details,
        reason=reason,
    )


def proofs_of(
    unit_id: int, subject: Subject, keys: Iterable[str] | None = None
) -> dict[str, tuple[Proof, ...]]:
    """Key to its proofs that are there; a key without any is not in it."""
    found: dict[str, tuple[Proof, ...]] = {}
    for one in proofs.of(unit_id, subject, keys):
        found[one.key] = (*found.get(one.key, ()), one)
    return found


def add_proofs(
    unit: UnitCard,
    subject: Subject,
    key: str,
    ready: Sequence[StoredFile],
    sent: Sent,
    actor: Actor,
    now: datetime,
) -> None:
    """``ready``: by `proving.make_ready`, outside the transaction. Raises `UnfitProof`."""
    if len(proofs.of(unit.id, subject, [key])) + len(ready) > MOST:
        raise UnfitProof(
            "Satu butir memuat paling banyak %(most)s berkas bukti. Gabungkan beberapa gambar "
            "menjadi satu PDF.",
            most=MOST,
        )
    for one in ready:
        made = proofs.add(unit.id, subject, key, now, actor.id, row_of(one, sent))
        record(
            actor, now, "tambah-bukti", unit, f"bukti-{subject.value}"[:24], f"{key}#{made}",
            {"sha256": [None, one.digest]},
        )  # fmt: skip
