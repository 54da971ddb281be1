"""What a shared tablet says and hears: its heartbeat, and what visitors left with it. JSON only."""

import base64
import binascii
import os
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

from flask import Blueprint, jsonify, make_response, request, url_for
from werkzeug.exceptions import BadRequest, Forbidden
from werkzeug.wrappers import Response

from kiosk import clock, i18n
from kiosk.domain.arrival import judged
from kiosk.domain.complaint.from_survey import category_of
from kiosk.domain.complaint.receipt import Receipt
from kiosk.domain.form import Problem
from kiosk.domain.place.device import MOST_WAITING, Beat, KnownDevice, UnknownDevice
from kiosk.domain.place.tablet_watch import TooManyParked
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.flood import TooManyAnswers
from kiosk.flows import boxes
from kiosk.flows.delivering import Item
from kiosk.flows.parking import PASSING
from kiosk.flows.place.beat import beat
from kiosk.flows.place.know_device import know_device
from kiosk.flows.place.open_point import open_point
from kiosk.flows.place.tablet_settings import tablet_settings
from kiosk.flows.survey.admit_answer import admit_answer
from kiosk.flows.survey.receive_box import Received, State, receive_box
from kiosk.flows.visiting import Call
from kiosk.fronts import receipts
from kiosk.fronts.house import house
from kiosk.web import errors, stamp
from kiosk.web.kiosk_site import Site, asking, sent_key
from kiosk.web.words import language, offer

bp = Blueprint("tablet_wire", __name__)
_MOST_SEQ = 2**31 - 1
_MOST_MS = 10**14
"""About the year 5138: what a clock shows beyond is no time at all."""
_LATER = (*PASSING, TooManyAnswers)


@bp.post("/k/<code>/detak")
def hear(code: str) -> Response:
    """Half a minute's news of a tablet; it hears whether the office is open, and until when."""
    device, now = _device(code), clock.now()
    told = _message()
    heard = beat(device, _beat(told), house().keys, now)
    until = heard.opening.until
    return jsonify(
        now=_ms(now),
        open=heard.opening.is_open,
        next=_ms(until) - _ms(now) if until else None,
        build=_build(device, now),
        code=device.point.code,
        call=_call(device, heard.call) if heard.call else None,
    )


def _call(device: KnownDevice, call: Call) -> dict[str, Any]:
    """Where the tablet goes by itself. What belongs to one visit stands behind "#": no server, no
    cache and no log sees it."""
    lang = device.point.language_of(call.lang)
    page = url_for("tablet.survey", code=device.point.code) + asking(lang)
    told = {
        "token": call.token or "",
        "layanan": call.service or "",
        "bacakan": "ya" if call.aloud else "",
    }
    aside = urlencode({name: value for name, value in told.items() if value})
    url = f"{page}#{aside}" if aside else page
    return {"token": call.token, "url": url, "bahasa": lang, "bacakan": call.aloud}


@bp.post("/k/<code>/kirim")
def receive(code: str) -> Response:
    """One thing a visitor left. 2xx: it is here, and the tablet may forget it."""
    device, now = _device(code), clock.now()
    # Of its own, not of the counter: a flood from outside does not stop who stands at the tablet.
    admit_answer(f"tablet-{device.id}", now)
    told = _message()
    left = told.get("left") is not False
    item = _item(told, code.replace("\0", ""), now)
    try:
        received = receive_box(device, item, house(), now, left=left)
    except (*_LATER, TooManyParked):
        raise
    except Refusal as refused:
        return make_response(jsonify(problems=_problems(refused)), 422)
    answer = jsonify(state=received.state, qr=_drawing(received), offer=_offer(received))
    return make_response(answer, 202 if received.state is State.PARKED else 200)


@bp.errorhandler(UnknownDevice)
def unknown(_refused: UnknownDevice) -> Response:
    """Never enrolled, or revoked: the tablet keeps what it has."""
    return make_response(jsonify(state="dicabut"), 401)


