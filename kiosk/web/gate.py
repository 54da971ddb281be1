"""What every request passes: the host it names on the way in, headers and gzip on the way out."""

import gzip
from urllib.parse import urlsplit

from flask import Flask, Response, abort, request

from kiosk.config import Config

LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
GZIP_FROM = 600
GZIP_LEVEL = 5
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "object-src 'none'"
)
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Not no-referrer: that turns the Origin of our own forms into "null".
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def connect(app: Flask, settings: Config) -> None:
    public = urlsplit(settings.public_url)
    headers = [*HEADERS, HSTS] if public.scheme == "https" else list(HEADERS)

    @app.before_request
    def known_host() -> None:
        """Links and QR codes are made from the host: an unknown one is refused (F35)."""
        if not _is_known(request.host, public.netloc):
            abort(400, "host")

    @app.after_request
    def dress(response: Response) -> Response:
        response.headers.extend(headers)
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return _compressed(response)


def _is_known(host: str, public: str) -> bool:
    """The public host; a loopback one while there is no public host, or from this machine."""
    if public and host == public:
        return True
    return is_loopback(host) and (not public or request.remote_addr in LOOPBACK)


def is_loopback(host: str) -> bool:
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return name in LOOPBACK


def _compressed(response: Response) -> Response:
    if (
        response.mimetype not in ("text/html", "application/json", "image/svg+xml")
        or response.is_streamed
        or response.direct_passthrough
        or "gzip" not in request.headers.get("Accept-Encoding", "")
        or (response.content_length or 0) < GZIP_FROM
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), GZIP_LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response
