"""The front page, and where a printed QR leads."""

import logging
from typing import Any

from flask import Blueprint, current_app, make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.form import visible
from kiosk.domain.place.point import ClosedPoint, OpenPoint, UnknownPoint
from kiosk.flows.place.count_scan import count_scan
from kiosk.flows.place.find_place import find_place
from kiosk.flows.place.open_point import open_point
from kiosk.web import questions, tap_form
from kiosk.web.words import language, offer, with_language

# Of two addresses the lower one is ours to make; what is printed in capitals is answered too.
bp = Blueprint("scan", __name__)
log = logging.getLogger("kiosk")
QUERY_LENGTH = 80
_FETCHED_AHEAD = ("Sec-Purpose", "Purpose", "X-Moz", "X-Purpose")


@bp.get("/")
def home() -> str | Response | tuple[str, int]:
    """Find a unit by name, or type the code under the QR."""
    typed = visible(request.args.get("kode", "")[:QUERY_LENGTH])
    words = visible(request.args.get("q", "")[:QUERY_LENGTH])
    if typed.strip():
        try:
            found = open_point(typed, clock.now())
            offer(found.point.languages)
            return redirect(with_language(url_for(".landing", code=found.point.code)), 303)
        except UnknownPoint as unknown:
            sentence = i18n.say(language(), unknown.template, unknown.values)
            return _home(words, typed, sentence), 404
    return _home(words, typed, None)


def _home(words: str, typed: str, error: str | None) -> str:
    return render_template(
        "citizen/home.html",
        q=words,
        results=[_result(unit) for unit in find_place(words)],
        code_error=error,
        typed_code=typed,
        published_url=with_language(url_for("published.search")),
    )


def _result(unit: Any) -> dict[str, Any]:
    points = [
        {
            "name": one.name,
            "code": one.code,
            "url": with_language(url_for(".landing", code=one.code)),
        }
        for one in unit.points
    ]
    return {"name": unit.name, "instansi": unit.instansi, "points": points}


@bp.get("/S/<code>")
@bp.get("/s/<code>")
def landing(code: str) -> Response:
    """What this counter offers a citizen."""
    found = open_point(code.replace("\0", ""), clock.now())
    offer(found.point.languages)
    if found.point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=found.point.unit.name)
    page = render_template(
        "citizen/landing.html",
        services=found.point.services,
        rate_url=with_language(url_for("survey.form", code=found.point.code)),
        complain_url=with_language(url_for("complaint.form", code=found.point.code)),
        protected_url=with_language(url_for("complaint.form_protected", code=found.point.code)),
        track_url=with_language(url_for("track.ask")),
        rights_url=with_language(url_for("rights.card", code=found.point.code)),
        handling_url=with_language(url_for("public.handling", unit=found.point.unit.code)),
        published_url=with_language(url_for("published.unit", unit=found.point.unit.code)),
        open=found.takes_answers,
        tap=tap_form.form(found.point) if found.point.opener == tap_form.ASKED else None,
        question_count=questions.asked_count(found),
        **place_of(found.point),
    )
    return _counted(make_response(page), found.point)


def _counted(page: Response, point: OpenPoint) -> Response:
    """Counts the scan once the page is sent: whoever scanned waits for no database."""
    if request.method == "GET" and not _is_ahead():
        app = current_app._get_current_object()  # type: ignore[attr-defined]

        @page.call_on_close
        def count() -> None:
            try:
                with app.app_context():
                    count_scan(point, clock.now())
            except Exception:
                log.warning("scan not counted", exc_info=True)

    return page


def _is_ahead() -> bool:
    """A browser that fetches a page nobody has asked for yet says so."""
    return any("pre" in request.headers.get(name, "").lower() for name in _FETCHED_AHEAD)


def place_of(point: OpenPoint) -> dict[str, Any]:
    """What every page of a point shows of where it is."""
    return {"point": point, "unit": point.unit, "instansi": point.instansi}
