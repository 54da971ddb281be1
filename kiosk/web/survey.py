"""The survey: its form, its answer, its thanks."""

import secrets
from collections import OrderedDict
from collections.abc import Sequence

from flask import (
    Blueprint,
    Request,
    abort,
    make_response,
    render_template,
    request,
    url_for,
)
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.form import Fields, Problem
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint
from kiosk.domain.survey import extras
from kiosk.domain.survey.answer import InvalidAnswer
from kiosk.domain.survey.flood import TooManyAnswers
from kiosk.domain.survey.instrument import Instrument
from kiosk.flows.place.open_point import Counter, open_point
from kiosk.flows.survey.admit_answer import admit_answer
from kiosk.flows.survey.submit_answer import ChangedSubmission, submit_answer
from kiosk.web import addresses, gate, onward, questions, sound, stamp
from kiosk.web.pieces import Pieces
from kiosk.web.scan import place_of
from kiosk.web.words import language, offer, view, wanted, with_language

bp = Blueprint("survey", __name__)
PURPOSE = "survei"
RESEND = "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada: periksa, lalu kirim."
_STAMP_PLACE, _KEY_PLACE = "@@cap@@", "@@kunci@@"
_KEPT = 300
_skeletons: OrderedDict[tuple[object, ...], tuple[Counter, Pieces]] = OrderedDict()


@bp.get("/S/<code>/nilai")
@bp.get("/s/<code>/nilai")
def form(code: str) -> Response:
    """An empty form with a fresh key. All but stamp and key is rendered once a point."""
    counter = _open(tidy(code.replace("\0", "")))
    page = _skeleton(counter)
    words = (stamp.make(PURPOSE, counter.point.code), secrets.token_urlsafe(16))
    if not gate.takes_gzip(request):
        return make_response(page.plain(*words))
    return make_response(page.gzipped(*words), {"Content-Encoding": "gzip"})


@bp.post("/S/<code>/nilai")
@bp.post("/s/<code>/nilai")
def send(code: str) -> Response:
    """Take the answer, or show the form again with all that was typed."""
    asked: Request = request._get_current_object()  # type: ignore[attr-defined]
    if stamp.is_foreign(asked):
        abort(403)
    point = tidy(code.replace("\0", ""))
    given = asked.form.to_dict(flat=False)
    if not stamp.holds(given.get("csrf_token", [""])[0], PURPOSE, point):
        return _again(point, given, [Problem("", RESEND)], 400)
    try:
        admit_answer(point, clock.now())
        answered = submit_answer(point, given, clock.now(), lang=wanted() or i18n.DEFAULT)
    except TooManyAnswers as refused:
        return _flooded(point, given, refused)
    except InvalidAnswer as refused:
        return _again(point, given, refused.problems, 422)
    except ChangedSubmission as changed:
        return _again(point, given, [Problem("", changed.template)], 409)
    offer(answered.point.languages)
    if answered.low is not None:
        return onward.after_low(answered.point, answered.low, given)
    return gate.moved(with_language(addresses.of_counter("survey.thanks", point)))


@bp.get("/s/<code>/terima-kasih")
def thanks(code: str) -> str:
    """After the answer is stored; safe to reload."""
    point = open_point(code.replace("\0", ""), clock.now()).point
    offer(point.languages)
    return onward.thanks(point, onward.offered(point, request.args))


def _open(code: str) -> Counter:
    counter = open_point(code, clock.now())
    offer(counter.point.languages)
    if not counter.takes_answers:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=counter.point.unit.name)
    return counter


def _skeleton(counter: Counter) -> Pieces:
    """The empty form, to be filled with stamp and key; kept while point and questions are the
    same objects. The page names its own path, so every spelling of a code has one of its own."""
    brought = extras.read(_brought())
    assert counter.form is not None
    drawn = questions.drawn_of(counter.form, counter.point, {})
    look = (language(), view(), sound.version(), drawn)
    known = (request.script_root, request.path, *look, brought.face, brought.assisted)
    kept = _skeletons.get(known)
    if kept and kept[0].point is counter.point and kept[0].form is counter.form:
        return kept[1]
    page = _render(counter, _brought(), (), _STAMP_PLACE, _KEY_PLACE, drawn)
    head, _, rest = page.partition(_STAMP_PLACE)
    made = Pieces((head, *rest.split(_KEY_PLACE)))
    _skeletons[known] = (counter, made)
    if len(_skeletons) > _KEPT:
        _skeletons.popitem(last=False)
    return made


def _brought() -> Fields:
    """What an address brings: the face of the question before the form, and that an officer
    helps."""
    names = (extras.FACE, extras.ASSISTED)
    return {name: request.args.getlist(name)[:1] for name in names}


def _again(code: str, given: Fields, problems: Sequence[Problem], status: int) -> Response:
    """The form with what was typed. A key once used for another answer is replaced."""
    counter = _open(code)
    kept = given.get("kunci", [""])[0]
    fresh = status in (400, 409) or any(one.field == "kunci" for one in problems)
    key = secrets.token_urlsafe(16) if fresh or not kept else kept
    assert counter.form is not None
    drawn = questions.drawn_of(counter.form, counter.point, given)
    signed = stamp.make(PURPOSE, counter.point.code)
    return make_response(_render(counter, given, problems, signed, key, drawn), status)


def _flooded(code: str, given: Fields, refused: TooManyAnswers) -> Response:
    answer = _again(code, given, [Problem("", refused.template)], 429)
    answer.headers["Retry-After"] = str(refused.after)
    return answer


def _render(
    counter: Counter,
    given: Fields,
    problems: Sequence[Problem],
    signed: str,
    key: str,
    drawn: Instrument | None,
) -> str:
    assert counter.form is not None
    shown = questions.context(counter.form, counter.point, given, problems, language(), drawn=drawn)
    return render_template(
        "citizen/survey.html",
        stamp=signed,
        kunci=key,
        action_url=with_language(url_for(".send", code=counter.point.code)),
        **shown,
        **place_of(counter.point),
    )
