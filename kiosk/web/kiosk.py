"""The shared tablet's pages: start, survey, complaint; and how a tablet becomes known."""

from functools import cache
from importlib.resources import files

from flask import Blueprint, abort, current_app, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.place.code import tidy
from kiosk.domain.place.device import DeadCode, UnknownDevice
from kiosk.domain.place.point import ClosedPoint, OpenPoint
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.answer import SurveyForm
from kiosk.domain.survey.sitting import Sitting
from kiosk.flows.place.enrol_device import enrol_device
from kiosk.flows.place.know_device import know_device
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.tablet_settings import tablet_settings
from kiosk.fronts.house import house
from kiosk.web import complaint as plain
from kiosk.web import complaint_form, errors, kiosk_form, questions, stamp, tap_form
from kiosk.web.kiosk_site import Site, keep_key, sent_key, worker_script
from kiosk.web.scan import place_of
from kiosk.web.survey import PURPOSE as SURVEY
from kiosk.web.words import language, offer, with_language

bp = Blueprint("tablet", __name__)
PURPOSE = "tablet"
BUILD = "X-Susunan"
"""On every page: a tablet keeps only what belongs to the files it keeps."""
FOR_A_DAY = {"Cache-Control": "public, max-age=86400"}


@bp.get("/k/<code>")
def start(code: str) -> Response:
    """What the tablet shows while it waits."""
    site = _site(code)
    counter, point = site.counter, site.point
    page = render_template(
        "kiosk/start.html",
        tablet=site.context(start=True),
        open=counter.takes_answers,
        tap=tap_form.form(point) if point.opener == tap_form.ASKED else None,
        question_count=questions.asked_count(counter),
        rate_url=with_language(url_for(".survey", code=point.code)),
        complain_url=with_language(url_for(".complaint", code=point.code)),
        protected_url=with_language(url_for(".protected", code=point.code)),
        **place_of(point),
    )
    return _kept(page, site)


@bp.get("/k/<code>/nilai")
def survey(code: str) -> Response:
    """The same questions as on a phone. Key and receipt are made on the tablet."""
    site = _site(code)
    form, point = site.counter.form, site.point
    if form is None or point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=point.unit.name)
    lang = language()
    page = render_template(
        "citizen/survey.html",
        tablet=site.context(start=False) | {"form": kiosk_form.of_survey(form, lang)},
        stamp=stamp.make(SURVEY, point.code),
        kunci="",
        action_url=with_language(url_for("survey.send", code=point.code)),
        **questions.context(form, point, {}, (), lang, in_turn=_in_turn(form, point)),
        **place_of(point),
    )
    return _kept(page, site)


def _in_turn(form: SurveyForm, point: OpenPoint) -> bool:
    """The page is kept on the tablet for every visitor to come: it draws for each."""
    return point.sitting == Sitting.IN_TURN and len(form.instruments) > 1


@bp.get("/k/<code>/aduan")
def complaint(code: str) -> Response:
    return _complaint(code, plain.OPEN)


@bp.get("/k/<code>/integritas")
def protected(code: str) -> Response:
    """Past the unit whose tablet this is."""
    return _complaint(code, plain.PROTECTED)


def _complaint(code: str, lane: plain.Lane) -> Response:
    site = _site(code)
    point, lang = site.point, language()
    if point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima laporan.", unit=point.unit.name)
    attributes = kiosk_form.of_complaint(lang, protected=lane.protected)
    other = ".complaint" if lane.protected else ".protected"
    page = render_template(
        "citizen/complaint.html",
        tablet=site.context(start=False) | {"form": attributes},
        stamp=stamp.make(lane.purpose, point.code),
        kunci="",
        receipt={"number": "", "words": [], "where": _tracking()},
        renewed=False,
        action_url=with_language(url_for(lane.action, code=point.code)),
        other_url=with_language(url_for(other, code=point.code)),
        landing_url=with_language(url_for(".start", code=point.code)),
        **complaint_form.context(point, {}, (), lang, protected=lane.protected),
        **place_of(point),
    )
    return _kept(page, site)


@bp.post("/k/<code>/daftar")
def enrol(code: str) -> Response:
    """A one-time code from the desk makes this browser a known tablet."""
    if stamp.is_foreign(request):
        abort(403)
    point = tidy(code.replace("\0", ""))
    if not stamp.holds(request.form.get("csrf_token", ""), PURPOSE, point):
        abort(400)
    address = request.remote_addr or ""
    try:
        key = enrol_device(point, request.form.get("kode", ""), house().keys, address, clock.now())
    except (DeadCode, TooManyTries) as refused:
        return _stranger(point, refused, 429 if isinstance(refused, TooManyTries) else 422)
    answer = Response(
        status=303, headers={"Location": with_language(url_for(".start", code=point))}
    )
    keep_key(answer, key)
    return answer


@bp.get("/k/sw.js")
def worker() -> Response:
    """The script that keeps the pages of the counter ``loket`` on the tablet."""
    site = _site(request.args.get("loket", ""))
    script = site.config() + worker_script()
    return make_response(script, {"Content-Type": "text/javascript; charset=utf-8"})


@bp.get("/k/kata.txt")
def kata() -> Response:
    """The words of receipts, which a tablet makes by itself."""
    return make_response(_words(), {"Content-Type": "text/plain; charset=utf-8", **FOR_A_DAY})


@cache
def _words() -> bytes:
    return (files("kiosk.data") / "kata.txt").read_bytes()


@bp.errorhandler(UnknownDevice)
def unknown(_refused: UnknownDevice) -> Response:
    """A stranger is asked for the code; a script of ours hears no more than a status."""
    code = (request.view_args or {}).get("code")
    return _stranger(tidy(code), None, 403) if code else errors.page(403)


def _site(code: str) -> Site:
    """Raises `UnknownDevice`, `UnknownPoint`, `RetiredCode`."""
    now = clock.now()
    device = know_device(code.replace("\0", ""), sent_key(), now)
    offer(device.point.languages)
    counter = open_point(device.point.code, now)
    return Site(counter, tablet_settings(device.point.unit.id))


def _kept(page: str, site: Site) -> Response:
    answer = make_response(page, {BUILD: site.build})
    keep_key(answer, sent_key())
    return answer


def _stranger(code: str, refused: Refusal | None, status: int) -> Response:
    point = open_point(code, clock.now()).point
    offer(point.languages)
    problem = i18n.say(language(), refused.template, refused.values) if refused else ""
    page = render_template(
        "kiosk/enrol.html",
        stamp=stamp.make(PURPOSE, point.code),
        problem=problem,
        enrol_url=with_language(url_for(".enrol", code=point.code)),
        landing_url=with_language(url_for("scan.landing", code=point.code)),
        **place_of(point),
    )
    return make_response(page, status)


def _tracking() -> str:
    """As one types it from paper."""
    public = current_app.config["KIOSK"].public_url or request.host_url.rstrip("/")
    return f"{public}{url_for('track.ask')}".partition("://")[2]
