"""Who may say where a visitor comes from: the proxies that were named, and nobody who gets past
them to the program's own port."""

from collections.abc import Callable
from ipaddress import ip_address, ip_network
from typing import Any

from werkzeug.middleware.proxy_fix import ProxyFix

from kiosk.config import Config

Application = Callable[..., Any]
_SAID = tuple(f"HTTP_X_FORWARDED_{name}" for name in ("FOR", "PROTO", "HOST", "PORT", "PREFIX"))
PASSED_ON = "kiosk.passed_on"
"""In the environment: somebody in between said so, whom nobody named and nothing is believed of."""


class Peers:
    """Forwarded headers of a request are believed where it comes from one of ``networks``, as
    many hops of them as ``hops``; from anybody else they are taken away before anything looks."""

    def __init__(self, application: Application, hops: int, networks: tuple[str, ...]) -> None:
        self._plain = application
        self._believing = ProxyFix(
            application, x_for=hops, x_proto=hops, x_host=hops, x_prefix=hops
        )
        self._networks = [ip_network(one) for one in networks]

    def __call__(self, environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if self._is_known(environ.get("REMOTE_ADDR", "")):
            return self._believing(environ, start)
        said = [name for name in _SAID if environ.pop(name, None) is not None]
        environ[PASSED_ON] = bool(said)
        return self._plain(environ, start)

    def _is_known(self, address: str) -> bool:
        """A socket in the file system has no address: who may write to it was let in."""
        try:
            peer = ip_address(address)
        except ValueError:
            return not address
        peer = getattr(peer, "ipv4_mapped", None) or peer
        return any(peer in network for network in self._networks)


def connect(application: Application, settings: Config) -> Application:
    if not settings.proxy_hops:
        return application
    return Peers(application, settings.proxy_hops, settings.peers)
