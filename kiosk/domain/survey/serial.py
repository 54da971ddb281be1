"""The serial number on a paper form: five letters of its print run, two of its place in it, and a
check symbol over the seven.

The check finds every single wrong symbol and every two that changed places: weights of the
powers of a primitive element of GF(32), whose seven first differ from one another.
"""

from collections.abc import Callable

from kiosk.domain.place.code import ALPHABET
from kiosk.domain.place.code import spoken as spoken
from kiosk.domain.place.code import tidy as heard
from kiosk.domain.refusal import Refusal

BATCH, NUMBER = 5, 2
LENGTH = BATCH + NUMBER + 1
_REDUCED = 0b00101
"""x^5 = x^2 + 1."""


class WrongSerial(Refusal):
    """A symbol of it was misread or mistyped: no sheet has this number."""

    def __init__(self) -> None:
        super().__init__(
            "Nomor seri salah ketik: huruf pemeriksanya tidak cocok. Baca lagi delapan huruf dan "
            "angka di sudut kertas."
        )


def new_batch(choose: Callable[[str], str]) -> str:
    """``choose`` picks one letter: `secrets.choice`. Random, so that a slip of the finger that
    the check lets through still finds no other office's sheet."""
    return "".join(choose(ALPHABET) for _ in range(BATCH))


def serial_of(batch: str, number: int) -> str:
    """``number`` 1 to 1023."""
    body = batch + ALPHABET[number >> 5] + ALPHABET[number & 31]
    return body + check_of(body)


def check_of(body: str) -> str:
    """The symbol that closes it."""
    total = 0
    for letter in body:
        total = _doubled(total ^ ALPHABET.index(letter))
    return ALPHABET[total]


def _doubled(value: int) -> int:
    value <<= 1
    return value if value < 32 else (value & 31) ^ _REDUCED


def read(typed: str) -> str:
    """A serial as it is kept; raises `WrongSerial`. Case, dashes, spaces and look-alike letters
    are forgiven."""
    found = heard(typed.replace("\0", ""))
    if len(found) != LENGTH or not set(found) <= set(ALPHABET) or check_of(found[:-1]) != found[-1]:
        raise WrongSerial
    return found


def batch_of(serial: str) -> str:
    return serial[:BATCH]


def number_of(serial: str) -> int:
    """Its place in the print run."""
    return ALPHABET.index(serial[BATCH]) * 32 + ALPHABET.index(serial[BATCH + 1])
