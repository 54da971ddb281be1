"""One tap on one of four faces: a signal of the day, never an answer to the survey.

PermenPANRB 14/2017 asks nine unsur; a single face is none of them and never enters the index.
"""

import hashlib
from dataclasses import dataclass, field

from kiosk.domain.form import CARRIED, KEY, Fields
from kiosk.domain.refusal import Refusal

FIELD = "wajah"
FACES = (1, 2, 3, 4)
WORDS = {1: "Sangat tidak puas", 2: "Tidak puas", 3: "Puas", 4: "Sangat puas"}
"""Message keys; the least first, as on the scale of the survey."""
_KNOWN = CARRIED | {FIELD, "kunci"}


class InvalidTap(Refusal):
    """No face, or a form that is none of ours."""

    def __init__(self) -> None:
        super().__init__("Pilih salah satu dari empat wajah.")


@dataclass(frozen=True)
class Tap:
    """``face``: 1 (least) to 4."""

    face: int
    key: str = field(repr=False)

    @property
    def key_bytes(self) -> bytes:
        return hashlib.sha256(b"ketuk\0" + self.key.encode()).digest()[:16]

    @property
    def digest(self) -> bytes:
        return hashlib.sha256(b"%d" % self.face).digest()[:8]


def read(given: Fields) -> Tap:
    """Raises `InvalidTap`."""
    face, key = (list(given.get(name, [])) for name in (FIELD, "kunci"))
    sound = len(face) == len(key) == 1 and not given.keys() - _KNOWN
    if not sound or face[0] not in map(str, FACES) or not KEY.fullmatch(key[0]):
        raise InvalidTap
    return Tap(int(face[0]), key[0])
