"""The unit head's month: the index, what pulls it down, and how sure it is."""

from decimal import Decimal
from typing import Any

from flask import Blueprint, render_template, url_for

from admin import access, desk, trust
from kiosk.domain.index import period as periods
from kiosk.domain.index.bands import Grade
from kiosk.domain.index.ikm import Ikm, UnsurScore
from kiosk.domain.index.period import Period
from kiosk.domain.people.policy import Action
from kiosk.domain.rounding import half_up
from kiosk.domain.survey.instrument import say
from kiosk.flows.index.report_ikm import IkmReport, TrendPoint, report_ikm
from kiosk.i18n import number

bp = Blueprint("ikm", __name__)
NRR_PLACES = 3


@bp.get("/ikm/<unit>/<period>")
@access.needs(Action.SEE_INDEX, "unit")
def month(unit: str, period: str) -> str:
    """A month, quarter, semester or year, by the period named."""
    report = report_ikm(unit, periods.parse(period))
    return render_template(
        "desk/ikm.html",
        m=_shown(report),
        visits_url=_visits_url(report),
        taps_url=url_for("desk.taps.line", unit=unit),
        flagged_url=_flagged_url(unit),
        crumbs=desk.crumbs(),
        tabs=desk.tabs(unit, period, "desk.ikm.month"),
    )


def _shown(report: IkmReport) -> dict[str, Any]:
    found = report.ikm
    unsur = _unsur(report)
    return {
        "unit": report.unit,
        "period_title": report.period.title,
        "prev_url": _link(report, report.period.previous),
        "next_url": _link(report, report.period.following),
        "instrument_title": say(report.instrument.title, "id"),
        "respondents": report.sample.respondents,
        "respondents_text": number(report.sample.respondents),
        "sample": _sample(report),
        "ikm": number(found.ikm) if found else None,
        "mutu": found.grade.mutu if found and report.graded else None,
        "kinerja": _kinerja(found.grade) if found and report.graded else None,
        "withheld": report.withheld,
        "excluded": _excluded(report),
        "interval": _interval(found),
        "change": _change(report),
        "unsur": unsur,
        "lowest": _lowest(found, unsur),
        "trend": [_trend(one, report) for one in report.trend],
        "reconciliation": _reconciliation(found),
        "by_source": [
            {
                "source": source.label,
                "n": number(n),
                "ikm": number(one.ikm) if one else None,
            }
            for source, (n, one) in report.by_source.items()
        ],
        "formula": _formula(report),
        **trust.shown(report),
    }


def _visits_url(report: IkmReport) -> str | None:
    """Where to enter the month's visits, for whoever may."""
    may = access.actor().may(Action.ENTER_FIGURES, access.spot())
    if not may or report.period.length != 1:
        return None
    return url_for("desk.figures.visits", unit=report.unit.code, period=str(report.period))


def _flagged_url(unit: str) -> str | None:
    """The answers that bear a signal, for whoever may see answers."""
    may = access.actor().may(Action.SEE_ANSWERS, access.spot())
    return url_for("desk.answers.listed", unit=unit, bertanda=1) if may else None


def _excluded(report: IkmReport) -> str | None:
    """Said on every report that leaves answers out: the figure with them."""
    if not report.excluded:
        return None
    other = number(report.with_excluded.ikm) if report.with_excluded else "—"
    return (
        f"{number(report.excluded)} jawaban dikecualikan oleh dua orang dengan alasan tertulis. "
        f"Dengan jawaban itu, IKM {other}."
    )


def _link(report: IkmReport, period: Period) -> str:
    return url_for(".month", unit=report.unit.code, period=str(period))


def _kinerja(grade: Grade) -> str:
    return say(grade.words, "id")


def _sample(report: IkmReport) -> dict[str, Any]:
    sample = report.sample
    share = None
    if sample.population:
        percent = half_up(Decimal(100 * sample.respondents) / sample.population, 1)
        share = f"{number(percent)} persen pengguna menjawab"
    return {
        "minimum": sample.minimum,
        "minimum_text": number(sample.minimum),
        "enough": sample.enough,
        "population_text": number(sample.population) if sample.population else None,
        "share_text": share,
    }


def _interval(found: Ikm | None) -> dict[str, str] | None:
    if found is None or found.interval is None:
        return None
    return {"low": number(found.interval.low), "high": number(found.interval.high)}


def _change(report: IkmReport) -> dict[str, str] | None:
    change = report.change
    if change is None:
        return None
    direction = "up" if change > 0 else "down" if change < 0 else "same"
    sign = "+" if change > 0 else ""
    since = report.period.previous.title
    return {"text": f"{sign}{number(change)}", "direction": direction, "since": since}


def _unsur(report: IkmReport) -> list[dict[str, Any]]:
    """Every unsur of the instrument in the regulation's order, answered or not."""
    scored = {one.code: one for one in report.ikm.unsur} if report.ikm else {}
    return [
        _one_unsur(unsur.code, say(unsur.name, "id"), scored.get(unsur.code))
        for unsur in report.instrument.unsur
    ]


def _one_unsur(code: str, name: str, score: UnsurScore | None) -> dict[str, Any]:
    return {
        "code": code,
        "name": name,
        "nrr": number(half_up(score.nrr, NRR_PLACES)) if score else None,
        "value": number(score.value) if score else None,
        "value_number": score.value if score else None,
        "mutu": score.grade.mutu if score else None,
        "n": number(score.n) if score and score.n is not None else "0",
    }


def _lowest(found: Ikm | None, unsur: list[dict[str, Any]]) -> list[dict[str, Any]]:
    by_code = {one["code"]: one for one in unsur}
    return [by_code[one.code] for one in found.lowest()] if found else []


def _trend(point: TrendPoint, report: IkmReport) -> dict[str, Any]:
    found = point.value
    band = found.interval if found else None
    return {
        "label": point.period.title,
        "short": str(point.period)[2:],
        "ikm": number(found.ikm) if found else None,
        "ikm_number": found.ikm if found else None,
        "low": number(band.low) if band else None,
        "high": number(band.high) if band else None,
        "low_number": band.low if band else None,
        "high_number": band.high if band else None,
        "n": number(point.respondents),
        "mutu": found.grade.mutu if found else None,
    }


def _reconciliation(found: Ikm | None) -> list[dict[str, str]]:
    if found is None:
        return []
    lines = [{"weight": _weight(found.weight), "ikm": number(found.ikm)}]
    lines += [
        {"weight": _weight(one.weight), "ikm": number(one.ikm)} for one in found.reconciliation
    ]
    return lines


def _weight(label: str) -> str:
    return "1/n (tepat)" if label == "exact" else label.replace(".", ",")


def _formula(report: IkmReport) -> list[str]:
    found = report.ikm
    if found is None:
        return []
    count = len(found.unsur)
    total = number(half_up(sum(one.nrr for one in found.unsur), 4))
    return [
        "NRR tiap unsur = jumlah nilai dibagi jumlah jawaban yang terisi.",
        f"IKM = jumlah NRR ({total}) dikali bobot ({_weight(found.weight)}, {count} unsur) "
        f"dikali 25 = {number(found.ikm)}, dibulatkan sekali di akhir.",
        f"Dasar: {report.instrument.source}. Batas mutu: {report.instrument.bands}.",
    ]
