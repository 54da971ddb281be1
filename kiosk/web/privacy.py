"""What is kept of citizens, why and for how long, and what they may ask for."""

from flask import Blueprint, render_template, url_for

from kiosk.web.words import with_language

bp = Blueprint("privacy", __name__)


@bp.get("/privasi")
def page() -> str:
    return render_template("citizen/privacy.html", track_url=with_language(url_for("track.ask")))
