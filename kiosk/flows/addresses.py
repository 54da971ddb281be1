"""Where a notice goes, looked up when it is sent: nobody who left, or took the address back, is
written to."""

import re

from kiosk.domain.people.keys import Keys
from kiosk.domain.upkeep.notice import Channel, Recipient
from kiosk.store.complaint import persons, tickets
from kiosk.store.complaint.persons import BrokenPerson, Person
from kiosk.store.people import mailboxes

_PHONE = re.compile(r"\+?[0-9]{8,15}")
_AROUND = re.compile(r"[\s().-]")


def address_of(channel: Channel, to: Recipient, to_id: int, keys: Keys) -> str | None:
    """An address of that channel, in the ambient transaction; "" is the webhook itself; None
    where there is nobody to write to."""
    if to is Recipient.HOOK:
        return ""
    if to is Recipient.REPORTER:
        return _reporter(channel, to_id, keys)
    return mailboxes.email_of(to_id) if channel is Channel.MAIL else mailboxes.code_of(to_id)


def _reporter(channel: Channel, ticket_id: int, keys: Keys) -> str | None:
    """Of an ordinary complaint only: what a sealed case keeps, this process cannot open."""
    sealed = tickets.reporter_of(ticket_id)
    if sealed is None:
        return None
    try:
        person = persons.unseal(sealed, keys.of("pelapor"), ticket_id)
    except BrokenPerson:
        return None
    return person.email if channel is Channel.MAIL else _phone(person)


def _phone(person: Person) -> str | None:
    """Digits as a gateway dials them."""
    tidy = _AROUND.sub("", person.contact)
    return tidy if _PHONE.fullmatch(tidy) else None
