"""A signed call to a gateway of the office's choosing, for WhatsApp and the like.

The gateway checks ``X-Suara-Loket-Signature``: "v1=" and the hexadecimal HMAC-SHA256, under the
shared secret, of the timestamp of ``X-Suara-Loket-Timestamp`` (seconds since 1970), a full stop
and the body. A second copy of a notice has the same ``id`` and ``Idempotency-Key``.
"""

import hashlib
import hmac
import http.client
import json
import socket
import ssl
from contextlib import closing
from urllib.parse import urlsplit

from kiosk import clock
from kiosk.domain.upkeep.delivery import Failure, Undelivered
from kiosk.domain.upkeep.notice import Letter
from kiosk.post import reach
from kiosk.post.limit import cut_off

READ_SECONDS = 10
FOR_GOOD = frozenset({400, 410, 413, 422})
"""The gateway will not take this one, however often. Other refusals (401, 404, 500) are of the
set-up or of the hour. A redirect is never followed: it would lead past `reach`."""


class Hook:
    """Sends letters as calls, one connection each."""

    def __init__(self, url: str, secret: str, network: str) -> None:
        self._parts = urlsplit(url)
        self._secret = secret
        self._network = network
        self._opened: socket.socket | None = None

    def send(self, letter: Letter) -> None:
        """Returns when the gateway answered 2xx; raises `Undelivered`."""
        body = as_body(letter)
        seconds = str(int(clock.now().timestamp()))
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "suara-loket",
            "Idempotency-Key": letter.message_id,
            "X-Suara-Loket-Timestamp": seconds,
            "X-Suara-Loket-Signature": signature(self._secret, seconds, body),
        }
        with cut_off(lambda: self._opened):
            _judge(self._call(body, headers))

    def close(self) -> None:
        """Nothing stays open between calls."""

    def _call(self, body: bytes, headers: dict[str, str]) -> int:
        self._connect()
        host = self._parts.hostname or ""
        connection = http.client.HTTPConnection(host, self._port, timeout=READ_SECONDS)
        connection.sock = self._opened
        with closing(connection):
            try:
                connection.request("POST", self._path, body, headers)
                return connection.getresponse().status
            except (OSError, http.client.HTTPException) as wrong:
                raise Undelivered(Failure.UNSURE, type(wrong).__name__) from wrong

    def _connect(self) -> None:
        host = self._parts.hostname or ""
        try:
            opened = self._opened = reach.connected(host, self._port, self._network)
            opened.settimeout(READ_SECONDS)
            if self._parts.scheme == "https":
                context = ssl.create_default_context()
                self._opened = context.wrap_socket(opened, server_hostname=host)
        except OSError as wrong:
            raise Undelivered(Failure.CLOSED, type(wrong).__name__) from wrong

    @property
    def _port(self) -> int:
        return self._parts.port or (443 if self._parts.scheme == "https" else 80)

    @property
    def _path(self) -> str:
        query = f"?{self._parts.query}" if self._parts.query else ""
        return (self._parts.path or "/") + query


def as_body(letter: Letter) -> bytes:
    """Canonical JSON. ``to``: {"kind", "address"}; the address is empty for the office itself."""
    document = {
        "id": letter.message_id,
        "kind": letter.kind,
        "to": {"kind": letter.to_kind, "address": letter.to},
        "language": letter.language,
        "subject": letter.subject,
        "text": letter.text,
    }
    return json.dumps(document, sort_keys=True, ensure_ascii=False).encode()


def signature(secret: str, seconds: str, body: bytes) -> str:
    signed = hmac.new(secret.encode(), seconds.encode() + b"." + body, hashlib.sha256)
    return f"v1={signed.hexdigest()}"


def _judge(status: int) -> None:
    if 200 <= status < 300:
        return
    if status in FOR_GOOD:
        raise Undelivered(Failure.NEVER, str(status))
    later = status in (408, 425, 429)
    raise Undelivered(Failure.LATER if later else Failure.CLOSED, str(status))
