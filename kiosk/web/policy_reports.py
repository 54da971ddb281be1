"""What browsers tell of our content security policy: a line in the log, and nothing of the reader.

A report holds the page's whole address, its referrer and a piece of the script: of a page of ours
that may be a right to answer. Kept are the rule, our own name for the page, and what kind of thing
was refused.
"""

import json
import logging
import re
import time
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, request
from werkzeug.exceptions import HTTPException

from kiosk.web.log import FIELDS

PATH = "/laporan-kebijakan"
LARGEST = 8 * 1024
MOST_A_MINUTE = 20
"""Of one worker, and of one request: the first ones say it all."""
_RULE = re.compile(r"[a-z][a-z-]{2,39}", re.ASCII)
_KINDS = frozenset({"inline", "eval", "self", "data", "blob", "wasm-eval", "trusted-types-sink"})
log = logging.getLogger("kiosk.policy")
bp = Blueprint("policy_reports", __name__)


class _Budget:
    """How many more may be written in this minute."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._minute, self._left = -1, 0

    def take(self) -> bool:
        minute = int(time.monotonic() // 60)
        with self._lock:
            if minute != self._minute:
                self._minute, self._left = minute, MOST_A_MINUTE
            self._left -= 1
            return self._left >= 0


_budget = _Budget()


@bp.post(PATH)
def take() -> Response:
    """Anybody may send anything here; the answer is always the same."""
    request.max_content_length = LARGEST
    try:
        told = _reports(request.get_data())
    except (HTTPException, ValueError, RecursionError):
        told = []
    for one in told[:MOST_A_MINUTE]:
        if _budget.take():
            log.warning("", extra={FIELDS: one})
    return Response(status=204)


def _reports(body: bytes) -> list[dict[str, str]]:
    """Of one report as `report-uri` sends it, or of a list as the Reporting API does."""
    given = json.loads(body)
    listed = given if isinstance(given, list) else [given]
    found = [_kept(one.get("csp-report") or one.get("body")) for one in listed if _is_table(one)]
    return [one for one in found if one]


def _is_table(given: Any) -> bool:
    return isinstance(given, dict)


def _kept(given: Any) -> dict[str, str]:
    if not _is_table(given):
        return {}
    rule = _text(given, "effective-directive", "effectiveDirective", "violated-directive")
    page = _text(given, "document-uri", "documentURL")
    what = _text(given, "blocked-uri", "blockedURL")
    rule = rule.split(" ")[0]
    return {
        "rule": rule if _RULE.fullmatch(rule) else "-",
        "page": _page(page),
        "refused": what if what in _KINDS else "address" if "://" in what else "-",
    }


def _text(given: dict[str, Any], *names: str) -> str:
    found = [given[name] for name in names if isinstance(given.get(name), str)]
    return str(found[0]) if found else ""


def _page(address: str) -> str:
    """Our own name for the page: never a code, a token or a search."""
    if "://" not in address:
        return "-"
    try:
        path = urlsplit(address).path.removeprefix(request.script_root) or "/"
        endpoint, _ = current_app.url_map.bind("").match(path)
    except (HTTPException, ValueError):
        return "-"
    return str(endpoint)
