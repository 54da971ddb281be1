"""Steps that flows share when a ticket's class changes: its limit runs anew from the receipt."""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.deadline import Pause, compute
from kiosk.domain.complaint.kinds import TicketClass
from kiosk.domain.complaint.limits import Clock, pause_cap
from kiosk.flows.running import Desk
from kiosk.flows.tickets import Seq
from kiosk.store.complaint import clocks

CAUSE = "kelas diubah; dihitung dari saat laporan diterima"


def change_class_clock(
    row: Any, wanted: TicketClass, desk: Desk, now: datetime, seq: Seq
) -> datetime:
    """Ends the limit of the old class and starts that of the new one, from the original receipt
    and with the pauses there were; its end. What was answered stays answered."""
    met = None
    for one in clocks.current(row.id):
        if one.kind == row.ticket_class:
            clocks.replace(row.id, one.seq, now)
            met = one.met_at
    pauses = [Pause(one.started_at, one.ended_at) for one in clocks.pauses(row.id)]
    clock = Clock(wanted.value)
    cap = pause_cap(desk.settings)
    deadline = compute(desk.calendar, row.received_at, desk.days_of(clock), pauses, cap, now=now)
    clocks.add(row.id, seq.next(), clock.value, row.received_at, deadline, cause=CAUSE, at=now)
    if met is not None:
        clocks.meet(row.id, [clock.value], met)
    return deadline.due
