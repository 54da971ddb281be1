"""Anda sampaikan, kami kerjakan: what people scored low, what the office does about it, and
whether it did. Plans of published periods only, and nobody's name."""

from datetime import date
from typing import Any

from flask import Blueprint, Response, abort, jsonify, url_for
from werkzeug.wrappers import Response as Answer

from kiosk import clock, i18n, qr
from kiosk.domain.complaint.attachment import LostFile
from kiosk.domain.complaint.attachment_name import inline_headers
from kiosk.domain.index.plan import Plan, PlanState, UnknownPlan
from kiosk.domain.place.point import UnknownUnit
from kiosk.flows.closings import DEFAULT
from kiosk.flows.index.fetch_proof import fetch_public_proof
from kiosk.flows.index.show_board import Board, Posted, Posting, show_board
from kiosk.flows.place.offered_languages import offered_languages
from kiosk.fronts.house import house
from kiosk.web.published import fresh, page
from kiosk.web.published_data import FOR_EVERYBODY
from kiosk.web.published_words import number, period_title, unsur_name
from kiosk.web.reaching import absolute, kept
from kiosk.web.words import language, offer, with_language

bp = Blueprint("board", __name__)
SCHEMA = "tindak-lanjut-1"


@bp.get("/publik/<unit>/tindak-lanjut")
def board(unit: str) -> Answer:
    found = _found(unit)
    return page(
        "citizen/board.html",
        unit=found.unit,
        instansi=found.instansi,
        as_of=_day(found.as_of),
        postings=[_posting(one, found) for one in found.postings],
        counts=_counts(found),
        address=_address(unit),
        qr_url=url_for(".code", unit=unit),
        data_url=url_for(".data", unit=unit),
        unit_url=with_language(url_for("published.unit", unit=unit)),
    )


@bp.get("/publik/<unit>/tindak-lanjut.json")
def data(unit: str) -> Answer:
    """The same for programs."""
    found = _found(unit)
    answer = jsonify(
        schema=SCHEMA,
        unit={"code": found.unit.code, "name": found.unit.name},
        as_of=found.as_of.isoformat(),
        counts=_counted(found),
        periods=[_period(one, found) for one in found.postings],
    )
    answer.headers.update(FOR_EVERYBODY)
    return fresh(answer)


@bp.get("/publik/<unit>/tindak-lanjut.svg")
def code(unit: str) -> Response:
    """The way to this page, for its print."""
    _found(unit)
    return Response(qr.svg(_address(unit)), mimetype="image/svg+xml")


@bp.get("/publik/<unit>/tindak-lanjut/<int:plan>/<int:photo>.jpg")
def photo(unit: str, plan: int, photo: int) -> Response:
    """A picture that was marked for everybody."""
    return _picture(unit, plan, photo, small=False)


@bp.get("/publik/<unit>/tindak-lanjut/<int:plan>/<int:photo>-kecil.jpg")
def thumbnail(unit: str, plan: int, photo: int) -> Response:
    return _picture(unit, plan, photo, small=True)


def _picture(unit: str, plan: int, photo: int, *, small: bool) -> Response:
    try:
        found = fetch_public_proof(unit, plan, photo, house(), small=small)
    except (UnknownUnit, UnknownPlan, LostFile):
        abort(404)
    return Response(found.content, headers=inline_headers(found.media_type))


def _found(unit: str) -> Board:
    try:
        offer(offered_languages(unit))
        return show_board(unit, clock.now())
    except UnknownUnit:
        abort(404)


def _address(unit: str) -> str:
    return absolute(url_for(".board", unit=unit))


def _day(day: date) -> str:
    """Without the name of the weekday."""
    return i18n.day_text(day, language()).partition(", ")[2]


def _counted(found: Board) -> dict[str, int]:
    plans = [one.plan for one in found.posted]
    counts = {one.value: sum(plan.state is one for plan in plans) for one in PlanState}
    return {"semua": len(plans), **counts, "terlambat": sum(one.is_late for one in found.posted)}


def _counts(found: Board) -> dict[str, str]:
    return {name: number(count) for name, count in _counted(found).items()}


def _posting(one: Posting, found: Board) -> dict[str, Any]:
    survey = {} if one.instrument.code == DEFAULT else {"survei": one.instrument.code}
    here: dict[str, Any] = {"unit": found.unit.code, "period": str(one.period), **survey}
    return {
        "id": f"{one.instrument.code}-{one.period}",
        "title": period_title(one.period),
        "survey": i18n.pick(language(), one.instrument.title),
        "respondents": number(one.respondents),
        "url": kept(url_for("published.period", **here)),
        "plans": [_posted(plan, one, found) for plan in one.posted],
    }


def _posted(one: Posted, posting: Posting, found: Board) -> dict[str, Any]:
    plan = one.plan
    return {
        "title": plan.public_title,
        "unsur": unsur_name(one.figure, posting.instrument),
        "value": number(one.figure.value),
        "mutu": one.figure.mutu,
        "action": plan.action,
        "answer": plan.public_answer,
        "owner": plan.owner,
        "quarter": period_title(plan.quarter) if plan.quarter else None,
        "due": _day(plan.due) if plan.due else None,
        "state": plan.state.value,
        "done": _day(plan.done_on) if plan.done_on else None,
        "late": number(plan.days_late(found.as_of)) if one.is_late else None,
        "photos": [_photo(shown.id, shown.caption, plan, found) for shown in one.photos],
    }


def _photo(number: int, caption: str, plan: Plan, found: Board) -> dict[str, str]:
    here: dict[str, Any] = {"unit": found.unit.code, "plan": plan.id, "photo": number}
    return {
        "url": url_for(".photo", **here),
        "small": url_for(".thumbnail", **here),
        "caption": caption,
    }


def _period(one: Posting, found: Board) -> dict[str, Any]:
    return {
        "period": str(one.period),
        "survey": one.instrument.code,
        "respondents": one.respondents,
        "plans": [_row(plan, found) for plan in one.posted],
    }


def _row(one: Posted, found: Board) -> dict[str, Any]:
    plan = one.plan
    return {
        "unsur": plan.unsur,
        "number": plan.number,
        "name": plan.name,
        "value": str(one.figure.value),
        "mutu": one.figure.mutu,
        "title": plan.public_title,
        "action": plan.action,
        "answer": plan.public_answer,
        "owner": plan.owner,
        "quarter": str(plan.quarter) if plan.quarter else None,
        "due": plan.due.isoformat() if plan.due else None,
        "state": plan.state.value,
        "done": plan.done_on.isoformat() if plan.done_on else None,
        "late": one.is_late,
        "photos": [
            absolute(_photo(shown.id, shown.caption, plan, found)["url"]) for shown in one.photos
        ],
    }
