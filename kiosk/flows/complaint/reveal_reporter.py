"""The officer who holds a ticket looks at the name of a confidential reporter; every look is
written down."""

from datetime import datetime

from kiosk.domain.complaint.kinds import Identity
from kiosk.domain.complaint.ticket import By
from kiosk.domain.complaint.ticket_view import ShownReporter
from kiosk.domain.people.actor import Actor
from kiosk.domain.refusal import Refusal
from kiosk.flows import cases
from kiosk.flows.receiving import House
from kiosk.store.complaint import persons, tickets
from kiosk.store.engine import transaction


class NotTheHolder(Refusal):
    """Only the officer who holds the ticket is told, and not in this way for a sealed case."""


def reveal_reporter(actor: Actor, number: str, house: House, now: datetime) -> ShownReporter:
    """Raises `UnknownTicket`, `NotAllowed`, `NotTheHolder`."""
    with transaction():
        row = cases.held(number, actor, house.keys)
        by = cases.role_in(row, actor)
        sealed = tickets.reporter_of(row.id)
        mine = row.owner_id == actor.id and by is By.OFFICER
        if row.sealed or sealed is None or not mine or row.identity != Identity.CONFIDENTIAL:
            raise NotTheHolder("Identitas ini hanya terbuka bagi petugas yang memegang laporan.")
        cases.record(actor.id, "lihat-identitas", row, now)
        person = persons.unseal(sealed, house.keys.of("pelapor"), row.id)
    return ShownReporter(Identity.CONFIDENTIAL, person.name, person.contact)
