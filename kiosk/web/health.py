"""For the operator: is the process there, is the installation ready."""

from typing import Any

from flask import Blueprint, current_app, jsonify

from kiosk import clock
from kiosk.flows.upkeep.check_ready import check_ready

bp = Blueprint("health", __name__)


@bp.get("/healthz")
def healthz() -> Any:
    """This process answers."""
    return jsonify(ok=True)


@bp.get("/readyz")
def readyz() -> Any:
    """Database, schema, jobs and outbox."""
    report = check_ready(current_app.config["KIOSK"], clock.now())
    answer = jsonify(report)
    answer.status_code = 200 if report["ok"] else 503
    return answer
