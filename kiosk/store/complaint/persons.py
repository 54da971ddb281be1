"""Name and contact of a reporter, sealed and bound to their ticket: in another's row they do not
open."""

import json
from dataclasses import dataclass

from nacl.exceptions import CryptoError
from nacl.secret import Aead

_BUCKET = 128
"""Lengths are rounded up to this: how long a name is says something."""


class BrokenPerson(RuntimeError):
    """The sealed name cannot be opened: another installation's key, or a changed row."""


@dataclass(frozen=True)
class Person:
    name: str
    contact: str

    @property
    def email(self) -> str | None:
        """The contact, where it is a mail address on one line."""
        text = self.contact.strip()
        sound = text.count("@") == 1 and text.isprintable() and " " not in text
        return text if sound and "." in text.rpartition("@")[2] else None


def seal(person: Person, key: bytes, ticket_id: int) -> bytes:
    """``key``: 32 bytes, the installation's for names or the case's own."""
    told = json.dumps([person.name, person.contact], ensure_ascii=False).encode()
    padded = told + b" " * (-len(told) % _BUCKET)
    return bytes(Aead(key).encrypt(padded, _place(ticket_id)))


def unseal(sealed: bytes, key: bytes, ticket_id: int) -> Person:
    """Raises `BrokenPerson`."""
    try:
        name, contact = json.loads(Aead(key).decrypt(bytes(sealed), _place(ticket_id)))
    except CryptoError as error:
        raise BrokenPerson from error
    return Person(name, contact)


def _place(ticket_id: int) -> bytes:
    return b"reporters.sealed:%d" % ticket_id
