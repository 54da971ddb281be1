"""Requests of reporters about their data: what is due first, granted or refused here."""

import re
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from wtforms import HiddenField

from admin import access, callers, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.complaint.subject_request import SOON, Ground
from kiosk.domain.people.policy import Action
from kiosk.flows.complaint.answer_request import (
    UnknownRequest,
    Waiting,
    answer_request,
    list_requests,
)
from kiosk.fronts.house import house

bp = Blueprint("data_requests", __name__)
NUMBER = re.compile(r"[1-9][0-9]{0,18}")


class AnswerForm(EditForm):
    """``keputusan``: which button was pressed; anything but "kabulkan" is a no."""

    number = HiddenField()
    keputusan = HiddenField()
    dasar = HiddenField()


@bp.get("/permintaan-data")
@access.needs(Action.ANSWER_REQUESTS)
def listed() -> str:
    return _page()


@bp.post("/permintaan-data")
@access.needs(Action.ANSWER_REQUESTS)
@access.fresh
def answered() -> Answer:
    """The number travels in the form: no address tells that there is a request."""
    form = AnswerForm()
    grants = form.keputusan.data == "kabulkan"
    failed = attempt(form, lambda: _answer(form, grants=grants))
    if failed is not None:
        return _page(desk.first(form.faults)), failed
    if grants:
        flash("Permintaan dikabulkan. Data sudah dihapus dan tidak dapat dikembalikan.")
    else:
        flash("Permintaan ditolak. Pelapor membaca dasarnya di halaman lacak.")
    return redirect(url_for(".listed"), 303)


def _answer(form: AnswerForm, *, grants: bool) -> None:
    number = form.number.data or ""
    if not NUMBER.fullmatch(number):
        raise UnknownRequest
    known = {one.value: one for one in Ground}
    ground = known.get(form.dasar.data or "")
    answer_request(access.actor(), int(number), ground, house(), clock.now(), grants=grants)


def _page(error: str | None = None) -> str:
    now = clock.now()
    found = list_requests(access.actor(), callers.keys(), now)
    return render_template(
        "desk/data_requests.html",
        asked=[_shown(one) for one in found],
        grounds=[(one.value, one.label) for one in Ground],
        error=error,
        form=EditForm(formdata=None),
        crumbs=[],
        tabs=[],
    )


def _shown(one: Waiting) -> dict[str, Any]:
    return {
        "one": one,
        "asked": desk.moment(one.asked_at),
        "due": desk.moment(one.due_at),
        "late": one.left < 0,
        "soon": 0 <= one.left < SOON.total_seconds() // 3600,
        "hours": abs(one.left),
        "url": url_for("desk.ticket.page", ticket=one.number),
    }
