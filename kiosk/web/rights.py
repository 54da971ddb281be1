"""What somebody who is served may expect: the standards an office published, at its counter and
for the whole office."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from flask import Blueprint, abort, render_template, url_for

from kiosk import clock, i18n
from kiosk.domain.place.point import ClosedPoint, UnknownUnit
from kiosk.domain.zi.pledge import Pledge
from kiosk.domain.zi.standard import Standard
from kiosk.flows.place.offered_languages import offered_languages
from kiosk.flows.zi.show_rights import Promised, rights_at, rights_of
from kiosk.web.scan import place_of
from kiosk.web.words import language, offer, with_language

bp = Blueprint("rights", __name__)
_MARK = re.compile(r"^\s*(?:[-•*–]|[0-9]{1,2}[.)]|[a-z][.)])\s+")
"""What an office writes before the lines of a list; the list has marks of its own."""


@dataclass(frozen=True)
class Shown:
    """A service as its card shows it. ``lines``: part to what the office wrote, a line each."""

    anchor: str
    name: str
    unit: str
    standard: Standard | None
    since: str = ""
    decided: str = ""

    def lines(self, part: str) -> list[str]:
        text = self.standard.texts.get(part, "") if self.standard else ""
        return [_MARK.sub("", one) for one in text.split("\n")]


@bp.get("/S/<code>/hak")
@bp.get("/s/<code>/hak")
def card(code: str) -> str:
    """Of the services of one counter."""
    found = rights_at(code.replace("\0", ""), clock.now())
    point = found.point
    offer(point.languages)
    if point.closed:
        raise ClosedPoint("Loket ini sudah tidak menerima penilaian.", unit=point.unit.name)
    return render_template(
        "citizen/rights.html",
        here=point.name,
        complain_url=with_language(url_for("complaint.form", code=point.code)),
        protected_url=with_language(url_for("complaint.form_protected", code=point.code)),
        office_url=with_language(url_for(".office", unit=point.unit.code)),
        back_url=with_language(url_for("scan.landing", code=point.code)),
        **_services(found.services, found.pledge, point.unit.zone),
        **place_of(point),
    )


@bp.get("/publik/<unit>/standar")
def office(unit: str) -> str:
    """Of every service of an office and those below it."""
    try:
        offer(offered_languages(unit))
        found = rights_of(unit)
    except UnknownUnit:
        abort(404)
    return render_template(
        "citizen/rights.html",
        here=None,
        complain_url=None,
        protected_url=None,
        office_url=None,
        back_url=None,
        unit=found.unit,
        instansi=found.instansi,
        **_services(found.services, found.pledge, found.unit.zone),
    )


def _services(every: Sequence[Promised], pledge: Pledge | None, zone: str) -> dict[str, Any]:
    shown = [_shown(number, one, zone) for number, one in enumerate(every, 1)]
    return {
        "services": [one for one in shown if one.standard],
        "silent": [one for one in shown if not one.standard],
        "pledge": pledge,
        "pledged": _day(pledge.published_at, zone) if pledge else "",
    }


def _shown(number: int, one: Promised, zone: str) -> Shown:
    standard = one.standard
    if standard is None or standard.published_at is None:
        return Shown(f"l{number}", one.name, one.unit, None)
    decided = _plain(i18n.day_text(standard.decided_on, language())) if standard.decided_on else ""
    since = _day(standard.published_at, zone)
    return Shown(f"l{number}", one.name, one.unit, standard, since, decided)


def _day(at: datetime, zone: str) -> str:
    return _plain(i18n.day_text(at.astimezone(ZoneInfo(zone)).date(), language()))


def _plain(day: str) -> str:
    """Without the name of the weekday."""
    return day.partition(", ")[2]
