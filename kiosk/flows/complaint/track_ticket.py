"""A reporter looks at their ticket: where it stands, until when and why, and what was said."""

import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from kiosk.domain.complaint import rating
from kiosk.domain.complaint.attachment import FileState
from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.kinds import Category, Identity, Kind, TicketClass
from kiosk.domain.complaint.limits import Clock
from kiosk.domain.complaint.steps import steps_of
from kiosk.domain.complaint.ticket import By, Ending, Move, State, possible
from kiosk.domain.complaint.tracked import Report, SeenFile, SeenLimit, SeenMessage, Tracked
from kiosk.flows import running, sealing
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof, objectable
from kiosk.flows.sealing import Case
from kiosk.store.complaint import attachments, clocks, opened, tickets, timeline
from kiosk.store.complaint.seals import Place
from kiosk.store.engine import reading
from kiosk.store.place import units


def track_ticket(proof: Proof, house: House, now: datetime) -> Tracked:
    """Raises `LockedCase` where a sealed case was not shared with its reporter."""
    with reading():
        row = tickets.by_id(proof.ticket_id)
        case = sealing.reporters_case(row, proof.seed) if row.sealed else None
        files = _files(row, case, house)
        state, ending = State(row.state), Ending(row.ending) if row.ending else None
        return Tracked(
            number=row.number,
            zone=running.desk_of(row.origin_id).calendar.zone,
            by_day=row.sealed and row.identity == Identity.ANONYMOUS,
            sealed=row.sealed,
            origin=units.name_of(row.origin_id),
            handler="" if row.sealed else units.name_of(row.unit_id),
            kind=Kind(row.kind),
            category=Category(row.category),
            ticket_class=TicketClass(row.ticket_class),
            identity=_identity(row),
            state=state,
            ending=ending,
            received=row.received_at,
            report=_report(row, case),
            files=tuple(files.get(0, ())),
            messages=_messages(row, case, files),
            limits=_limits(row, now),
            moves=_moves(row),
            can_write=row.queue != Queue.DONE,
            can_rate=rating.is_open(state, ending, row.closed_at, now),
            rating=row.rating,
            objected=row.objected_at is not None,
            merged=row.merged_into is not None,
            identity_opened=opened.opened_at(row.id),
        )


def _identity(row: Any) -> Identity:
    """Whose name and contact were erased is anonymous from then on."""
    kept = tickets.reporter_of(row.id) is not None
    return Identity(row.identity) if kept else Identity.ANONYMOUS


def _moves(row: Any) -> frozenset[Move]:
    steps = possible(State(row.state), By.REPORTER, objected=row.objected_at is not None)
    found = {step.move for step in steps}
    return frozenset(found if objectable(row) else found - {Move.OBJECT})


def _report(row: Any, case: Case | None) -> Report:
    kept = tickets.text_of(row.id)
    if case is None or kept.sealed is None:
        return Report(kept.title, kept.body, kept.place, kept.happened)
    told = json.loads(case.unseal(0, Place.TEXT, kept.sealed))
    return Report(told["judul"], told["isi"], told["tempat"], told["waktu"], told["terlapor"])


def _files(row: Any, case: Case | None, house: House) -> Mapping[int, Sequence[SeenFile]]:
    """By the message they came with; 0: with the complaint."""
    found = defaultdict(list)
    for one in attachments.of(row.id):
        name = one.name if case is None else case.unseal(one.id, Place.FILE_NAME, one.sealed)
        state = FileState(one.state)
        is_served = state.may_be_served(bool(house.scanner))
        found[one.message].append(SeenFile(one.seq, name, one.size, state, is_served))
    return found


def _messages(
    row: Any, case: Case | None, files: Mapping[int, Sequence[SeenFile]]
) -> tuple[SeenMessage, ...]:
    return tuple(
        SeenMessage(
            one.at,
            one.from_reporter,
            (one.text if case is None else case.read(one.seq, "pesan", one)) or "",
            tuple(files.get(one.seq, ())),
        )
        for one in timeline.messages(row.id)
    )


def _limits(row: Any, now: datetime) -> tuple[SeenLimit, ...]:
    return tuple(
        SeenLimit(Clock(one.kind), one.due_at, one.days, steps_of(one.steps), now > one.due_at)
        for one in clocks.current(row.id)
        if one.met_at is None
    )
