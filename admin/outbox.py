"""The outbox: what waits, what could not be delivered, and what to do with that."""

import re
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, url_for
from wtforms import HiddenField, StringField

from admin import access, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock
from kiosk.domain.people.policy import Action
from kiosk.domain.place import edit
from kiosk.domain.upkeep.delivery import UnknownNotice
from kiosk.flows.upkeep.drop_notice import drop_notice
from kiosk.flows.upkeep.list_outbox import ShownNotice, list_outbox
from kiosk.flows.upkeep.requeue_notice import requeue_notice

bp = Blueprint("outbox", __name__)
NUMBER = re.compile(r"[0-7][0-9a-f]{15}")


class AgainForm(EditForm):
    """``number`` empty: all dead letters."""

    number = HiddenField()


class DropForm(EditForm):
    number = HiddenField()
    reason = StringField("Alasan", description="Masuk catatan audit.")


@bp.get("/kotak-keluar")
@access.needs(Action.SEE_OUTBOX, "instalasi")
def listed() -> str:
    return _page()


@bp.post("/kotak-keluar/kirim-ulang")
@access.needs(Action.SEE_OUTBOX, "instalasi")
def again() -> Answer:
    """One dead letter, or all."""
    form, done = AgainForm(), []
    failed = attempt(form, lambda: done.append(_again(form.number.data or "")))
    if failed is not None:
        return _page(error=desk.first(form.faults)), failed
    flash("Akan dikirim lagi dalam beberapa menit.")
    return redirect(url_for(".listed"), 303)


def _again(number: str) -> int:
    return requeue_notice(access.actor(), _number(number) if number else None, clock.now())


@bp.post("/kotak-keluar/hapus")
@access.needs(Action.SEE_OUTBOX, "instalasi")
def drop() -> Answer:
    form = DropForm()
    failed = attempt(form, lambda: _drop(form))
    if failed is not None:
        error, at = desk.first(form.faults), form.number.data or ""
        return _page(error, at, form.reason.data or ""), failed
    flash("Surat mati dihapus; alasannya ada di catatan audit.")
    return redirect(url_for(".listed"), 303)


def _drop(form: DropForm) -> None:
    reason = edit.reason(form.reason.data)
    drop_notice(access.actor(), _number(form.number.data or ""), reason, clock.now())


def _number(text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise UnknownNotice("Surat mati itu tidak ada lagi. Muat ulang halaman ini.")
    return text


def _page(error: str | None = None, typed_at: str = "", typed: str = "") -> str:
    found = list_outbox(current_app.config["KIOSK"], clock.now())
    return render_template(
        "desk/outbox.html",
        dead=[_shown(one, typed if one.number == typed_at else "") for one in found.dead],
        waiting=[_shown(one) for one in found.waiting],
        tally=found.tally,
        mail_is_set="surel" in found.channels,
        error=error,
        form=EditForm(),
        crumbs=[],
        tabs=[],
    )


def _shown(one: ShownNotice, typed: str = "") -> dict[str, Any]:
    return {
        "number": one.number,
        "kind": one.kind,
        "to": one.to,
        "channel": one.channel,
        "due": desk.moment(one.due_at),
        "at": desk.moment(one.at),
        "attempts": one.attempts,
        "error": one.error,
        "typed": typed,
    }
