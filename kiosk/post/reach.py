"""Connections to others: only to addresses that are allowed, and to the very address looked at.

A name is resolved once; every address it has must be allowed, and the connection is made to one
of those, so that a name which answers differently a moment later (rebinding) gains nothing.
Cloud metadata services and link-local addresses are never reached (F37).
"""

import socket
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from typing import Any

from kiosk.domain.upkeep.delivery import Failure, Undelivered

Address = IPv4Address | IPv6Address
_LOCAL = tuple(
    map(ip_network, ("127.0.0.0/8", "::1", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"))
)
_LOCAL_6 = ip_network("fc00::/7")
_METADATA = tuple(
    map(ip_network, ("169.254.0.0/16", "100.64.0.0/10", "192.0.0.0/24", "fd00:ec2::/32"))
)
"""Where clouds keep a machine's own secrets (AWS, Alibaba, Oracle)."""
_UNICAST_6 = ip_network("2000::/3")
_NAT64 = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48")))
INTERNET, LOCAL, EITHER = "internet", "lokal", "keduanya"
CONNECT_SECONDS = 8
MOST_TRIED = 3
"""Addresses of one name."""


class ForbiddenAddress(Undelivered):
    """The name leads where this way out must not lead."""

    def __init__(self) -> None:
        super().__init__(Failure.CLOSED, "alamat terlarang")


def connected(host: str, port: int, network: str) -> socket.socket:
    """A connection to ``host``, pinned to an address that was looked at; raises `Undelivered`
    and `OSError`."""
    found = _resolved(host, port)
    if not found or not all(is_allowed(ip_address(one[4][0]), network) for one in found):
        raise ForbiddenAddress
    return _first_open(found)


def _resolved(host: str, port: int) -> list[Any]:
    """Family, type, protocol, name and address of each, as the resolver gives them."""
    try:
        return list(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
    except (OSError, UnicodeError) as wrong:
        raise Undelivered(Failure.CLOSED, "nama tidak dikenal") from wrong


def _first_open(found: list[Any]) -> socket.socket:
    last: OSError = OSError("no address")
    for family, kind, protocol, _, where in found[:MOST_TRIED]:
        made = socket.socket(family, kind, protocol)
        made.settimeout(CONNECT_SECONDS)
        try:
            made.connect(where)
        except OSError as wrong:
            made.close()
            last = wrong
        else:
            return made
    raise last


def is_allowed(address: Address, network: str) -> bool:
    """``network``: "internet", "lokal" or "keduanya". What an IPv6 address carries inside counts
    as well."""
    inside = _embedded(address)
    if inside is not None:
        return is_allowed(inside, network)
    if any(address in one for one in _METADATA if one.version == address.version):
        return False
    is_local = any(address in one for one in (*_LOCAL, _LOCAL_6) if one.version == address.version)
    if is_local:
        return network in (LOCAL, EITHER)
    return network in (INTERNET, EITHER) and _is_public(address)


def _is_public(address: Address) -> bool:
    """6to4 and Teredo are tunnels to somewhere else; what is not global is nobody's."""
    if isinstance(address, IPv6Address):
        tunnel = address.sixtofour or address.teredo
        if tunnel or address.scope_id is not None or address not in _UNICAST_6:
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _embedded(address: Address) -> IPv4Address | None:
    """The IPv4 address that an IPv6 one stands for."""
    if not isinstance(address, IPv6Address):
        return None
    if address.ipv4_mapped is not None:
        return address.ipv4_mapped
    if any(address in one for one in _NAT64):
        return IPv4Address(int(address) & 0xFFFFFFFF)
    return None
