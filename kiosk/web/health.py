"""For the operator: is the process there, is the installation ready, what do its figures say."""

from typing import Any

from flask import Blueprint, Response, abort, current_app, jsonify, request

from kiosk import clock
from kiosk.domain.upkeep import metrics
from kiosk.flows.upkeep.check_ready import check_ready
from kiosk.flows.upkeep.list_metrics import down, list_metrics
from kiosk.web.proxy import PASSED_ON

bp = Blueprint("health", __name__)
LOOPBACK = frozenset({"127.0.0.1", "::1"})
FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Via")


@bp.get("/healthz")
def healthz() -> Any:
    """This process answers."""
    return jsonify(ok=True)


@bp.get("/readyz")
def readyz() -> Any:
    """Database, schema, jobs and outbox; to others than this machine's own whether it is ready.
    That a notice waits would tell whom a protected case concerns that one came in (F50)."""
    report = check_ready(current_app.config["KIOSK"], clock.now())
    answer = jsonify(report if _is_local() else {"ok": report["ok"]})
    answer.status_code = 200 if report["ok"] else 503
    return answer


@bp.get("/metrics")
def figures() -> Response:
    """From this machine alone, and not through a proxy: to everybody else there is no such page."""
    if not _is_local():
        abort(404)
    try:
        told = list_metrics(current_app.config["KIOSK"], clock.now())
    except Exception:  # whatever is wrong, a monitor has to hear that it is down
        told = down()
    return Response(metrics.written(told), content_type=metrics.TYPE)


def _is_local() -> bool:
    """The peer itself, not whom a proxy names; a proxy on this machine gives itself away."""
    peer = request.environ.get("werkzeug.proxy_fix.orig", {}).get("REMOTE_ADDR")
    peer = peer or request.environ.get("REMOTE_ADDR", "")
    passed_on = request.environ.get(PASSED_ON) or any(one in request.headers for one in FORWARDED)
    return peer in LOOPBACK and not passed_on
