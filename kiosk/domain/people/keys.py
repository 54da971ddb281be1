"""Keys for one purpose each, all from the installation's secret."""

import hashlib
import hmac
from dataclasses import dataclass, field
from datetime import date
from ipaddress import ip_address, ip_network


@dataclass(frozen=True)
class Keys:
    """``secret``: the installation's, at least 256 bits. A key of one purpose opens nothing of
    another; the same purpose always gives the same key."""

    secret: str = field(repr=False)

    def of(self, purpose: str) -> bytes:
        """32 bytes."""
        return hmac.digest(self.secret.encode(), b"suara-loket:" + purpose.encode(), "sha256")

    @property
    def seal(self) -> bytes:
        """For second-factor secrets at rest."""
        return self.of("totp")

    def account(self, email: str) -> bytes:
        """Under which tries for an account are counted, whether it exists or not."""
        return hmac.digest(self.of("percobaan"), b"akun:" + email.encode(), "sha256")

    def device(self, mark: str) -> bytes:
        return hmac.digest(self.of("percobaan"), b"perangkat:" + mark.encode(), "sha256")

    def code(self, staff_id: int) -> bytes:
        return hmac.digest(self.of("percobaan"), b"kode:%d" % staff_id, "sha256")

    def network(self, address: str, day: date) -> bytes:
        """Of a /24 or /64, by a key of the day: yesterday's rows name nobody today."""
        key = self.of(f"jaringan:{day.isoformat()}")
        return hmac.digest(key, network_of(address).encode(), hashlib.sha256)

    def accused(self, ticket_id: int, what: str, number: int) -> bytes:
        """The mark of a person or unit that a sealed case names; ``what``: "orang" or "unit".
        Of one case only: two cases about the same person do not show it."""
        told = b"%d:%s:%d" % (ticket_id, what.encode(), number)
        return hmac.digest(self.of("terlapor"), told, "sha256")


def network_of(address: str) -> str:
    try:
        known = ip_address(address)
    except ValueError:
        return "lain"
    mapped = getattr(known, "ipv4_mapped", None)
    known = mapped or known
    return str(ip_network(f"{known}/{24 if known.version == 4 else 64}", strict=False))
