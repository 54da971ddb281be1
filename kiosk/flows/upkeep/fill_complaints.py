"""The demo's complaints, by the very steps by which citizens and officers make them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from kiosk.domain.complaint import entry
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.complaint.ticket import Move
from kiosk.domain.upkeep.demo_complaints import ComplaintPlan, complaints
from kiosk.domain.upkeep.demo_order import DemoOrder
from kiosk.domain.upkeep.demo_plan import DemoPlan
from kiosk.flows import receiving, running
from kiosk.flows import tickets as steps
from kiosk.flows.receiving import Arrival, House, Ready
from kiosk.flows.tickets import PLAIN, REPORTER, Doer, Pen, Told
from kiosk.store.complaint import tickets
from kiosk.store.engine import reading, transaction
from kiosk.store.place import points
from kiosk.store.survey import submissions

Step = Callable[[int], object]


@dataclass(frozen=True)
class FilledComplaints:
    """``receipt``: of the first, an ordinary one that was answered; None where none was made."""

    count: int
    sealed: int
    answered: int
    receipt: Receipt | None = field(repr=False)


def fill_complaints(
    order: DemoOrder, house: House, now: datetime, step: Step = lambda _: None
) -> FilledComplaints:
    """After `fill_demo` of the same order. ``step`` is told of each that was kept. About 50 ms
    each, most of it the slow hash of its phrase."""
    made, sealed, answered, receipt = 0, 0, 0, None
    for plan in complaints(DemoPlan(order, now)):
        ready = _ready(plan, house)
        with transaction():
            _keep(ready, plan, house)
        made += 1
        sealed += ready.case is not None
        answered += any(turn.move is Move.ANSWER for turn in plan.turns)
        receipt = receipt or ready.receipt
        step(1)
    return FilledComplaints(made, sealed, answered, receipt)


def _ready(plan: ComplaintPlan, house: House) -> Ready:
    with reading():
        point = points.opened(plan.point)
    fields = {name: [value] for name, value in plan.fields.items()}
    complaint = entry.read(fields, point.services)
    arrival = Arrival(point, complaint, plan.channel, plan.received)
    receipt = receiving.receipt_of(complaint.key, house)
    return receiving.make_ready(arrival, (), receipt, house, plan.received)


def _keep(ready: Ready, plan: ComplaintPlan, house: House) -> None:
    complaint = ready.arrival.complaint
    submissions.reserve(complaint.key_bytes, complaint.digest(()))
    receiving.store(ready, house, plan.received)
    pen = ready.case or PLAIN
    for turn in plan.turns:
        row, told = tickets.by_id(ready.id), Told(turn.message, turn.reason)
        steps.make_move(row, turn.move, Doer(turn.by), turn.at, told, pen=pen)
    if plan.rating is not None:
        _rate(ready.id, *plan.rating, pen)


def _rate(ticket_id: int, at: datetime, score: int, pen: Pen) -> None:
    row = tickets.by_id(ticket_id)
    at = steps.moment_of(row, REPORTER, running.desk_of(row.origin_id), at)
    told = Told(details={"nilai": [None, score]})
    steps.note_change(row, "nilai", REPORTER, at, told, pen=pen, rating=score, rated_at=at)
