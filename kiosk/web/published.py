"""What an office lets everybody see of its index: closed and published periods.

What is not published answers as if it were not there: the same page, the same status.
"""

from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock
from kiosk.domain.form import visible
from kiosk.domain.index import period as periods
from kiosk.domain.index.closing import Closing
from kiosk.domain.index.period import InvalidPeriod, Period
from kiosk.domain.place.point import UnknownUnit
from kiosk.flows.index.list_published import PublishedUnit, list_published
from kiosk.flows.index.show_published import Published, show_published
from kiosk.flows.place.offered_languages import offered_languages
from kiosk.flows.zi.show_public_phases import show_public_phases
from kiosk.web import published_view
from kiosk.web.published_words import kinerja, number, period_title, withheld
from kiosk.web.words import language, offer, with_language

bp = Blueprint("published", __name__)
WORDS_LENGTH = 80
PAGES = "public, no-cache"
"""Kept by a browser only to be asked about each time: what is withdrawn is gone at once."""


@bp.get("/publik/")
def search() -> Response:
    """Offices that have published something; all are reached from here."""
    words = visible(request.args.get("q", "")[:WORDS_LENGTH])
    found = list_published(words)
    return page(
        "citizen/published_search.html",
        q=words,
        results=[_result(one) for one in found.units],
        more=found.more,
    )


def _result(one: PublishedUnit) -> dict[str, Any]:
    figures = one.newest.figures
    return {
        "name": one.name,
        "instansi": one.instansi,
        "url": with_language(url_for(".unit", unit=one.code)),
        "period": period_title(one.newest.period),
        "ikm": figures.ikm and number(figures.ikm),
        "mutu": figures.mutu,
        "kinerja": kinerja(figures),
        "withheld": withheld(figures),
    }


@bp.get("/publik/<unit>")
def unit(unit: str) -> Response:
    """The newest published period, and the way to those before it."""
    return _shown(found_of(unit))


@bp.get("/publik/<unit>/<period>")
def period(unit: str, period: str) -> Response:
    return _shown(found_of(unit, period))


@bp.get("/publik/<unit>/papan")
def board(unit: str) -> Response:
    """The newest period for a screen in the waiting room."""
    found = found_of(unit)
    chosen = found.chosen
    view = published_view.board(found, chosen) if chosen else None
    return page("citizen/papan.html", m=view, **place_of(found))


@bp.get("/publik/<unit>/pasang")
def embed(unit: str) -> Response:
    """The lines to paste into an office's own site."""
    found = found_of(unit)
    return page("citizen/pasang.html", m=published_view.embed(found), **place_of(found))


def found_of(unit: str, period: str | None = None) -> Published:
    """404 for no such unit, and for a period or survey that is not published."""
    survey = request.args.get("survei") or None
    try:
        offer(offered_languages(unit))
        found = show_published(unit, _period(period) if period else None, survey)
    except (UnknownUnit, InvalidPeriod):
        abort(404)
    if found.chosen is None and (period or survey):
        abort(404)
    return found


def _period(text: str) -> Period:
    """Only as we write it ourselves, so that a period has one address."""
    found = periods.parse(text)
    if str(found) != text:
        abort(404)
    return found


def place_of(found: Published) -> dict[str, Any]:
    return {"unit": found.unit, "instansi": found.instansi}


def _shown(found: Published) -> Response:
    chosen: Closing | None = found.chosen
    view = published_view.period(found, chosen) if chosen else None
    return page(
        "citizen/published.html",
        m=view,
        links=published_view.links(found),
        zi=published_view.walked(show_public_phases(found.unit.code, clock.now())),
        **place_of(found),
    )


def page(template: str, **values: Any) -> Response:
    """A page that holds nothing of whoever reads it."""
    answer = make_response(render_template(template, **values))
    answer.headers["Cache-Control"] = PAGES
    answer.headers["Content-Language"] = language()
    return fresh(answer)


def fresh(answer: Response) -> Response:
    """Known by its content, so that asking again costs a line. Weak: it may be sent compressed."""
    answer.add_etag(weak=True)
    answer.make_conditional(request)
    return answer
