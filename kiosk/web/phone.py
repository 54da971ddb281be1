"""On a citizen's own phone: what keeps a survey that found no network."""

import hashlib
import json

from flask import Blueprint, current_app, g, make_response, render_template
from werkzeug.wrappers import Response

from kiosk.web.words import offered

bp = Blueprint("phone", __name__)


@bp.get("/s/sw.js")
def worker() -> Response:
    """The worker's script, behind the pages that it answers with when there is no network: so
    they cost no request of their own."""
    pages = {one.code: _page(one.code) for one in offered()}
    script: str = current_app.extensions["assets"].content("phone-worker.js").decode()
    build = hashlib.sha256(f"{pages}{script}".encode()).hexdigest()[:12]
    first = f"self.SUSUNAN = {json.dumps({'build': build, 'halaman': pages})};\n"
    return make_response(first + script, {"Content-Type": "text/javascript; charset=utf-8"})


def _page(lang: str) -> str:
    g.wanted = lang
    return render_template("citizen/kept.html", landing_url="@@loket@@", languages=(), views=())
