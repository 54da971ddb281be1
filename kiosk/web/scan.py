"""The front page, and where a printed QR leads."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint, OpenPoint, UnknownPoint
from kiosk.flows.place.find_place import find_place
from kiosk.flows.place.open_point import open_point
from kiosk.web.words import language, with_language

bp = Blueprint("scan", __name__)
QUERY_LENGTH = 80


@bp.get("/")
def home() -> str | Response | tuple[str, int]:
    """Find a unit by name, or type the code under the QR."""
    typed = request.args.get("kode", "")[:QUERY_LENGTH]
    words = request.args.get("q", "")[:QUERY_LENGTH].replace("\0", "")
    if typed.strip():
        try:
            found = open_point(typed.replace("\0", ""), clock.now())
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


@bp.get("/s/<code>")
@bp.get("/S/<code>")
def landing(code: str) -> str:
    """What this counter offers a citizen."""
    found = open_point(code.replace("\0", ""), clock.now())
    if found.point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.")
    return render_template(
        "citizen/landing.html",
        services=found.point.services,
        rate_url=with_language(url_for("survey.form", code=tidy(code))),
        open=found.takes_answers,
        **place_of(found.point),
    )


def place_of(point: OpenPoint) -> dict[str, Any]:
    """What every page of a point shows of where it is."""
    return {"point": point, "unit": point.unit, "instansi": point.instansi}
