"""The site a passkey belongs to: a device gives its proof to no other."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from kiosk.domain.refusal import Refusal

LABEL_LENGTH = 60
MOST = 10


class InvalidPasskey(Refusal):
    """The device's proof does not hold, or the passkey is not known here."""


@dataclass(frozen=True)
class Site:
    """``host`` is the relying party's id, ``origin`` what the browser must name."""

    host: str
    origin: str


def site_of(address: str) -> Site | None:
    """Of "https://skm.contoh.go.id/"; None where no passkey can be: a bare IP address, or a
    host in the clear that is not this machine."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    named = any(letter.isalpha() for letter in host) and ":" not in host
    safe = parts.scheme == "https" or host == "localhost"
    return Site(host, f"{parts.scheme}://{parts.netloc}") if named and safe else None
