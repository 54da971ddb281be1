"""Work a machine must do where its network sends more than people do: hashcash with SHA-256.

An office is one address. Beyond its limit nobody there is refused: each form costs its sender some
seconds of counting, which a citizen's phone does by itself and a flood cannot afford. The work is
for one form and for one try, and is checked in microseconds.
"""

import hashlib
import hmac
import re
from dataclasses import dataclass, field

FIELD = "kerja"
LEAST = 17
"""Leading zero bits while few did the work: 131,072 hashes, a second or two on a cheap phone."""
STEP = 100
"""Of those who did: from here on each doubling costs a bit more."""
MOST_BITS = 22
MOST_DONE = 1_000
"""Forms of one network by work in one window; no village has so many."""
SLACK = 1
"""Bits: what was asked for may have risen while somebody was counting."""
LENGTH = 32
_SENT = re.compile(r"([0-9]{2})-([0-9]{1,16})", re.ASCII)


@dataclass(frozen=True)
class Challenge:
    """``text`` and a number, joined by a colon, whose hash begins with ``bits`` zero bits."""

    text: str
    bits: int


@dataclass(frozen=True)
class Work:
    """For which form (``key``), and what was ``sent``: "17-90210", or nothing yet."""

    key: str = field(repr=False)
    sent: str = ""

    @property
    def bits(self) -> int:
        """As its sender says; 0 for what is no work."""
        found = _SENT.fullmatch(self.sent)
        bits = int(found[1]) if found else 0
        return bits if LEAST <= bits <= MOST_BITS else 0

    def solves(self, challenge: Challenge) -> bool:
        found = _SENT.fullmatch(self.sent)
        if found is None or self.bits != challenge.bits:
            return False
        made = hashlib.sha256(f"{challenge.text}:{found[2]}".encode()).digest()
        return int.from_bytes(made[:4]) >> (32 - challenge.bits) == 0


def bits_for(done: int) -> int:
    """What the next form costs, where ``done`` were sent by work. Forms without work raise no
    price: a flood of them makes nobody's phone count longer."""
    return min(MOST_BITS, LEAST + (done // STEP).bit_length())


def challenge(mark: bytes, bits: int, tries: int) -> Challenge:
    """For one form of one network and day (``mark``: 32 secret bytes) and its next try."""
    made = hmac.digest(mark, b"%d:%d" % (bits, tries), "sha256")
    return Challenge(made.hex()[:LENGTH], bits)
