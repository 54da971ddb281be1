"""The receipt of a complaint: a number that names it and a phrase that opens it.

Both are made of the form's own key and the installation's secret, so that a form sent twice
gets the same receipt, and neither has to be kept. Who holds the form's key *and* the secret can
make them again: the form's key is never to be stored, logged or put in an address.

A tablet that is offline makes key and receipt by itself, for a citizen who cannot wait for the
line. Its keys are 256 random bits, say by their beginning what they are, and make their receipt
without the installation's secret: whoever has such a key has the receipt, and nobody else.
"""

import hmac
import re
from dataclasses import dataclass, field

from kiosk.domain.complaint.phrase import BITS, Words
from kiosk.domain.people.keys import Keys
from kiosk.domain.place import code

SYMBOLS = 9
NUMBER_BITS = 5 * SYMBOLS
COUNT = 8
PHRASE_BITS = BITS * COUNT
"""88: not to be searched, even without the slow hash (1e9 tries a second: five billion years)."""
_GROUP = 3
_DEVICE_KEY = re.compile(r"tablet-[A-Za-z0-9_-]{43}")
_NUMBER_LABEL, _PHRASE_LABEL = b"suara-loket nomor", b"suara-loket frasa"
"""The same in the tablet's script: a receipt on paper cannot be changed with either."""
_NUMBER = re.compile(f"[{code.ALPHABET}]{{{SYMBOLS}}}")


@dataclass(frozen=True)
class Receipt:
    """``number``: nine symbols without hyphens. ``phrase``: eight words with single spaces."""

    number: str
    phrase: str = field(repr=False)


def receipt_of(keys: Keys, kunci: str, words: Words) -> Receipt:
    """``kunci``: the form's idempotency key: the server's, at least 128 bits, or a tablet's."""
    device = _DEVICE_KEY.fullmatch(kunci) is not None
    number = _bits(_NUMBER_LABEL if device else keys.of("nomor-aduan"), kunci, NUMBER_BITS)
    phrase = _bits(_PHRASE_LABEL if device else keys.of("frasa-aduan"), kunci, PHRASE_BITS)
    return Receipt(_symbols(number), words.spell(phrase, COUNT))


def tidy_number(typed: str) -> str | None:
    """A ticket number as kept, of what was typed; None where it cannot be one."""
    found = re.sub(r"[^0-9A-Z]", "", code.tidy(typed))
    return found if _NUMBER.fullmatch(found) else None


def spoken_number(number: str) -> str:
    """As shown and printed: three groups of three."""
    return "-".join(number[at : at + _GROUP] for at in range(0, len(number), _GROUP))


def tidy_phrase(typed: str, words: Words) -> str | None:
    """The phrase as it was shown, of what was typed; None where it cannot be one."""
    number = words.read(typed, COUNT)
    return None if number is None else words.spell(number, COUNT)


def is_told_in(phrase: str, text: str) -> bool:
    """Whether somebody wrote the phrase into a text that others will read."""
    return phrase in " ".join(re.findall("[a-z]+", text.lower()))


def _bits(key: bytes, kunci: str, count: int) -> int:
    digest = hmac.digest(key, kunci.encode("utf-8", "replace"), "sha256")
    return int.from_bytes(digest, "big") >> 256 - count


def _symbols(number: int) -> str:
    places = (number >> 5 * place & 31 for place in reversed(range(SYMBOLS)))
    return "".join(code.ALPHABET[place] for place in places)
