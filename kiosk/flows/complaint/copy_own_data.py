"""A reporter takes what is kept of them: name and contact, who looked, what they asked for.

No record is made of it: when an anonymous reporter looked is nobody's to know.
"""

from datetime import datetime
from typing import Any

from kiosk.domain.complaint.clock import Queue
from kiosk.domain.complaint.history import title_of
from kiosk.domain.complaint.own_data import Deed, OwnData, Trace
from kiosk.domain.complaint.subject_request import Wish, is_at_once
from kiosk.flows import cases, erasing, sealing
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.sealing import LockedCase
from kiosk.store.complaint import persons, subjects, tickets, timeline
from kiosk.store.complaint.persons import Person
from kiosk.store.engine import reading
from kiosk.store.people import audit, staff
from kiosk.store.place import units

TEAM, SYSTEM = "Tim integritas", "Sistem"


def copy_own_data(proof: Proof, house: House, now: datetime) -> OwnData:
    with reading():
        row = tickets.by_id(proof.ticket_id)
        person = _person(row, proof, house)
        done = row.queue == Queue.DONE
        held = erasing.is_held(row, now)
        at_once = is_at_once(Wish.IDENTITY, sealed=row.sealed, is_open=not done, on_hold=held)
        return OwnData(
            name=person.name if person else "",
            contact=person.contact if person else "",
            has_identity=tickets.reporter_of(row.id) is not None,
            may_erase_at_once=at_once,
            traces=_traces(row),
            deeds=[
                Deed(one.at, title_of(one.move, one.state), one.by)
                for one in timeline.moves(row.id)
            ],
            requests=subjects.of(row.id),
        )


def _person(row: Any, proof: Proof, house: House) -> Person | None:
    sealed = tickets.reporter_of(row.id)
    if sealed is None:
        return None
    if not row.sealed:
        return persons.unseal(sealed, house.keys.of("pelapor"), row.id)
    try:
        return persons.unseal(sealed, sealing.reporters_case(row, proof.seed).key, row.id)
    except LockedCase:
        return None


def _traces(row: Any) -> list[Trace]:
    kind = cases.SEALED_KIND if row.sealed else cases.KIND
    found = audit.about(kind, row.number, row.received_at)
    return [Trace(one.at, one.action, _who(row, one)) for one in found]


def _who(row: Any, one: Any) -> str:
    if one.actor_id == 0:
        return SYSTEM
    if row.sealed:
        return TEAM
    person = staff.actor(one.actor_id)
    roles = ", ".join(role.label for role in person.roles) if person else ""
    return f"{roles or 'Petugas'}, {units.name_of(one.unit_id)}"
