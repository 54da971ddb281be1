"""Where the sign of a visit leads: the survey of that visit, once, or a word that one would not.

The address is the right to answer, so it is written down nowhere: requests are logged by endpoint.
Whatever is wrong with a sign, forged, run out, used or refused, the page is the same to the byte.
"""

import secrets
from collections.abc import Callable, Sequence
from functools import wraps

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.form import Fields, Problem, visible
from kiosk.domain.survey import extras
from kiosk.domain.survey.answer import InvalidAnswer
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows.place.open_point import open_point
from kiosk.flows.survey.open_visit import OpenVisit, open_visit
from kiosk.flows.survey.refuse_visit import refuse_visit
from kiosk.flows.survey.submit_visit import submit_visit
from kiosk.fronts.house import house
from kiosk.web import onward, questions, stamp
from kiosk.web.scan import place_of
from kiosk.web.survey import RESEND
from kiosk.web.words import language, offer, wanted, with_language

bp = Blueprint("visit", __name__)
PURPOSE = "kunjungan"
GONE = 410
View = Callable[[str], Response]


def alive(view: View) -> View:
    """A dead sign is answered here, for every way to come with one."""

    @wraps(view)
    def answered(token: str) -> Response:
        if stamp.is_foreign(request) and request.method == "POST":
            abort(403)
        try:
            return view(token)
        except DeadVisit:
            return _dead()

    return answered


@bp.get("/T/<token>")
@bp.get("/t/<token>")
@alive
def form(token: str) -> Response:
    """The questions at once; the service is the visit's."""
    return _form(token, {extras.ASSISTED: request.args.getlist(extras.ASSISTED)[:1]}, (), 200)


@bp.post("/T/<token>")
@bp.post("/t/<token>")
@alive
def send(token: str) -> Response:
    """Take the answer, or show the form again with all that was typed."""
    given = request.form.to_dict(flat=False)
    if not stamp.holds(given.get("csrf_token", [""])[0], PURPOSE, token):
        return _form(token, given, [Problem("", RESEND)], 400)
    lang = wanted() or i18n.DEFAULT
    try:
        answered = submit_visit(token, given, house().keys, clock.now(), lang=lang)
    except InvalidAnswer as refused:
        return _form(token, given, refused.problems, 422)
    point = answered.point
    offer(point.languages)
    if answered.low is not None:
        return onward.after_low(point, answered.low, given)
    thanks = with_language(url_for("survey.thanks", code=point.code))
    return Response(status=303, headers={"Location": thanks})


@bp.post("/T/<token>/tidak-bersedia")
@bp.post("/t/<token>/tidak-bersedia")
@alive
def refuse(token: str) -> Response:
    """Nobody is asked why. The form was made by us, or it is asked for again."""
    if not stamp.holds(request.form.get("csrf_token", ""), PURPOSE, token):
        return _form(token, {}, [Problem("", RESEND)], 400)
    point = refuse_visit(token, house().keys, clock.now())
    offer(point.languages)
    where = with_language(url_for(".refused", code=point.code))
    return Response(status=303, headers={"Location": where})


@bp.get("/s/<code>/tidak-menilai")
def refused(code: str) -> str:
    """Under an address without the sign; safe to reload."""
    point = open_point(code.replace("\0", ""), clock.now()).point
    offer(point.languages)
    landing = with_language(url_for("scan.landing", code=point.code))
    return render_template("citizen/visit_refused.html", landing_url=landing, **place_of(point))


def _form(token: str, given: Fields, problems: Sequence[Problem], status: int) -> Response:
    visit = open_visit(token, house().keys, clock.now())
    offer(visit.point.languages)
    key = given.get("kunci", [""])[0]
    if not key or any(one.field == "kunci" for one in problems):
        key = secrets.token_urlsafe(16)
    return make_response(_page(visit, token, given, problems, key), status)


def _page(
    visit: OpenVisit, token: str, given: Fields, problems: Sequence[Problem], key: str
) -> str:
    return render_template(
        "citizen/visit.html",
        stamp=stamp.make(PURPOSE, token),
        kunci=key,
        action_url=with_language(url_for(".send", token=token)),
        refuse_url=with_language(url_for(".refuse", token=token)),
        **questions.context(
            visit.form,
            visit.point,
            given,
            problems,
            language(),
            drawn=questions.drawn_of(visit.form, visit.point, given),
        ),
        **place_of(visit.point),
    )


def _dead() -> Response:
    """What was typed comes back, to be copied: for this visit it counts no more."""
    typed = visible(request.form.get("saran", "")) if request.method == "POST" else ""
    return make_response(render_template("citizen/visit_dead.html", typed=typed), GONE)
