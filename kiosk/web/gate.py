"""What every request passes: the host it names on the way in, headers and gzip on the way out."""

import gzip
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, Request, Response, abort, request
from werkzeug.routing import IntegerConverter
from werkzeug.urls import iri_to_uri

from kiosk.config import Config
from kiosk.domain.form import can_be_kept
from kiosk.web.policy_reports import PATH
from kiosk.web.stamp import is_foreign

Application = Callable[..., Any]
Headers = list[tuple[str, str]]
LOOPBACK = frozenset({"127.0.0.1", "localhost", "[::1]"})
LOOPBACK_ADDRESSES = frozenset({"127.0.0.1", "::1"})
DESK = "/admin/"
GZIP_FROM = 600
GZIP_LEVEL = 5
# By report-uri alone: report-to is heard over HTTPS only, and where both stand the other is not.
POLICY = (
    "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    f"object-src 'none'; report-uri {PATH}"
)
FRAMES = ("frame-ancestors 'none'", "frame-ancestors *")
HEADERS = (
    ("Content-Security-Policy", POLICY),
    ("X-Content-Type-Options", "nosniff"),
    ("X-Frame-Options", "DENY"),
    # Not no-referrer: that turns the Origin of our own forms into "null".
    ("Referrer-Policy", "same-origin"),
    ("Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
)
FRAMED = "kiosk.framed"
"""Set in the environment of a request whose answer may stand in another site's page."""
HSTS = ("Strict-Transport-Security", "max-age=31536000; includeSubDomains")


def connect(app: Flask, settings: Config) -> None:
    public = urlsplit(settings.public_url)
    app.url_map.converters["int"] = Number
    # Under a subpath a report goes there too.
    headers = [(name, value.replace(PATH, public.path + PATH)) for name, value in HEADERS]
    if public.scheme == "https":
        headers.append(HSTS)

    @app.before_request
    def let_in() -> None:
        """In one: each function costs the request as much again as what it looks at."""
        asked: Request = request._get_current_object()  # type: ignore[attr-defined]
        # Links and QR codes are made from the host: an unknown one is refused (F35).
        if not _is_known(asked.host, public.netloc):
            abort(400, "host")
        # No address of ours holds a NUL or its like, and PostgreSQL takes none.
        if not can_be_kept(asked.path):
            abort(404)
        # A form to the desk from another site is refused before anything reads it (F45).
        if asked.method == "POST" and asked.path.startswith(DESK) and is_foreign(asked):
            abort(403)

    @app.after_request
    def dress(response: Response) -> Response:
        if isinstance(response, _Moved):
            return response
        if "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "no-store"
        return _compressed(response)

    app.wsgi_app = _dressed(app.wsgi_app, headers)  # type: ignore[method-assign]


class Number(IntegerConverter):
    """In an address: none that PostgreSQL's integer cannot hold, which would be a fault of ours."""

    regex = r"\d{1,9}"


def let_frame(asked: Request) -> None:
    """The answer to this request may be framed by any site: a page that holds nothing of its
    reader and takes nothing from them."""
    asked.environ[FRAMED] = True


def _framed(headers: Headers) -> Headers:
    kept = [one for one in headers if one[0] != "X-Frame-Options"]
    return [(name, value.replace(*FRAMES)) for name, value in kept]


def _dressed(application: Application, headers: Headers) -> Application:
    """The same headers on every answer, added last: set on the response they cost it 12 us."""
    framed = _framed(headers)

    def called(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        def dressed(status: str, given: Headers, *failure: Any) -> Any:
            own = framed if FRAMED in environ and status[0] in "23" else headers
            return start(status, [*given, *own], *failure)

        return application(environ, dressed)

    return called


def _is_known(host: str, public: str) -> bool:
    """The public host; a loopback one while there is no public host, or from this machine."""
    if public and host == public:
        return True
    return is_loopback(host) and (not public or request.remote_addr in LOOPBACK_ADDRESSES)


def is_loopback(host: str) -> bool:
    name = host if host.endswith("]") else host.rsplit(":", 1)[0]
    return name in LOOPBACK


def moved(address: str) -> Response:
    """On to another page of ours, without the usual page about it: no browser shows it."""
    sent = address if address.isascii() else iri_to_uri(address)
    return _Moved(status="303 SEE OTHER", headers=[("Location", sent), *_ON_THE_WAY])


_ON_THE_WAY = (("Content-Length", "0"), ("Cache-Control", "no-store"))


class _Moved(Response):
    """Its headers are sent as they are; Werkzeug would take the address apart and join it."""

    default_mimetype = None

    def get_wsgi_headers(self, _environ: Any) -> Any:
        return self.headers


def takes_gzip(asked: Request) -> bool:
    return "gzip" in asked.headers.get("Accept-Encoding", "")


def _compressed(response: Response) -> Response:
    if "Content-Encoding" in response.headers:
        response.headers["Vary"] = "Accept-Encoding"
        return response
    if response.status_code == 303:
        return response
    if (
        response.mimetype not in ("text/html", "application/json", "image/svg+xml")
        or response.is_streamed
        or response.direct_passthrough
        or not takes_gzip(request)
        or (response.content_length or 0) < GZIP_FROM
    ):
        return response
    response.set_data(gzip.compress(response.get_data(), GZIP_LEVEL, mtime=0))
    response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    return response
