"""The survey: its form, its answer, its thanks."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence

from flask import (
    Blueprint,
    abort,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from kiosk import clock
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint
from kiosk.domain.survey.answer import Fields, InvalidAnswer, Problem
from kiosk.flows.place.open_point import Counter, open_point
from kiosk.flows.survey.submit_answer import ChangedSubmission, submit_answer
from kiosk.web import questions, stamp
from kiosk.web.scan import place_of
from kiosk.web.words import language, with_language

bp = Blueprint("survey", __name__)
PURPOSE = "survei"
RESEND = "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada: periksa, lalu kirim."
_STAMP_PLACE, _KEY_PLACE = "@@cap@@", "@@kunci@@"
_KEPT = 300
_skeletons: OrderedDict[tuple[object, ...], tuple[str, str, str]] = OrderedDict()


@bp.get("/s/<code>/nilai")
@bp.get("/S/<code>/nilai")
def form(code: str) -> str:
    """An empty form with a fresh key. All but stamp and key is rendered once a point."""
    counter = _open(tidy(code.replace("\0", "")))
    head, middle, tail = _skeleton(counter)
    signed = stamp.make(PURPOSE, counter.point.code)
    return "".join((head, signed, middle, secrets.token_urlsafe(16), tail))


@bp.post("/s/<code>/nilai")
@bp.post("/S/<code>/nilai")
def send(code: str) -> Response:
    """Take the answer, or show the form again with all that was typed."""
    if stamp.is_foreign(request):
        abort(403)
    point = tidy(code.replace("\0", ""))
    given = request.form.to_dict(flat=False)
    if not stamp.holds(given.get("csrf_token", [""])[0], PURPOSE, point):
        return _again(point, given, [Problem("", RESEND)], 400)
    try:
        submit_answer(point, given, clock.now(), lang=language())
    except InvalidAnswer as refused:
        return _again(point, given, refused.problems, 422)
    except ChangedSubmission as changed:
        return _again(point, given, [Problem("", changed.template)], 409)
    return redirect(with_language(url_for(".thanks", code=point)), 303)


@bp.get("/s/<code>/terima-kasih")
def thanks(code: str) -> str:
    """After the answer is stored; safe to reload."""
    counter = open_point(code.replace("\0", ""), clock.now())
    back = with_language(url_for("scan.landing", code=counter.point.code))
    return render_template("citizen/thanks.html", landing_url=back, **place_of(counter.point))


def _open(code: str) -> Counter:
    counter = open_point(code, clock.now())
    if not counter.takes_answers:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.")
    return counter


def _skeleton(counter: Counter) -> tuple[str, str, str]:
    """The empty form in three parts, between them stamp and key; kept while no place changes."""
    point = counter.point
    known = (request.script_root, point.code, language(), point.revision, counter.form)
    kept = _skeletons.get(known)
    if kept is None:
        page = _render(counter, {}, (), _STAMP_PLACE, _KEY_PLACE)
        head, _, rest = page.partition(_STAMP_PLACE)
        middle, _, tail = rest.partition(_KEY_PLACE)
        kept = _skeletons[known] = (head, middle, tail)
        if len(_skeletons) > _KEPT:
            _skeletons.popitem(last=False)
    return kept


def _again(code: str, given: Fields, problems: Sequence[Problem], status: int) -> Response:
    """The form with what was typed. A key once used for another answer is replaced."""
    counter = _open(code)
    kept = given.get("kunci", [""])[0]
    fresh = status in (400, 409) or any(one.field == "kunci" for one in problems)
    key = secrets.token_urlsafe(16) if fresh or not kept else kept
    body = _render(counter, given, problems, stamp.make(PURPOSE, counter.point.code), key)
    return make_response(body, status)


def _render(
    counter: Counter, given: Fields, problems: Sequence[Problem], signed: str, key: str
) -> str:
    assert counter.form is not None
    shown = questions.context(counter.form, counter.point, given, problems, language())
    return render_template(
        "citizen/survey.html",
        stamp=signed,
        kunci=key,
        action_url=with_language(url_for(".send", code=counter.point.code)),
        **shown,
        **place_of(counter.point),
    )
