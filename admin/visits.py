"""A counter officer's page: one tap on the service just completed, and its visitor may rate it.

No answer is shown here, and not whether a given visit has one: only how many of the day have.
"""

import secrets
from collections.abc import Callable
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from wtforms import HiddenField

from admin import access, callers, desk
from admin.editing import Answer, EditForm, attempt
from kiosk import clock, i18n, qr
from kiosk.domain.people.policy import Action
from kiosk.domain.place.point import OpenPoint
from kiosk.domain.survey.visit import Outcome, VisitCount
from kiosk.domain.survey.visit_token import NUMBER_BITS, DeadVisit
from kiosk.flows.survey.call_tablet import call_tablet
from kiosk.flows.survey.offer_visit import offer_visit
from kiosk.flows.survey.refuse_visit import refuse_at_desk, take_back
from kiosk.flows.survey.show_counter import Serving, list_counters, show_counter
from kiosk.flows.visiting import Offered
from kiosk.i18n import number

bp = Blueprint("visits", __name__)


class OfferForm(EditForm):
    layanan = HiddenField()
    kunci = HiddenField()


class VisitForm(EditForm):
    kunjungan = HiddenField()


class TabletForm(VisitForm):
    bahasa = HiddenField()
    bacakan = HiddenField()


@bp.get("/layani")
@access.needs(Action.ISSUE_VISITS)
def choose() -> Answer:
    """Most officers have one counter, and are there at once."""
    found = list_counters(access.actor())
    if len(found) == 1:
        return redirect(url_for(".serve", point=found[0].code), 303)
    counters = [(one, url_for(".serve", point=one.code)) for one in found]
    return render_template("desk/visit_counters.html", counters=counters, crumbs=[], tabs=[])


@bp.get("/layani/<point>")
@access.needs(Action.ISSUE_VISITS, "point")
def serve(point: str) -> str:
    return _page(point)


@bp.post("/layani/<point>")
@access.needs(Action.ISSUE_VISITS, "point")
def offer(point: str) -> Answer:
    """Two taps on one button are one visit."""
    form = OfferForm()
    made: list[Offered] = []
    failed = attempt(form, lambda: made.append(_offer(point, form)))
    if failed is not None:
        return _page(point, desk.first(form.faults)), failed
    return redirect(url_for(".serve", point=point, kunjungan=made[0].number), 303)


def _offer(point: str, form: OfferForm) -> Offered:
    service = form.layanan.data or None
    key = f"{form.kunci.data or secrets.token_hex(8)}:{service}"
    return offer_visit(access.actor(), point, service, key, callers.keys(), clock.now())


@bp.post("/layani/<point>/tidak-bersedia")
@access.needs(Action.ISSUE_VISITS, "point")
def refuse(point: str) -> Answer:
    return _settle(point, lambda one: refuse_at_desk(access.actor(), point, one, clock.now()))


@bp.post("/layani/<point>/urungkan")
@access.needs(Action.ISSUE_VISITS, "point")
def undo(point: str) -> Answer:
    return _settle(point, lambda one: take_back(access.actor(), point, one, clock.now()))


def _settle(point: str, act: Callable[[int], None]) -> Answer:
    form = VisitForm()
    visit = _number(form.kunjungan.data)
    failed = attempt(form, lambda: act(_known(visit)))
    if failed is not None:
        return _page(point, desk.first(form.faults)), failed
    return redirect(url_for(".serve", point=point, kunjungan=visit), 303)


@bp.post("/layani/<point>/tablet")
@access.needs(Action.ISSUE_VISITS, "point")
def call(point: str) -> Answer:
    """A language or reading aloud marks nothing: the visitor answers alone."""
    form = TabletForm()
    visit = _number(form.kunjungan.data)
    failed = attempt(form, lambda: _call(point, visit, form))
    if failed is not None:
        return _page(point, desk.first(form.faults)), failed
    flash("Tablet loket membukanya dalam setengah menit. Persilakan warga ke tablet.")
    return redirect(url_for(".serve", point=point, kunjungan=visit), 303)


def _call(point: str, visit: int | None, form: TabletForm) -> None:
    call_tablet(
        access.actor(),
        point,
        visit,
        form.bahasa.data,
        aloud=form.bacakan.data == "ya",
        now=clock.now(),
    )


@bp.get("/layani/<point>/karcis")
@access.needs(Action.ISSUE_VISITS, "point")
def slip(point: str) -> Answer:
    """For a narrow printer. A visit that is over leads back: its slip would lead nowhere."""
    found = _found(point)
    visit = found.visit
    if visit is None or not _lives(visit):
        return redirect(url_for(".serve", point=point), 303)
    return render_template(
        "desk/visit_slip.html",
        point=found.point,
        service=visit.service,
        until=_until(visit, found.point),
        code=qr.drawing(_address(visit)),
        back=url_for(".serve", point=point, kunjungan=visit.number),
    )


def _found(point: str) -> Serving:
    asked = _number(request.values.get("kunjungan"))
    return show_counter(point, asked, callers.keys(), clock.now())


def _number(text: str | None) -> int | None:
    """None for what is no visit's number."""
    sent = text or ""
    fits = sent.isascii() and sent.isdigit() and len(sent) < 20 and int(sent) < 1 << NUMBER_BITS
    return int(sent) if fits else None


def _known(visit: int | None) -> int:
    if visit is None:
        raise DeadVisit
    return visit


def _page(code: str, error: str | None = None) -> str:
    found = _found(code)
    point = found.point
    return render_template(
        "desk/serve.html",
        point=point,
        unit=point.unit,
        error=error,
        visit=_shown(found.visit, point) if found.visit else None,
        number=found.visit.number if found.visit and _lives(found.visit) else "",
        services=point.services,
        kunci=secrets.token_urlsafe(12),
        tablets=found.tablets,
        languages=[(one, i18n.language(one).name) for one in point.languages],
        assisted_url=url_for("survey.form", code=point.code, dibantu="ya"),
        today=_counted(found.today),
        acts={name: url_for(f".{name}", point=point.code) for name in _ACTS},
        other_url=url_for(".choose"),
        crumbs=[],
        tabs=[],
    )


_ACTS = ("offer", "refuse", "undo", "call")


def _shown(visit: Offered, point: OpenPoint) -> dict[str, Any]:
    lives = _lives(visit)
    refused = visit.outcome == Outcome.REFUSED and clock.now() < visit.expires_at
    return {
        "service": visit.service.name if visit.service else None,
        "state": "terbuka" if lives else "menolak" if refused else "lewat",
        "until": _until(visit, point),
        "code": qr.drawing(_address(visit)) if lives else None,
        "slip_url": url_for(".slip", point=point.code, kunjungan=visit.number),
        "assisted_url": url_for("visit.form", token=visit.token, dibantu="ya"),
    }


def _lives(visit: Offered) -> bool:
    return visit.is_open and clock.now() < visit.expires_at


def _until(visit: Offered, point: OpenPoint) -> str:
    return desk.moment(visit.expires_at, point.unit.zone)


def _address(visit: Offered) -> str:
    return qr.visit_address(_public(), visit.token)


def _public() -> str:
    configured: str = current_app.config["KIOSK"].public_url
    return configured or request.host_url.rstrip("/")


def _counted(today: VisitCount) -> dict[str, str]:
    return {
        "offered": number(today.offered),
        "answered": number(today.answered),
        "refused": number(today.refused),
        "rate": f"{number(today.rate)} %" if today.rate is not None else "belum ada",
    }
