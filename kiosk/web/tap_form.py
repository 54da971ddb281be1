"""The four faces of a landing page, as a form."""

import secrets
from typing import Any

from flask import url_for

from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey.tap import WORDS
from kiosk.web import stamp
from kiosk.web.words import say, with_language

ASKED = "ketuk"
PURPOSE = "ketuk"


def form(point: OpenPoint) -> dict[str, Any]:
    """Its key is made when the page opens: tapped twice, counted once."""
    return {
        "action_url": with_language(url_for("tap.send", code=point.code)),
        "stamp": stamp.make(PURPOSE, point.code),
        "kunci": secrets.token_urlsafe(16),
        "faces": faces(),
    }


def faces() -> list[dict[str, Any]]:
    """The least first, as on the scale of the survey."""
    return [{"value": face, "label": say(words)} for face, words in WORDS.items()]
