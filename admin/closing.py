"""Closing a period, publishing it, and opening it again by two people."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from admin import access, desk
from kiosk import clock
from kiosk.domain.index import period as periods
from kiosk.domain.index.closing import Event, PeriodState
from kiosk.domain.index.period import Period
from kiosk.domain.index.period_figures import PeriodFigures, UnsurFigure
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.domain.rounding import half_up
from kiosk.flows.index.ask_reopening import ask_reopening
from kiosk.flows.index.close_period import close_period
from kiosk.flows.index.decide_reopening import decide_reopening
from kiosk.flows.index.list_periods import ListedPeriod, list_periods
from kiosk.flows.index.preview_closing import Happened, Preview, Since, Wish, preview_closing
from kiosk.flows.index.publish_period import publish_period
from kiosk.flows.index.withdraw_period import withdraw_period
from kiosk.i18n import day_text, moment, number

bp = Blueprint("closing", __name__)
Answer = str | Response | tuple[str, int]
NRR_PLACES = 3
MOST_DAYS = 7
"""Of those on which something came late, the last."""
SAID = {
    Event.CLOSE: "Ditutup",
    Event.REOPEN: "Dibuka kembali",
    Event.PUBLISH: "Diterbitkan",
    Event.WITHDRAW: "Ditarik dari halaman publik",
}
STATES = {
    PeriodState.OPEN: "Terbuka",
    PeriodState.CLOSED: "Tertutup, belum terbit",
    PeriodState.PUBLISHED: "Terbit",
}
DECISIONS = {"setuju": True, "tolak": False}


@bp.get("/periode/<unit>")
@access.needs(Action.SEE_INDEX, "unit")
def listed(unit: str) -> str:
    """Months, quarters, semesters and years that have answers, with what each is at."""
    found = list_periods(unit, clock.now())
    return render_template(
        "desk/periods.html",
        unit=found.unit,
        groups=[(title, [_listed(unit, one) for one in rows]) for title, rows in found.groups],
        history_url=url_for("desk.history.kept", unit=unit)
        if access.actor().may(Action.ENTER_FIGURES, access.spot())
        else None,
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.closing.listed"),
    )


@bp.get("/periode/<unit>/<period>")
@access.needs(Action.SEE_INDEX, "unit")
def shown(unit: str, period: str) -> str:
    return _page(unit, periods.parse(period))


@bp.post("/periode/<unit>/<period>/tutup")
@access.needs(Action.CLOSE_PERIOD, "unit")
def close(unit: str, period: str) -> Answer:
    """``sidik``: of the figures that were looked at."""
    seen = request.form.get("sidik") or "-"

    def act(wanted: Period, now: datetime) -> str:
        close_period(access.actor(), unit, wanted, now, seen)
        return f"{wanted.title} ditutup. Angkanya tidak berubah lagi."

    return _do(unit, period, act)


@bp.post("/periode/<unit>/<period>/terbitkan")
@access.needs(Action.PUBLISH_PERIOD, "unit")
def publish(unit: str, period: str) -> Answer:
    def act(wanted: Period, now: datetime) -> str:
        publish_period(access.actor(), unit, wanted, now)
        return f"{wanted.title} terbit di halaman publik."

    return _do(unit, period, act)


@bp.post("/periode/<unit>/<period>/tarik")
@access.needs(Action.PUBLISH_PERIOD, "unit")
def withdraw(unit: str, period: str) -> Answer:
    def act(wanted: Period, now: datetime) -> str:
        withdraw_period(access.actor(), unit, wanted, request.form.get("alasan", ""), now)
        return f"{wanted.title} ditarik dari halaman publik; periodenya tetap tertutup."

    return _do(unit, period, act)


@bp.post("/periode/<unit>/<period>/usul-buka")
@access.needs(Action.CLOSE_PERIOD, "unit")
def ask(unit: str, period: str) -> Answer:
    def act(wanted: Period, now: datetime) -> str:
        ask_reopening(access.actor(), unit, wanted, request.form.get("alasan", ""), now)
        return "Usulan dicatat. Orang kedua akan memutuskan."

    return _do(unit, period, act)


@bp.post("/periode/<unit>/<period>/putuskan-buka")
@access.needs(Action.APPROVE_REOPENING, "unit")
@access.fresh
def decide(unit: str, period: str) -> Answer:
    """By somebody other than who asked."""
    agree = DECISIONS.get(request.form.get("keputusan", ""))

    def act(wanted: Period, now: datetime) -> str:
        if agree is None:
            raise Refusal("Pilih setuju atau tolak.")
        note, seen = request.form.get("catatan", ""), desk.version(request.form.get("usulan"))
        decide_reopening(access.actor(), unit, wanted, now, agree=agree, note=note, seen=seen)
        return "Periode dibuka kembali." if agree else "Usulan ditolak; periode tetap tertutup."

    return _do(unit, period, act)


def _do(unit: str, period: str, act: Callable[[Period, datetime], str]) -> Answer:
    wanted = periods.parse(period)
    if not FlaskForm().validate_on_submit():
        return _page(unit, wanted, "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        flash(act(wanted, clock.now()))
    except Refusal as refused:
        return _page(unit, wanted, str(refused)), 422
    return redirect(url_for(".shown", unit=unit, period=str(wanted)), 303)


def _page(unit: str, period: Period, error: str | None = None) -> str:
    found = preview_closing(access.actor(), unit, period, clock.now())
    zone = found.unit.zone
    return render_template(
        "desk/period.html",
        unit=found.unit,
        period=period,
        error=error,
        typed=request.form,
        form=FlaskForm(),
        state=STATES[found.closing.state if found.closing else PeriodState.OPEN],
        p=_shown(found),
        figures=_figures(found.figures),
        wish=_wish(found.wish, zone),
        since=_since(found.since),
        history=[_happened(one, zone) for one in found.history],
        may=_may(found),
        urls=_urls(unit, period),
        crumbs=[*desk.crumbs(), ("Periode", url_for(".listed", unit=unit))],
        tabs=desk.tabs(unit, str(period), "desk.closing.listed"),
    )


def _shown(found: Preview) -> dict[str, Any]:
    closing = found.closing
    return {
        "closed": closing is not None,
        "published": closing is not None and closing.state is PeriodState.PUBLISHED,
        "edition": closing.edition if closing else None,
        "ended": found.ended,
        "digest": found.digest,
        "head": closing.head if closing else None,
        "warnings": found.warnings,
        "publishable": found.figures.ikm is not None,
    }


def _figures(found: PeriodFigures) -> dict[str, Any]:
    return {
        "ikm": number(found.ikm) if found.ikm is not None else None,
        "mutu": found.mutu,
        "kinerja": found.kinerja,
        "withheld": found.withheld,
        "interval": (number(found.low), number(found.high)) if found.low is not None else None,
        "near": found.near,
        "respondents": number(found.respondents),
        "minimum": number(found.sample.minimum),
        "enough": found.sample.enough,
        "excluded": number(found.excluded),
        "unflagged": found.flagged == 0,
        "flagged": number(found.flagged) if found.flagged is not None else None,
        "unsur": [_unsur(one) for one in found.unsur],
        "method": found.method,
        "chain": found.chain.head,
        "answers": number(found.chain.answers),
    }


def _unsur(one: UnsurFigure) -> dict[str, str]:
    return {
        "number": one.number,
        "name": one.name,
        "n": number(one.n),
        "nrr": number(half_up(one.nrr, NRR_PLACES)),
        "value": number(one.value),
        "mutu": one.mutu,
    }


def _wish(wish: Wish | None, zone: str) -> dict[str, Any] | None:
    if wish is None:
        return None
    return {
        "id": wish.id,
        "reason": wish.reason,
        "by": wish.by,
        "at": moment(wish.at, zone),
        "own": wish.own,
    }


def _since(since: Since | None) -> dict[str, Any] | None:
    if since is None or not (since.added or since.excluded):
        return None
    live = since.figures
    return {
        "added": number(since.added),
        "excluded": number(since.excluded),
        "days": [f"{day_text(day)} ({number(many)})" for day, many in since.days[-MOST_DAYS:]],
        "ikm": number(live.ikm) if live and live.ikm is not None else None,
    }


def _happened(one: Happened, zone: str) -> dict[str, Any]:
    return {
        "what": SAID[one.event],
        "edition": one.edition,
        "at": moment(one.at, zone),
        "by": one.by,
        "digest": one.digest,
    }


def _may(found: Preview) -> dict[str, bool]:
    actor, spot = access.actor(), access.spot()
    return {
        "close": actor.may(Action.CLOSE_PERIOD, spot) and found.ended,
        "publish": actor.may(Action.PUBLISH_PERIOD, spot),
        "decide": actor.may(Action.APPROVE_REOPENING, spot),
        "make": actor.may(Action.MAKE_REPORTS, spot),
    }


def _urls(unit: str, period: Period) -> dict[str, str]:
    named: dict[str, Any] = {"unit": unit, "period": str(period)}
    return {
        "ikm": url_for("desk.ikm.month", **named),
        "close": url_for(".close", **named),
        "publish": url_for(".publish", **named),
        "withdraw": url_for(".withdraw", **named),
        "ask": url_for(".ask", **named),
        "decide": url_for(".decide", **named),
        "papers": url_for("desk.documents.listed", **named),
        "text": url_for("desk.report_text.edit", **named),
        "plans": url_for("desk.plans.listed", unit=unit),
        "public": url_for("published.period", **named),
    }


def _listed(unit: str, one: ListedPeriod) -> dict[str, Any]:
    return {
        "title": one.period.title,
        "url": url_for(".shown", unit=unit, period=str(one.period)),
        "state": STATES[one.state],
        "is_due": one.is_due,
        "edition": one.edition,
        "ikm": number(one.ikm) if one.ikm is not None else None,
        "n": number(one.respondents) if one.respondents is not None else None,
    }
