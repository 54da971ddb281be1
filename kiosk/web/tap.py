"""One tap before the survey, or instead of it."""

from urllib.parse import urlencode

from flask import Blueprint, abort, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint
from kiosk.domain.survey.tap import FACES, FIELD
from kiosk.flows.place.open_point import Counter, open_point
from kiosk.flows.survey.admit_answer import admit_answer
from kiosk.flows.survey.tap_face import tap_face
from kiosk.web import questions, stamp
from kiosk.web.scan import place_of
from kiosk.web.tap_form import PURPOSE
from kiosk.web.words import carried, offer, with_language

bp = Blueprint("tap", __name__)


@bp.post("/s/<code>/ketuk")
def send(code: str) -> Response:
    """Count the tap, then offer the whole survey. A form that is not ours leads back to one that
    is: nothing was typed that could be lost."""
    if stamp.is_foreign(request):
        abort(403)
    counter = _counter(code)
    point = counter.point
    given = request.form.to_dict(flat=False)
    if not stamp.holds(given.get("csrf_token", [""])[0], PURPOSE, point.code):
        return redirect(with_language(url_for("scan.landing", code=point.code)), 303)
    admit_answer(point.code, clock.now())
    told = tap_face(point.code, given, clock.now())
    return redirect(_with_face(url_for(".after", code=point.code), told.face), 303)


@bp.get("/s/<code>/ketuk")
def after(code: str) -> str:
    """Thanks, and the way into the whole survey; safe to reload."""
    counter = _counter(code)
    face = request.args.get(FIELD, type=int)
    known = face if face in FACES else None
    survey = _with_face(url_for("survey.form", code=counter.point.code), known)
    return render_template(
        "citizen/tapped.html",
        face=known,
        more_url=survey if counter.takes_answers else None,
        question_count=questions.asked_count(counter),
        complain_url=with_language(url_for("complaint.form", code=counter.point.code)),
        landing_url=with_language(url_for("scan.landing", code=counter.point.code)),
        **place_of(counter.point),
    )


def _with_face(url: str, face: int | None) -> str:
    told = {FIELD: str(face)} if face else {}
    return f"{url}?{urlencode({**told, **carried()})}" if told or carried() else url


def _counter(code: str) -> Counter:
    counter = open_point(tidy(code.replace("\0", "")), clock.now())
    offer(counter.point.languages)
    if counter.point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=counter.point.unit.name)
    return counter
