"""A reporter corrects the name and contact they gave (UU 27/2022 Pasal 6 and 30): at once."""

from datetime import datetime

from kiosk.domain.complaint import flood
from kiosk.domain.complaint.entry import LENGTHS
from kiosk.domain.complaint.subject_request import NothingKept
from kiosk.domain.form import visible
from kiosk.domain.refusal import Refusal
from kiosk.flows import reporting, running, sealing, tellings, tickets
from kiosk.flows.limits import check_network
from kiosk.flows.receiving import House
from kiosk.flows.reporting import Proof
from kiosk.flows.tickets import REPORTER
from kiosk.store.complaint import persons, subjects
from kiosk.store.complaint import tickets as kept
from kiosk.store.complaint.persons import Person
from kiosk.store.engine import transaction


class UnfitName(Refusal):
    """No name, or one that is too long."""


def correct_contact(
    proof: Proof, name: str, contact: str, house: House, now: datetime, address: str
) -> None:
    """Never makes an anonymous reporter a named one. The same again does nothing. Each is told of
    like a message, and counts as one. Raises `NothingKept`, `UnfitName`, `TooMuch`."""
    person = _checked(name, contact)
    check_network(address, house, now, flood.MOST, "pesan")
    with transaction():
        row = reporting.held(proof)
        sealed = kept.reporter_of(row.id)
        if sealed is None:
            raise NothingKept
        key = house.keys.of("pelapor")
        if row.sealed:
            key = sealing.reporters_case(row, proof.seed).key
        if persons.unseal(sealed, key, row.id) == person:
            return
        subjects.replace_reporter(row.id, persons.seal(person, key, row.id))
        at = tickets.moment_of(row, REPORTER, running.desk_of(row.origin_id), now)
        tickets.note_change(row, "perbaiki-kontak", REPORTER, at)
        tellings.tell_owner(row, house.keys, now)


def _checked(name: str, contact: str) -> Person:
    told = Person(visible(name).strip(), visible(contact).strip())
    if not told.name:
        raise UnfitName("Tuliskan nama Anda. Untuk menghapusnya, pakai tombol hapus.")
    most = LENGTHS["nama"]
    if max(len(told.name), len(told.contact)) > most:
        raise UnfitName(
            "Nama dan kontak masing-masing paling panjang %(most)s karakter.", most=most
        )
    return told
