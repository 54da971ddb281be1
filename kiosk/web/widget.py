"""An office's index on its own site: a page for a frame, and a picture. No script, no cookie."""

from flask import Blueprint, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import i18n
from kiosk.domain.index.closing import Closing
from kiosk.draw.badge import Badge, badge
from kiosk.flows.index.show_published import Published
from kiosk.web import gate
from kiosk.web.published import found_of, place_of
from kiosk.web.published_data import shared
from kiosk.web.published_view import summary
from kiosk.web.reaching import absolute, here, kept
from kiosk.web.words import language

bp = Blueprint("widget", __name__)


@bp.get("/publik/<unit>/widget")
def frame(unit: str) -> Response:
    """The one page of ours that may stand in somebody else's."""
    found = found_of(unit)
    body = render_template(
        "citizen/widget.html",
        m=found.chosen and summary(found.chosen),
        url=absolute(kept(url_for("published.unit", **here(found)))),
        **place_of(found),
    )
    gate.let_frame(request)
    return shared(make_response(body))


@bp.get("/publik/<unit>/widget.svg")
def picture(unit: str) -> Response:
    found = found_of(unit)
    answer = make_response(str(badge(_badge(found, found.chosen))))
    answer.headers["Content-Type"] = "image/svg+xml; charset=utf-8"
    return shared(answer)


def _badge(found: Published, chosen: Closing | None) -> Badge:
    heading, name = i18n.say(language(), "Indeks Kepuasan Masyarakat"), found.unit.name
    if chosen is None:
        return Badge(
            heading, name, note=i18n.say(language(), "Belum ada periode yang diterbitkan.")
        )
    told = summary(chosen)
    count = i18n.say(language(), "%(n)s responden", {"n": told["respondents"]})
    detail = f"{told['title']} · {count}"
    grade = f"{told['mutu']} · {told['kinerja']}" if told["mutu"] else ""
    return Badge(heading, name, told["ikm"], told["mutu"], grade, detail, told["withheld"])
