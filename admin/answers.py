"""A unit's answers one by one, and leaving one out of the index by two people."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from admin import access, desk
from kiosk import clock
from kiosk.domain.arrival import Clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import UnitCard
from kiosk.domain.refusal import Refusal
from kiosk.domain.survey.signal import HINT
from kiosk.flows.survey.ask_exclusion import ask_exclusion
from kiosk.flows.survey.decide_exclusion import decide_exclusion
from kiosk.flows.survey.list_answers import AnswerPage, ShownAnswer, list_answers
from kiosk.i18n import moment

bp = Blueprint("answers", __name__)
DECISIONS = {"setuju": True, "tolak": False}
FLAGGED, SINCE = "bertanda", "sebelum"
"""What is asked of the page in its address: only those with a signal, and from where on."""
CLOCKS = {
    Clock.SHIFTED: "jam pengirim berbeda dari server",
    Clock.NOT_BELIEVED: "jam pengirim tidak dipercaya: dihitung menurut waktu tiba",
}
STATES = {None: "menunggu orang kedua", "setuju": "dikecualikan", "tolak": "usulan ditolak"}


@bp.get("/jawaban/<unit>")
@access.needs(Action.SEE_ANSWERS, "unit")
def listed(unit: str) -> str:
    return _page(unit)


@bp.post("/jawaban/<unit>/<int:answer>/kecualikan")
@access.needs(Action.EXCLUDE_ANSWERS, "unit")
def ask(unit: str, answer: int) -> Response | tuple[str, int]:
    """A reason is required; a second person decides."""
    reason = request.form.get("alasan", "")
    if not FlaskForm().validate_on_submit():
        return _page(unit, answer, reason, "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        ask_exclusion(access.actor(), answer, reason, clock.now())
    except Refusal as refused:
        return _page(unit, answer, reason, str(refused)), 422
    flash("Usulan dicatat. Orang kedua akan memutuskan.")
    return redirect(url_for(".listed", unit=unit, **_asked()), 303)


@bp.post("/pengecualian/<unit>/<int:number>")
@access.needs(Action.APPROVE_EXCLUSION, "unit")
@access.fresh
def decide(unit: str, number: int) -> Response | tuple[str, int]:
    """By somebody other than who asked."""
    if not FlaskForm().validate_on_submit():
        return _page(unit, error="Formulir kedaluwarsa. Kirim sekali lagi."), 422
    agree = DECISIONS.get(request.form.get("keputusan", ""))
    if agree is None:
        return _page(unit, error="Pilih setuju atau tolak."), 422
    try:
        note = request.form.get("catatan", "")
        decide_exclusion(access.actor(), number, agree=agree, note=note, now=clock.now())
    except Refusal as refused:
        return _page(unit, error=str(refused)), 422
    flash("Keputusan dicatat.")
    return redirect(url_for(".listed", unit=unit, **_asked()), 303)


def _page(unit: str, typed_at: int | None = None, typed: str = "", error: str | None = None) -> str:
    asked = _asked()
    at, flagged = asked.get(SINCE), FLAGGED in asked
    found = list_answers(access.actor(), unit, access.spot(), at, clock.now(), flagged=flagged)
    return render_template(
        "desk/answers.html",
        unit=found.unit,
        answers=[_shown(one, found, typed_at, typed) for one in found.answers],
        error=error,
        error_at=typed_at,
        form=FlaskForm(),
        older_url=_older_url(unit, found.older),
        views=_views(unit, flagged=flagged),
        flagged=flagged,
        hint=HINT,
        import_url=_import_url(unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.answers.listed"),
    )


def _asked() -> dict[str, Any]:
    """The address's own wishes, kept through a form that is sent from there."""
    asked: dict[str, Any] = {FLAGGED: 1} if request.args.get(FLAGGED) == "1" else {}
    before = request.args.get(SINCE, "")
    if before.isascii() and before.isdigit() and len(before) < 10:
        asked[SINCE] = int(before)
    return asked


def _import_url(unit: str) -> str | None:
    may = access.actor().may(Action.IMPORT_SHEETS, access.spot())
    return url_for("desk.imports.listed", unit=unit) if may else None


def _older_url(unit: str, older: int | None) -> str | None:
    return url_for(".listed", unit=unit, **_asked() | {SINCE: older}) if older else None


def _views(unit: str, *, flagged: bool) -> list[tuple[str, str, bool]]:
    every, odd = url_for(".listed", unit=unit), url_for(".listed", unit=unit, bertanda=1)
    return [("Semua jawaban", every, not flagged), ("Hanya yang bertanda", odd, flagged)]


def _shown(one: ShownAnswer, page: AnswerPage, typed_at: int | None, typed: str) -> dict[str, Any]:
    state = one.exclusion
    undecided = state is not None and state[1] is None
    return {
        "id": one.id,
        "at": moment(one.at, page.unit.zone),
        "place": " · ".join(part for part in (one.point, one.service) if part),
        "source": one.source.label,
        "scores": [{"code": code, "score": score} for code, score in one.scores.items()],
        "withheld": one.withheld,
        "suggestion": one.suggestion,
        "told": [*_told(one), *_came(one, page.unit.zone)],
        "signals": [{"label": found.label, "why": found.why} for found in one.signals],
        "state": STATES.get(state[1]) if state else None,
        "reason": state[3] if state else None,
        "ask_url": _ask_url(page.unit, one) if page.may_ask and _free(state) else None,
        "decide_url": _decide_url(page.unit, state)
        if state and undecided and page.may_decide and not state[2]
        else None,
        "typed": typed if typed_at == one.id else "",
    }


def _told(one: ShownAnswer) -> list[str]:
    """What the form said of itself; a signal may rest on it."""
    told = [f"diisi {one.seconds} detik"] if one.seconds is not None else []
    return told + ([f"wajah {one.face} dari 4"] if one.face is not None else [])


def _came(one: ShownAnswer, zone: str) -> list[str]:
    """Of an answer that waited on a tablet or a phone, and of a clock that was wrong."""
    came = [f"tiba {moment(one.received_at, zone)}"] if one.received_at else []
    return came + ([CLOCKS[one.clock]] if one.clock in CLOCKS else [])


def _free(state: tuple[int, str | None, bool, str] | None) -> bool:
    return state is None or state[1] == "tolak"


def _ask_url(unit: UnitCard, one: ShownAnswer) -> str:
    return url_for(".ask", unit=unit.code, answer=one.id, **_asked())


def _decide_url(unit: UnitCard, state: tuple[int, str | None, bool, str]) -> str:
    return url_for(".decide", unit=unit.code, number=state[0], **_asked())
