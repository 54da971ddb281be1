"""Proof of a plan: added, shown to everybody or not, taken back."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index import plan_entry
from kiosk.domain.index.plan import Plan, PlanState, UnfitMove
from kiosk.domain.people.actor import Actor
from kiosk.flows import planning, proving
from kiosk.flows.proving import Sent
from kiosk.flows.receiving import House
from kiosk.store.engine import transaction
from kiosk.store.index import plans

ADDED, SHOWN, HIDDEN, REMOVED = "bukti", "buka-bukti", "tutup-bukti", "hapus-bukti"


def add_proof(
    actor: Actor, unit_code: str, plan_id: int, sent: Sent, house: House, now: datetime
) -> None:
    """Raises `InvalidAttachment`, `NoSpace`, `UnfitMove`, `UnknownPlan`."""
    if not sent.uploads:
        raise UnfitMove("Pilih berkas buktinya dahulu: foto atau PDF.")
    ready = proving.make_ready(sent, house)
    with transaction():
        _, plan = planning.held(unit_code, plan_id)
        proving.add(plan, ready, sent, actor, now)
        _note(actor, plan, ADDED, now, sent.caption)


def show_proof(
    actor: Actor, unit_code: str, plan_id: int, proof_id: int, now: datetime, *, public: bool
) -> None:
    """Everybody may see a picture, or no longer. Raises `LostFile`, `UnknownPlan`."""
    with transaction():
        plan, row = _held(unit_code, plan_id, proof_id)
        if row.thumbnail is None or row.public == public:
            return
        plans.mark_proof(row.id, public=public)
        _note(actor, plan, SHOWN if public else HIDDEN, now, row.caption or row.name)


def remove_proof(
    actor: Actor, unit_code: str, plan_id: int, proof_id: int, reason: str, now: datetime
) -> None:
    """The file goes with the next sweep; that there was one is kept. Raises `LostFile`,
    `UnfitMove`, `UnknownPlan`."""
    told = plan_entry.note(reason)
    if not told:
        raise UnfitMove("Tulis alasannya. Alasan masuk riwayat rencana ini.")
    with transaction():
        plan, row = _held(unit_code, plan_id, proof_id)
        if plan.state is PlanState.DONE and len(plans.proofs([plan.id])[plan.id]) == 1:
            raise UnfitMove("Rencana yang selesai memerlukan bukti. Tambahkan gantinya dahulu.")
        plans.mark_proof(row.id, digest=None, thumbnail=None, public=False)
        _note(actor, plan, REMOVED, now, told)


def _held(unit_code: str, plan_id: int, proof_id: int) -> tuple[Plan, Any]:
    _, plan = planning.held(unit_code, plan_id)
    row = plans.proof(proof_id)
    if row is None or row.plan_id != plan.id:
        raise LostFile
    return plan, row


def _note(actor: Actor, plan: Plan, what: str, now: datetime, note: str) -> None:
    kept = plan_entry.note(note)
    plans.add_move(plan.id, now, actor.id, what, (plan.state, plan.state), kept)
    planning.record(actor, now, what, plan, reason=kept or None)
