"""A file of a plan is given out: to the desk, or to everybody where it was marked so."""

from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.index.closing import PeriodState
from kiosk.flows import closings, planning, proving
from kiosk.flows.proving import Opened
from kiosk.flows.receiving import House
from kiosk.store.engine import reading
from kiosk.store.index import plans


def fetch_proof(
    unit_code: str, plan_id: int, proof_id: int, house: House, *, small: bool = False
) -> Opened:
    """For the desk. Raises `LostFile`, `UnknownPlan`, `UnknownUnit`."""
    with reading():
        _, plan = planning.found(unit_code, plan_id)
        row = plans.proof(proof_id)
    if row is None or row.plan_id != plan.id:
        raise LostFile
    return proving.opened(row, house, small=small)


def fetch_public_proof(
    unit_code: str, plan_id: int, proof_id: int, house: House, *, small: bool = False
) -> Opened:
    """A picture marked public, of a plan whose period everybody may see. Raises `LostFile`,
    `UnknownPlan`, `UnknownUnit`."""
    with reading():
        _, plan = planning.found(unit_code, plan_id)
        row = plans.proof(proof_id)
        closing = closings.closing_of(plan.unit_id, plan.instrument, plan.period)
    seen = closing is not None and closing.state is PeriodState.PUBLISHED
    if not seen or row is None or row.plan_id != plan.id or not row.public or not row.thumbnail:
        raise LostFile
    return proving.opened(row, house, small=small)
