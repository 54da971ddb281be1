"""What a queue machine says to us: a service was completed. JSON, a key, and no cookie: what no
browser sends by itself needs no proof that a form of ours sent it."""

import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache
from importlib.resources import files

from flask import Blueprint, current_app, jsonify, make_response, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response

from kiosk import clock, qr
from kiosk.domain.people.throttle import TooManyTries
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey import visit_times
from kiosk.domain.survey.visit_times import Spent
from kiosk.domain.survey.visit_token import DeadVisit
from kiosk.flows.machines import UnknownKey
from kiosk.flows.people.count_stranger import count_stranger
from kiosk.flows.survey.offer_visit import offer_by_machine
from kiosk.flows.survey.refuse_visit import refuse_by_machine
from kiosk.flows.visiting import ChangedVisit, TooManyVisits
from kiosk.fronts.house import house
from kiosk.web import errors

bp = Blueprint("api", __name__, url_prefix="/api/v1")
BODY_LIMIT = 4 * 1024
TIMES = frozenset({"taken_at", "called_at", "completed_at"})
"""When the number was taken, when it was called, when the service was completed: where the machine
knows."""
_KEY = re.compile(r"[\x21-\x7e]{1,100}")
STATUS = {UnknownKey: 401, DeadVisit: 410, ChangedVisit: 409, TooManyVisits: 429}
WRONG = {
    400: "Kiriman ini bukan JSON yang dikenal. Lihat dokumen API.",
    413: "Kiriman terlalu besar: paling banyak 4 KB.",
    415: "Kirim sebagai application/json.",
    500: "Ada gangguan pada sistem kami. Coba lagi beberapa saat lagi.",
}


class Unreadable(Refusal):
    """Not what the document asks for."""


@bp.before_request
def narrow() -> None:
    request.max_content_length = BODY_LIMIT


@bp.post("/visits")
def offer() -> Response:
    """Sent again with the same Idempotency-Key, the same visit is told."""
    told = _message({"point", "service", *TIMES}, {"point"})
    took = _spent(told)
    made = offer_by_machine(
        _secret(), told["point"], told.get("service"), _key(), house().keys, clock.now(), took
    )
    public = current_app.config["KIOSK"].public_url or request.host_url.rstrip("/")
    answer = jsonify(
        token=made.token,
        url=qr.visit_address(public, made.token),
        expires_at=made.expires_at.isoformat(),
        **({"timed": took is not None} if TIMES & told.keys() else {}),
    )
    return make_response(answer, 201)


def _spent(told: Mapping[str, str]) -> Spent | None:
    """None where no time was sent, and where the times sent cannot be: a machine whose clock went
    wrong still gives its visitor a visit, and is told that its times were not taken."""
    at = {name: _instant(name, told[name]) for name in sorted(TIMES & told.keys())}
    if at and "completed_at" not in at:
        raise Unreadable("Kirim completed_at juga: lama layanan dihitung sampai saat itu.")
    if not at:
        return None
    return visit_times.spent(at.get("taken_at"), at.get("called_at"), at["completed_at"])


def _instant(name: str, text: str) -> datetime:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise Unreadable(
            "Tulis %(name)s sebagai waktu dengan zonanya, misalnya 2026-11-22T09:05:00+08:00.",
            name=name,
        )
    return found


@bp.post("/visits/refusals")
def refuse() -> Response:
    """*Tidak bersedia*, said at the machine; sent twice, refused once."""
    told = _message({"token"}, {"token"})
    refuse_by_machine(_secret(), told["token"], house().keys, clock.now())
    return jsonify(state="tidak-bersedia")


@bp.get("/openapi.json")
def document() -> Response:
    """Every address of this kind, as OpenAPI 3.1 describes them."""
    headers = {"Content-Type": "application/json", "Cache-Control": "public, max-age=300"}
    return make_response(_document(), headers)


@cache
def _document() -> bytes:
    return (files("kiosk.data") / "openapi.json").read_bytes()


def _secret() -> str:
    kind, _, secret = request.headers.get("Authorization", "").partition(" ")
    if kind.lower() != "bearer":
        raise UnknownKey
    return secret.strip()


def _key() -> str:
    given = request.headers.get("Idempotency-Key", "")
    if not _KEY.fullmatch(given):
        raise Unreadable(
            "Kirim kepala Idempotency-Key: 1 sampai 100 huruf tanpa spasi, baru untuk tiap "
            "kunjungan dan sama bila dikirim ulang."
        )
    return given


def _message(known: set[str], asked: set[str]) -> dict[str, str]:
    """Texts only; a field nobody knows is refused, so that a misspelt one is not passed over."""
    try:
        sent = request.get_json()
    except RecursionError:
        sent = None
    if not isinstance(sent, dict):
        raise Unreadable(WRONG[400])
    told = {name: value for name, value in sent.items() if value is not None}
    texts = {name: value for name, value in told.items() if isinstance(value, str)}
    if texts != told or not asked <= texts.keys() <= known or "\0" in "".join(texts.values()):
        raise Unreadable(WRONG[400])
    return texts


@bp.errorhandler(Refusal)
def refused(error: Refusal) -> Response:
    if isinstance(error, UnknownKey):
        try:
            count_stranger(request.remote_addr or "", house().keys, clock.now())
        except TooManyTries as many:
            error = many
    code = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), None)
    code = 400 if isinstance(error, Unreadable) else code or errors.status_of(error)
    answer = _told(str(error), code)
    if code == 401:
        answer.headers["WWW-Authenticate"] = "Bearer"
    if code in (429, 503):
        wait = getattr(error, "seconds", errors.RETRY_SECONDS)
        answer.headers["Retry-After"] = str(wait)
    return answer


@bp.errorhandler(HTTPException)
def failed(error: HTTPException) -> Response:
    code = error.code or 500
    answer = _told(WRONG.get(code, WRONG[400 if code < 500 else 500]), code)
    for name, value in error.get_headers(request.environ):
        if name == "Allow":
            answer.headers[name] = value
    return answer


def _told(sentence: str, code: int) -> Response:
    return make_response(jsonify(error=sentence), code)
