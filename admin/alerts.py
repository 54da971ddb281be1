"""Calls about answers: what is wrong, what somebody did, and what came of it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from admin import access, desk
from kiosk import clock
from kiosk.domain.index import alert_words
from kiosk.domain.index.alert_words import Alert
from kiosk.domain.people.policy import Action
from kiosk.domain.refusal import Refusal
from kiosk.flows.index.list_alerts import list_alerts
from kiosk.flows.index.note_alert import note_alert

bp = Blueprint("alerts", __name__)


@bp.get("/peringatan")
@access.needs(Action.SEE_ALERTS)
def listed() -> str:
    return _page()


@bp.post("/peringatan/<int:number>/tanggapi")
@access.needs(Action.HANDLE_ALERTS)
def note(number: int) -> Response | tuple[str, int]:
    typed = request.form.get("catatan", "")
    if not FlaskForm().validate_on_submit():
        return _page(number, typed, "Formulir kedaluwarsa. Kirim sekali lagi."), 422
    try:
        note_alert(access.actor(), number, typed, clock.now())
    except Refusal as refused:
        return _page(number, typed, str(refused)), 422
    flash("Tanggapan dicatat. Hasilnya tampil di sini sesudah cukup penilaian baru.")
    return redirect(url_for(".listed"), 303)


def _page(at: int | None = None, typed: str = "", error: str | None = None) -> str:
    found = list_alerts(access.actor(), clock.now())
    shown = [_shown(one, typed if one.id == at else "") for one in found]
    return render_template(
        "desk/alerts.html",
        open=[one for one in shown if one["note"] is None],
        noted=[one for one in shown if one["note"] is not None],
        may=access.actor().may_anywhere(Action.HANDLE_ALERTS),
        error=error,
        form=FlaskForm(),
        crumbs=[],
        tabs=[],
    )


def _shown(one: Alert, typed: str) -> dict[str, Any]:
    said = alert_words.sentence(one.kind, one.n, one.value, one.usual, one.about)
    return {
        "id": one.id,
        "label": alert_words.LABELS[one.kind],
        "unit": one.unit_name,
        "url": url_for("desk.ikm.month", unit=one.unit, period=f"{one.since:%Y-%m}"),
        "at": desk.moment(one.raised_at),
        "said": said[:1].upper() + said[1:],
        "note": one.note,
        "noted": f"{one.noted_by or 'Pegawai'}, {desk.moment(one.noted_at)}"
        if one.noted_at
        else None,
        "outcome": one.outcome,
        "note_url": url_for(".note", number=one.id),
        "typed": typed,
    }
