"""Names, e-mail addresses and links as people give and get them."""

import re
import unicodedata

from kiosk.domain.refusal import Refusal

LONGEST_EMAIL, LONGEST_NAME = 254, 120
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.ASCII)


class InvalidEmail(Refusal):
    """Not an address mail could be sent to."""


class InvalidName(Refusal):
    """Empty, too long, or with signs no name has."""


class TakenEmail(Refusal):
    """Somebody at the desk has this address already."""


class DeadLink(Refusal):
    """A one-time link that was used, ran out, was replaced or never was."""


class UnknownStaff(Refusal):
    """Nobody of that code or address."""


def tidy_email(given: str) -> str:
    """Lower case; raises `InvalidEmail`."""
    email = given.strip().lower()
    if len(email) > LONGEST_EMAIL or not _EMAIL.fullmatch(email):
        raise InvalidEmail("Tulis alamat surel yang lengkap, misalnya nama@dinas.go.id.")
    return email


def tidy_name(given: str) -> str:
    """One line without doubled spaces; raises `InvalidName`."""
    name = " ".join(unicodedata.normalize("NFC", given).split())
    hidden = any(unicodedata.category(sign) in ("Cc", "Cf", "Cs", "Co") for sign in name)
    if not name or len(name) > LONGEST_NAME or hidden:
        raise InvalidName("Tulis nama lengkap, paling banyak %(most)s huruf.", most=LONGEST_NAME)
    return name
