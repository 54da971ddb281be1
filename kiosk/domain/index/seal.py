"""The seal of a document: a code on each page that leads to what the system knows of it."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.domain.place.code import ALPHABET
from kiosk.domain.place.code import tidy as heard
from kiosk.domain.refusal import Refusal

LENGTH = 12
"""Symbols of 5 random bits: nobody who holds no paper finds one by trying."""
LARGEST_MB = 20
LARGEST = LARGEST_MB * 1024 * 1024
"""Bytes of a file that is compared: what the server takes in one request anyway."""
PATH = "/publik/segel/"
DRAFT = "DRAF, belum ditutup"
_CODE = re.compile(f"[{ALPHABET}]{{{LENGTH}}}")


class UnknownSeal(Refusal):
    """The code is on no document of ours."""

    def __init__(self) -> None:
        super().__init__(
            "Kode segel ini tidak dikenal. Periksa lagi tiap huruf dan angkanya pada kertas; bila "
            "sudah sama, dokumen itu tidak dibuat oleh sistem ini. Tanyakan kepada kantor yang "
            "namanya tertera."
        )


@dataclass(frozen=True)
class Seal:
    """``address``: what the QR holds; ``typed_at``: host and path where the code can be typed;
    both "" without a public address. ``digest`` of the figures and ``head`` of the period's row
    in its chain, hexadecimal, "" for a draft; ``edition`` 0 then."""

    code: str
    address: str
    typed_at: str
    digest: str
    head: str
    edition: int
    draft: bool

    @property
    def spoken(self) -> str:
        return spoken(self.code)

    @property
    def line(self) -> str:
        """What stands on each page beside the QR."""
        where = f" · {self.typed_at}" if self.typed_at else ""
        told = f" · {DRAFT}" if self.draft else ""
        return f"Segel {self.spoken}{where}{told}"


def seal_of(code: str, public_url: str, digest: str, head: str = "", edition: int = 0) -> Seal:
    """``edition`` 0: a draft."""
    public = urlsplit(public_url)
    return Seal(
        code=code,
        address=f"{public_url}{PATH}{code}" if public_url else "",
        typed_at=f"{public.netloc}{public.path}{PATH}" if public_url else "",
        digest=digest,
        head=head,
        edition=edition,
        draft=not edition,
    )


def new_code(choose: Callable[[str], str]) -> str:
    """``choose`` picks one letter: `secrets.choice`."""
    return "".join(choose(ALPHABET) for _ in range(LENGTH))


def tidy(typed: str) -> str:
    """Raises `UnknownSeal` for what can be no code; case, spaces, dashes and look-alike letters
    are forgiven."""
    code = heard(typed.replace("\0", ""))
    if not _CODE.fullmatch(code):
        raise UnknownSeal
    return code


def spoken(code: str) -> str:
    """Three groups of four."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))
