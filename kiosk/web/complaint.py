"""The complaint: its form, with the receipt before it is sent, and the receipt after."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, make_response, render_template, request, url_for
from werkzeug.wrappers import Response

from kiosk import clock
from kiosk.domain.complaint.attachment import InvalidAttachment
from kiosk.domain.complaint.entry import InvalidComplaint
from kiosk.domain.complaint.flood import TooMuch
from kiosk.domain.complaint.kinds import INTEGRITY, Category
from kiosk.domain.complaint.work import Challenge
from kiosk.domain.form import KEY, Fields, Problem
from kiosk.domain.place.code import tidy
from kiosk.domain.place.point import ClosedPoint, OpenPoint, UnknownPoint
from kiosk.domain.refusal import Refusal
from kiosk.flows.complaint.file_complaint import Filed, file_complaint
from kiosk.flows.place.open_point import open_point
from kiosk.flows.receiving import receipt_of
from kiosk.fronts import receipts, uploads
from kiosk.fronts.house import house
from kiosk.web import blank_complaint, complaint_form, errors, stamp
from kiosk.web.scan import place_of
from kiosk.web.words import language, offer, view, with_language

bp = Blueprint("complaint", __name__)
RESEND = "Formulir ini perlu dikirim sekali lagi. Isian Anda masih ada: periksa, lalu kirim."
CONTINUE = "lanjut"
CARRIED: tuple[str, ...] = ("layanan", "kategori", "isi")
"""What a survey answer hands on."""


@dataclass(frozen=True)
class Lane:
    """One of the two doors; ``purpose`` is what its stamp is good for."""

    purpose: str
    action: str
    protected: bool


OPEN = Lane("aduan", "complaint.send", protected=False)
PROTECTED = Lane("integritas", "complaint.send_protected", protected=True)


@bp.get("/S/<code>/aduan")
@bp.get("/s/<code>/aduan")
def form(code: str) -> Response:
    """Complaint, aspiration or request for information."""
    return _empty(code, OPEN)


@bp.get("/S/<code>/integritas")
@bp.get("/s/<code>/integritas")
def form_protected(code: str) -> Response:
    """Levies, brokers, gifts, abuse of office: past the unit, to the team above it."""
    return _empty(code, PROTECTED)


@bp.post("/S/<code>/aduan")
@bp.post("/s/<code>/aduan")
def send(code: str) -> Response:
    """Take the complaint and show its receipt, or the form again with all that was typed."""
    return _sent(code, OPEN)


@bp.post("/S/<code>/integritas")
@bp.post("/s/<code>/integritas")
def send_protected(code: str) -> Response:
    """The same by the protected lane."""
    return _sent(code, PROTECTED)


@bp.post("/S/<code>/aduan/lanjut")
@bp.post("/s/<code>/aduan/lanjut")
def carry_on(code: str) -> Response:
    """The form, filled with what a low survey answer said. Nothing is kept."""
    if stamp.is_foreign(request):
        abort(403)
    point = _open(code)
    sent = request.form.to_dict(flat=False)
    given: Fields = {name: sent[name] for name in CARRIED if name in sent}
    subject = complaint_form.typed(given, "kategori")
    lane = PROTECTED if subject in [one.value for one in INTEGRITY] else OPEN
    if stamp.holds(sent.get("csrf_token", [""])[0], CONTINUE, point.code):
        return _page(point, lane, given)
    return _page(point, lane, given, [Problem("", RESEND)], 400)


def _empty(code: str, lane: Lane) -> Response:
    """Only known codes are taken from an address, and never a word."""
    point = _open(code)
    offered = {
        "layanan": [one.code for one in point.services],
        "kategori": [one.value for one in Category],
    }
    asked = {name: request.args.get(name, "") for name in offered}
    given = {name: [value] for name, value in asked.items() if value in offered[name]}
    return _page(point, lane, given) if given else _blank(point, lane)


def _blank(point: OpenPoint, lane: Lane) -> Response:
    key, signed = secrets.token_urlsafe(16), stamp.make(lane.purpose, point.code)
    return blank_complaint.answer(
        request._get_current_object(),  # type: ignore[attr-defined]
        point,
        (signed, language(), view()),
        key,
        receipts.bare(receipt_of(key, house())),
        lambda hole, receipt: _rendered(
            point, lane, {}, (), key=hole, receipt={**receipt, "where": receipts.where()}
        ),
    )


def _open(code: str) -> OpenPoint:
    point = open_point(tidy(code.replace("\0", "")), clock.now()).point
    offer(point.languages)
    if point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima laporan.", unit=point.unit.name)
    return point


def _sent(code: str, lane: Lane) -> Response:
    if stamp.is_foreign(request):
        abort(403)
    uploads.widen()
    point, given = _open(code), uploads.fields()
    if not stamp.holds(given.get("csrf_token", [""])[0], lane.purpose, point.code):
        return _page(point, lane, given, [Problem("", RESEND)], 400)
    try:
        filed = file_complaint(
            point.code,
            given,
            uploads.taken(),
            house(),
            clock.now(),
            address=request.remote_addr or "",
            lang=language(),
            protected=lane.protected,
        )
    except InvalidComplaint as refused:
        return _page(point, lane, given, refused.problems, 422)
    except InvalidAttachment as refused:
        return _page(point, lane, given, [_told(refused, uploads.FIELD)], 422)
    except (ClosedPoint, UnknownPoint):
        raise
    except Refusal as refused:
        status = errors.status_of(refused)
        back = _page(point, lane, given, [_told(refused)], status, _work_of(refused))
        if status in (429, 503):
            back.headers["Retry-After"] = str(getattr(refused, "after", errors.RETRY_SECONDS))
        return back
    return _receipt(filed)


def _work_of(refused: Refusal) -> Challenge | None:
    """What lets the form through at once, where its network sent too much."""
    return refused.challenge if isinstance(refused, TooMuch) else None


def _told(refused: Refusal, field: str = "") -> Problem:
    return Problem(field, refused.template, refused.values)


def _page(
    point: OpenPoint,
    lane: Lane,
    given: Fields,
    problems: Sequence[Problem] = (),
    status: int = 200,
    work: Challenge | None = None,
) -> Response:
    """The form with what was typed. Whoever sent a forged form may know its key, and a used one
    belongs to another report: both get a new one, and with it a new receipt."""
    kept = given.get("kunci", [""])[0]
    unusable = not KEY.fullmatch(kept) or any(one.field == "kunci" for one in problems)
    fresh = unusable or status in (200, 400, 409)
    key = secrets.token_urlsafe(16) if fresh else kept
    receipt = receipts.shown(receipt_of(key, house()))
    renewed = fresh and status != 200
    return make_response(
        _rendered(point, lane, given, problems, work, key=key, receipt=receipt, renewed=renewed),
        status,
    )


def _rendered(
    point: OpenPoint,
    lane: Lane,
    given: Fields,
    problems: Sequence[Problem],
    work: Challenge | None = None,
    *,
    key: str,
    receipt: Mapping[str, Any],
    renewed: bool = False,
) -> str:
    return render_template(
        "citizen/complaint.html",
        stamp=stamp.make(lane.purpose, point.code),
        kunci=key,
        receipt=receipt,
        renewed=renewed,
        work=work,
        action_url=with_language(url_for(lane.action, code=point.code)),
        **_doors(point, lane),
        **complaint_form.context(
            point,
            given,
            problems,
            language(),
            protected=lane.protected,
            names=uploads.names() if problems else (),
        ),
        **place_of(point),
    )


def _doors(point: OpenPoint, lane: Lane) -> dict[str, str]:
    other = "complaint.form" if lane.protected else "complaint.form_protected"
    return {
        "other_url": with_language(url_for(other, code=point.code)),
        "landing_url": with_language(url_for("scan.landing", code=point.code)),
    }


def _receipt(filed: Filed) -> Response:
    """Answered with the page itself: an address would have to carry the secret."""
    point = filed.point
    body = render_template(
        "citizen/receipt.html",
        receipt=receipts.shown(filed.receipt),
        number=filed.receipt.number,
        phrase=filed.receipt.phrase,
        drawing=receipts.code(filed.receipt),
        sealed=filed.sealed,
        stamp=stamp.make("lacak", ""),
        track_url=with_language(url_for("track.look")),
        landing_url=with_language(url_for("scan.landing", code=point.code)),
        languages=(),
        **place_of(point),
    )
    return make_response(body)
