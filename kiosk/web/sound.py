"""Recordings of questions: their addresses, and the files behind them."""

from pathlib import Path

from flask import Blueprint, abort, current_app, request, send_file
from werkzeug.wrappers import Response

from kiosk.domain.survey.recording import Slot
from kiosk.flows.survey.find_recording import find_recording, recordings_changed

bp = Blueprint("sound", __name__)
KEPT_SECONDS = 365 * 24 * 60 * 60


@bp.get("/suara/<instrument>/<lang>/<item>")
def recording(instrument: str, lang: str, item: str) -> Response:
    """To be kept for long: another recording has another address."""
    found = find_recording(_instance(), Slot(instrument, lang, item))
    if found is None:
        abort(404)
    # With ranges: Safari plays nothing that cannot be asked for in parts.
    return send_file(found.path, mimetype=found.kind.mimetype, max_age=KEPT_SECONDS)


def address(slot: Slot) -> str:
    """Where the page finds it; "" where there is none, and nothing is asked for."""
    if not version():
        return ""
    found = find_recording(_instance(), slot)
    if found is None:
        return ""
    path = f"{request.script_root}/suara/{slot.instrument}/{slot.lang}/{slot.item}"
    return f"{path}?v={found.version}"


def version() -> int:
    """Of all of them: pages that name them are kept for as long as it stays."""
    return recordings_changed(_instance())


def _instance() -> Path:
    folder: Path = current_app.config["KIOSK"].instance_dir
    return folder
