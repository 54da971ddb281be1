"""The early-warning line: what the one-tap faces say, day by day. Never the index."""

from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access, desk
from kiosk import clock
from kiosk.domain.index.early_warning import Alarm, Counts, Day, Share, share_of
from kiosk.domain.month import NAMES
from kiosk.domain.people.policy import Action
from kiosk.flows.survey.show_taps import TapReport, show_taps
from kiosk.i18n import day_text, number

bp = Blueprint("taps", __name__)


@bp.get("/ketukan/<unit>")
@access.needs(Action.SEE_INDEX, "unit")
def line(unit: str) -> str:
    report = show_taps(unit, clock.now())
    return render_template(
        "desk/taps.html",
        t=_shown(report),
        settings_url=_settings_url(unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, "", "desk.taps.line"),
    )


def _settings_url(unit: str) -> str | None:
    may = access.actor().may(Action.EDIT_SETTINGS, access.spot())
    return url_for("desk.settings.of_unit", unit=unit) if may else None


def _shown(report: TapReport) -> dict[str, Any]:
    days = [_day(one, report.smallest) for one in report.days]
    return {
        "unit": report.unit,
        "taps": number(report.taps),
        "days": days,
        "filled": [one for one in reversed(days) if one["n"]],
        "alarm": _alarm(report.alarm),
        "points": [_point(name, counts, report.smallest) for name, counts in report.points],
        "smallest": report.smallest,
    }


def _day(one: Day, smallest: int) -> dict[str, Any]:
    share = one.share if one.taps >= smallest else None
    short = f"{one.day.day} {NAMES[one.day.month - 1][:3]}"
    labels = {"label": day_text(one.day), "short": short}
    return {**labels, "n": one.taps, "n_text": number(one.taps), **_share(share)}


def _point(name: str, counts: Counts, smallest: int) -> dict[str, Any]:
    total = sum(counts)
    share = share_of(counts) if total >= smallest else None
    return {"name": name, "n_text": number(total), **_share(share)}


def _share(share: Share | None) -> dict[str, Any]:
    if share is None:
        return {"value": None, "low": None, "high": None, "text": None, "span": None}
    return {
        "value": share.value,
        "low": share.low,
        "high": share.high,
        "text": number(share.value),
        "span": f"{number(share.low)}–{number(share.high)}",
    }


def _alarm(rung: Alarm | None) -> str | None:
    if rung is None:
        return None
    return (
        f"Tujuh hari terakhir {number(rung.recent.value)} persen ketukan tidak puas "
        f"({number(rung.taps)} ketukan), empat minggu sebelumnya {number(rung.before.value)} "
        "persen. Perbedaannya lebih besar daripada kebetulan. Tanyakan di loket apa yang berubah."
    )
