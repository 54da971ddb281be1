"""The head of the month's page: the index, how sure it is, against what it is held, its state."""

from decimal import Decimal
from typing import Any

from flask import url_for

from admin import access, desk
from admin.tables import HALF, PHONE
from kiosk.domain.index.closing import PeriodState
from kiosk.domain.index.comparison import gap
from kiosk.domain.index.period_figures import PeriodFigures
from kiosk.domain.index.recovery import Verdict
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.draw.gauge import interval, sample
from kiosk.flows.index.show_month import MonthView, Past
from kiosk.flows.standings import PeriodView
from kiosk.i18n import number

STATES = {
    PeriodState.OPEN: "Terbuka",
    PeriodState.CLOSED: "Tertutup",
    PeriodState.PUBLISHED: "Terbit",
}
ARROWS = {1: ("▲", "Naik"), -1: ("▼", "Turun"), 0: ("", "Tetap")}


def shown(month: MonthView) -> dict[str, Any]:
    view, figures = month.view, month.view.figures
    return {
        "unit": view.unit,
        "period_title": view.period.title,
        "instrument_title": figures.method.instrument_title,
        "state": _state(view),
        "state_url": url_for("desk.closing.shown", unit=view.unit.code, period=str(view.period)),
        "ikm": number(figures.ikm) if figures.ikm is not None else None,
        "mutu": figures.mutu,
        "kinerja": figures.kinerja,
        "near": figures.near,
        "withheld": figures.withheld,
        "excluded": _excluded(figures),
        "interval": _interval(figures),
        "changes": [_change(month, one) for one in (month.previous, month.year_before)],
        "sample": _sample(figures),
    }


def _state(view: PeriodView) -> str:
    """ "Tertutup, edisi 2, 3 November 2026"."""
    name, closing = STATES[view.state], view.closing
    if closing is None:
        return name
    at = closing.published_at or closing.closed_at
    return f"{name}, edisi {closing.edition}, {desk.day(at, view.unit.zone)}"


def _excluded(figures: PeriodFigures) -> str | None:
    """Said on every report that leaves answers out: the figure with them."""
    if not figures.excluded:
        return None
    told = f"{number(figures.excluded)} jawaban dikecualikan oleh dua orang dengan alasan tertulis."
    if figures.with_excluded is None:
        return told
    return f"{told} Dengan jawaban itu, IKM {number(figures.with_excluded)}."


def _interval(figures: PeriodFigures) -> dict[str, Any] | None:
    if figures.ikm is None or figures.low is None or figures.high is None:
        return None
    low, high = number(figures.low), number(figures.high)
    title = f"IKM {number(figures.ikm)}, selang {low} sampai {high}"
    return {
        "low": low,
        "high": high,
        "pictures": [
            interval(
                figures.ikm,
                figures.low,
                figures.high,
                title,
                width=width,
                bands=figures.method.bands,
            )
            for width in (PHONE, HALF)
        ],
    }


def _change(month: MonthView, past: Past) -> dict[str, Any]:
    """Against another period, and whether chance alone would do as much."""
    found = gap(past.printed, month.trend[-1].printed)
    since = past.period.title
    if found is None:
        return {"text": f"{since}: tidak ada IKM untuk dibandingkan.", "url": None}
    arrow, word = ARROWS[(found.points > 0) - (found.points < 0)]
    sure = "beda nyata" if found.verdict is not Verdict.UNSURE else "belum dapat dibedakan"
    return {
        "arrow": arrow,
        "word": word,
        "points": number(abs(found.points)),
        "since": since,
        "was": number(past.printed.ikm) + (", angka lama" if past.document else ""),
        "sure": sure if found.low is not None else None,
        "is_sure": found.verdict is not Verdict.UNSURE,
        "url": url_for(
            "desk.compare.page",
            a=f"{month.view.unit.code}/{past.period}",
            b=f"{month.view.unit.code}/{month.view.period}",
        ),
    }


def _sample(figures: PeriodFigures) -> dict[str, Any]:
    found = figures.sample
    title = f"{found.respondents} responden, sampel minimum {found.minimum}"
    return {
        "respondents": number(found.respondents),
        "minimum": number(found.minimum),
        "enough": found.enough,
        "population": number(found.population) if found.population else None,
        "percent": number(_share(found.respondents, found.population))
        if found.population
        else None,
        "pictures": [
            sample(found.respondents, found.minimum, title, width=width) for width in (PHONE, HALF)
        ],
    }


def _share(part: int, whole: int | None) -> Decimal:
    return half_up(Decimal(100 * part) / (whole or 1), 1)


def visits_url(view: PeriodView) -> str | None:
    """Where to enter the month's visits, for whoever may."""
    may = access.actor().may(Action.ENTER_FIGURES, access.spot())
    if not may or view.period.length != 1:
        return None
    return url_for("desk.figures.visits", unit=view.unit.code, period=str(view.period))


def flagged_url(unit: str) -> str | None:
    """The answers that bear a signal, for whoever may see answers."""
    may = access.actor().may(Action.SEE_ANSWERS, access.spot())
    return url_for("desk.answers.listed", unit=unit, bertanda=1) if may else None
