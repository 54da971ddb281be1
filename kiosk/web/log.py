"""The server's log: one JSON object a line, one line a request, at most 4 KB each.

A request is named by its endpoint. Its path, query, form and network address are never written:
they hold codes, one-time links and what people typed.
"""

import json
import logging
import re
import sys
import traceback
from collections.abc import Callable
from datetime import UTC, datetime
from time import perf_counter
from typing import Any

from flask import Flask, request

LINE_LIMIT = 4096
MESSAGE_LIMIT, ERROR_LIMIT, TRACE_LIMIT = 1_000, 300, 2_000
ENDPOINT, STAFF = "kiosk.endpoint", "kiosk.staff"
METHODS = frozenset({"GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"})
FIELDS = "request_fields"
_ONE_DOOR = "_protected"
"""Pages of the protected lane are named as those beside them: else the second in which an anonymous
report came in would stand here (F55)."""
_ADDRESS = re.compile(r"\bip=\S+")
_DETAIL = re.compile(r"^DETAIL:.*$", re.MULTILINE)
"""PostgreSQL quotes the values that broke a rule."""
requests = logging.getLogger("kiosk.request")

Application = Callable[..., Any]


class Lines(logging.Formatter):
    """Whatever is logged, on one line of ASCII: nothing typed can end it, colour it or begin
    another."""

    def format(self, record: logging.LogRecord) -> str:
        body: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "log": record.name,
        }
        body |= getattr(record, FIELDS, None) or {"message": _told(record)}
        if record.exc_info and record.exc_info[1]:
            body["error"] = _named(record.exc_info[1])
            body["trace"] = "".join(traceback.format_tb(record.exc_info[2]))[-TRACE_LIMIT:]
        return _fitting(body)


def _told(record: logging.LogRecord) -> str:
    return _ADDRESS.sub("ip=-", record.getMessage())[:MESSAGE_LIMIT]


def _named(error: BaseException) -> str:
    """Its kind and the beginning of what it says, and the kind of what it came from."""
    cause = error.__cause__ or error.__context__
    origin = f" from {type(cause).__name__}" if cause else ""
    said = _DETAIL.sub("DETAIL: -", str(error))[:ERROR_LIMIT]
    return f"{type(error).__name__}{origin}: {said}"


def _fitting(body: dict[str, Any]) -> str:
    """Escaped, a sign may take twelve bytes: then the longest text is halved until all fits."""
    line = json.dumps(body)
    while len(line) > LINE_LIMIT:
        longest = max(body, key=lambda name: len(json.dumps(body[name])))
        body[longest] = body[longest][: len(body[longest]) // 2]
        line = json.dumps(body)
    return line


def to_stderr() -> None:
    """For the server's own process: everything of ours, from `INFO` on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(Lines())
    ours = logging.getLogger("kiosk")
    ours.handlers = [handler]
    ours.setLevel(logging.INFO)
    ours.propagate = False
    # What gunicorn says of a request it cannot read holds pieces of it.
    for one in logging.getLogger("gunicorn.error").handlers:
        one.setFormatter(Lines())


def connect(app: Flask) -> None:
    """One record a request, whatever comes of it. To be called last: around everything."""

    def name_it() -> None:
        request.environ[ENDPOINT] = (request.endpoint or "").removesuffix(_ONE_DOOR) or None

    app.before_request_funcs.setdefault(None, []).insert(0, name_it)
    app.wsgi_app = _recorded(app.wsgi_app)  # type: ignore[method-assign]


def _recorded(application: Application) -> Application:
    def called(environ: dict[str, Any], start: Callable[..., Any]) -> Any:
        if not requests.isEnabledFor(logging.INFO):
            return application(environ, start)
        began, status = perf_counter(), "500"

        def started(line: str, *more: Any) -> Any:
            nonlocal status
            status = line
            return start(line, *more)

        try:
            return application(environ, started)
        finally:
            _record(environ, status, perf_counter() - began)

    return called


def _record(environ: dict[str, Any], status: str, seconds: float) -> None:
    method = environ.get("REQUEST_METHOD")
    fields: dict[str, object] = {
        "method": method if method in METHODS else "-",
        "endpoint": environ.get(ENDPOINT),
        "status": int(status[:3]),
        "ms": round(seconds * 1000, 1),
    }
    if STAFF in environ:
        fields["staff"] = environ[STAFF]
    requests.info("", extra={FIELDS: fields})