@bp.errorhandler(Refusal)
def refused(error: Refusal) -> Response:
    """What passes by itself is sent again by itself."""
    status = errors.status_of(error)
    later = isinstance(error, _LATER)
    headers = {"Retry-After": errors.RETRY_SECONDS} if later else {}
    return make_response(jsonify(state="nanti" if later else "ditolak"), status, headers)


@bp.errorhandler(BadRequest)
def unreadable(_wrong: BadRequest) -> Response:
    return make_response(jsonify(state="ditolak"), 400)


def _device(code: str) -> KnownDevice:
    if stamp.is_foreign(request):
        raise Forbidden
    device = know_device(code.replace("\0", ""), sent_key(), clock.now())
    offer(device.point.languages)
    return device


def _build(device: KnownDevice, now: datetime) -> str:
    counter = open_point(device.point.code, now)
    return Site(counter, tablet_settings(device.point.unit.id)).build


def _message() -> dict[str, Any]:
    try:
        told = request.get_json()
    except RecursionError as deep:
        raise BadRequest from deep
    if not isinstance(told, dict):
        raise BadRequest
    return told


def _whole(told: dict[str, Any], name: str, most: int) -> int:
    value = told.get(name)
    if type(value) is not int or not 0 <= value <= most:
        raise BadRequest
    return value


def _beat(told: dict[str, Any]) -> Beat:
    battery, charging = told.get("battery"), told.get("charging")
    return Beat(
        datetime.fromtimestamp(_whole(told, "now", _MOST_MS) / 1000, UTC),
        _whole(told, "waiting", MOST_WAITING),
        battery if type(battery) is int and 0 <= battery <= 100 else None,
        charging if type(charging) is bool else None,
    )


def _item(told: dict[str, Any], code: str, now: datetime) -> Item:
    at, theirs = _whole(told, "at", _MOST_MS), _whole(told, "now", _MOST_MS)
    arrival = judged(
        now, timedelta(milliseconds=theirs - at), timedelta(milliseconds=_ms(now) - theirs)
    )
    return Item(_whole(told, "seq", _MOST_SEQ), code, arrival, _box(told, code))


def _box(told: dict[str, Any], code: str) -> bytes:
    """A page that came over plain HTTP can lock nothing: what it sends at once is locked here, so
    that all that is kept of it is kept alike."""
    if isinstance(told.get("terbuka"), dict):
        keys = house().keys
        return boxes.lock(boxes.public_key(keys), told["terbuka"], code, os.urandom(12))
    sent = told.get("box")
    if not isinstance(sent, str):
        raise BadRequest
    try:
        box = base64.b64decode(sent + "=" * (-len(sent) % 4), b"-_", validate=True)
    except (ValueError, binascii.Error) as wrong:
        raise BadRequest from wrong
    if len(box) > boxes.LARGEST:
        raise BadRequest
    return box


def _problems(refused: Refusal) -> list[tuple[str, str]]:
    """Field and sentence; field "" for what concerns the whole form."""
    found: tuple[Problem, ...] = getattr(refused, "problems", ())
    lang = language()
    told = [(one.field, i18n.say(lang, one.template, one.values)) for one in found]
    return told or [("", i18n.say(lang, refused.template, refused.values))]


def _drawing(received: Received) -> str | None:
    """The receipt as an SVG document; the tablet has made number and words by itself."""
    receipt: Receipt | None = received.delivered.receipt if received.delivered else None
    if receipt is None:
        return None
    code = receipts.code(receipt)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {code.side} {code.side}" '
        f'shape-rendering="crispEdges"><path class="qr-ground" '
        f'd="M0 0h{code.side}v{code.side}H0z"/><path d="{code.path}"/></svg>'
    )


def _offer(received: Received) -> dict[str, Any] | None:
    """After a low answer: the subject of a complaint about the same."""
    low = received.delivered.low if received.delivered else None
    if low is None:
        return None
    category = category_of(low)
    return {"kategori": category.value, "terlindungi": category.is_integrity}


def _ms(instant: datetime) -> int:
    return round(instant.timestamp() * 1000)
