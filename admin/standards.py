"""Standar pelayanan of a unit at the desk: every service, one service, and its editions."""

from datetime import date, datetime
from typing import Any

from flask import Blueprint, abort, render_template, url_for

from admin import access, desk, zi_proofs
from admin.editing import EditForm
from kiosk.domain.people.policy import Action
from kiosk.domain.zi.pledge import Pledge
from kiosk.domain.zi.proof import Subject
from kiosk.domain.zi.standard import FEE, PARTS, TIME, Fee, FeeKind, Part, Standard
from kiosk.flows.standing_orders import ServiceStanding
from kiosk.flows.zi.show_standards import (
    PLEDGE_KEY,
    StandardList,
    StandardView,
    list_standards,
    show_standard,
)
from kiosk.i18n import day_text, number

bp = Blueprint("standards", __name__)
MOST = len(PARTS)


@bp.get("/standar/<unit>")
@access.needs(Action.SEE_COMPONENTS, "unit")
def listed(unit: str) -> str:
    found = list_standards(unit)
    return render_template(
        "desk/standards.html",
        unit=found.unit,
        services=[_line(unit, one) for one in found.standing.services],
        published=found.standing.published,
        most=MOST,
        pledge=_pledge(found),
        proofs=zi_proofs.shown(unit, found.unit.zone, found.proofs, may_keep=may_keep()),
        proof_url=zi_proofs.add_url(unit, Subject.COMPONENT, PLEDGE_KEY) if may_keep() else None,
        past=[_past(one, ended, found.unit.zone) for one, ended in found.pledges if ended],
        public_url=url_for("rights.office", unit=unit),
        times_url=url_for(
            "desk.service_times.shown", unit=unit, year=desk.today_in(found.unit.zone).year
        ),
        services_url=url_for("desk.services.listed", unit=unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.services.listed"),
    )


def may_keep() -> bool:
    return access.actor().may(Action.KEEP_COMPONENTS, access.spot())


def _line(unit: str, one: ServiceStanding) -> dict[str, Any]:
    return {
        "name": one.name,
        "url": url_for(".page", unit=unit, service=one.code),
        "filled": one.filled,
        "published": day(one.published_on),
        "edition": one.edition,
        "draft": one.draft,
        "decree": one.decree,
    }


def _pledge(found: StandardList) -> dict[str, Any]:
    """The one that holds: the unit's own, or that of a unit above it."""
    code, held = found.unit.code, found.standing.pledge
    shown: dict[str, Any] = {"held": _said(held) if held else None, "own": False}
    if held:
        shown["own"] = held.unit_id == found.unit.id
        shown["since"] = day(found.standing.pledged_since)
    if may_keep():
        shown["edit_url"] = url_for("desk.standard_edits.announce", unit=code)
        if shown["own"]:
            shown["drop_url"] = url_for("desk.standard_edits.take_back", unit=code)
    return shown


def _said(one: Pledge) -> dict[str, Any]:
    return {
        "text": one.text,
        "signer": one.signer,
        "post": one.post,
        "signed_on": day(one.signed_on),
    }


def _past(one: Pledge, ended: datetime, zone: str) -> dict[str, Any]:
    return {**_said(one), "ended": desk.day(ended, zone)}


@bp.get("/standar/<unit>/<service>")
@access.needs(Action.SEE_COMPONENTS, "unit")
def page(unit: str, service: str) -> str:
    view = show_standard(unit, service)
    shown = view.draft or view.held
    return _render(view, shown)


@bp.get("/standar/<unit>/<service>/edisi/<int:edition>")
@access.needs(Action.SEE_COMPONENTS, "unit")
def past(unit: str, service: str, edition: int) -> str:
    """An edition that was published, as it was read then."""
    view = show_standard(unit, service)
    shown = next((one for one in view.editions if one.edition == edition), None)
    if shown is None:
        abort(404)
    return _render(view, shown)


def _render(view: StandardView, shown: Standard | None) -> str:
    where: dict[str, Any] = {"unit": view.unit.code, "service": view.service_code}
    list_url = url_for(".listed", unit=view.unit.code)
    keep = may_keep()
    return render_template(
        "desk/standard.html",
        unit=view.unit,
        service=view.service,
        shown=_standard(shown) if shown else None,
        state=_state(shown, view) if shown else None,
        is_current=shown is not None and shown in (view.draft, view.held),
        held=view.held is not None,
        doubts=view.doubts if shown is (view.draft or view.held) else (),
        editions=[_edition(one, view, where) for one in view.editions],
        edit_url=url_for("desk.standard_edits.change", **where) if keep else None,
        publish_url=url_for("desk.standard_edits.publish", **where)
        if keep and shown is not None and shown.is_draft
        else None,
        withdraw_url=url_for("desk.standard_edits.withdraw", **where)
        if keep and view.held
        else None,
        form=EditForm(),
        most=MOST,
        crumbs=[*desk.crumbs(), ("Standar pelayanan", list_url)],
        tabs=desk.tabs(view.unit.code, "", "desk.services.listed"),
    )


def _standard(one: Standard) -> dict[str, Any]:
    return {
        "version": one.version,
        "filled": one.filled,
        "decree": one.decree,
        "decided_on": day(one.decided_on),
        "groups": [
            ("Penyampaian pelayanan (wajib diumumkan)", _parts(one, delivery=True)),
            ("Pengelolaan di dalam kantor", _parts(one, delivery=False)),
        ],
    }


def _parts(one: Standard, *, delivery: bool) -> list[dict[str, Any]]:
    return [
        {
            "number": PARTS.index(part) + 1,
            "label": part.label,
            "figure": figure(one, part),
            "text": one.texts.get(part.code, ""),
            "has": one.has(part),
        }
        for part in PARTS
        if part.delivery is delivery
    ]


def figure(one: Standard, part: Part) -> str | None:
    """What a component says as a number."""
    if part.code == TIME:
        return one.promise.words if one.promise else None
    return fee_words(one.fee) if part.code == FEE and one.fee else None


def fee_words(fee: Fee) -> str:
    if fee.kind is FeeKind.FIXED:
        return f"Rp{number(fee.amount)}"
    return "Gratis" if fee.kind is FeeKind.FREE else "Menurut rincian"


def _state(one: Standard, view: StandardView) -> str:
    zone = view.unit.zone
    if one.is_draft:
        return f"Konsep edisi {one.edition}, belum dibaca warga"
    since = f"Edisi {one.edition}, berlaku sejak {desk.day(one.published_at, zone)}"
    return since if one.holds else f"{since} sampai {desk.day(one.withdrawn_at, zone)}"


def _edition(one: Standard, view: StandardView, where: dict[str, Any]) -> dict[str, Any]:
    return {
        "title": _state(one, view),
        "reason": one.reason,
        "filled": one.filled,
        "url": url_for(".past", **where, edition=one.edition),
    }


def day(one: date | None) -> str | None:
    """ "21 November 2026", without the name of the weekday."""
    return day_text(one).partition(", ")[2] if one else None


def _home(unit: str, key: str) -> str:
    year, _, _component = key.partition(":")
    if year.isdigit() and len(year) == 4:
        return url_for("desk.components.checklist", unit=unit, year=int(year))
    return url_for("desk.standards.listed", unit=unit)


zi_proofs.HOMES[Subject.COMPONENT] = _home
